package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.lexicore.compiler.encode.KernelPart;
import org.lexicore.compiler.encode.KernelWalk;

/** Cuts a reduction into parts that fit: along ky, then kx, then planes, then within a segment. */
final class CutKernel {
  private final KernelWalk walk;
  private final Predicate<KernelPart> fits;

  CutKernel(KernelWalk walk, Predicate<KernelPart> fits) {
    this.walk = walk;
    this.fits = fits;
  }

  /** The parts of {@code whole} in order of K; empty if a single pass does not fit. */
  Optional<List<KernelPart>> cut(KernelPart whole) {
    List<KernelPart> parts = new ArrayList<>();
    return cut(whole, parts) ? Optional.of(parts) : Optional.empty();
  }

  private boolean cut(KernelPart part, List<KernelPart> parts) {
    if (fits.test(part)) {
      return parts.add(part);
    }
    if (part.kyCount() > 1) {
      return evenly(part.kyCount(), n -> part.withRows(part.ky(), n), (from, n) -> part.withRows(part.ky() + from, n), parts);
    }
    if (part.sxCount() > 1) {
      return evenly(
          part.sxCount(), n -> part.withSegments(part.sx(), n), (from, n) -> part.withSegments(part.sx() + from, n), parts);
    }
    if (part.planeCount() > 1) {
      return evenly(
          part.planeCount(), n -> part.withPlanes(part.plane(), n), (from, n) -> part.withPlanes(part.plane() + from, n), parts);
    }
    return !part.isPiece() && pieces(part, parts);
  }

  private interface Slice {
    KernelPart of(int from, int count);
  }

  /** Slices as long as fit, or of one if none does, then cut further. */
  private boolean evenly(int count, IntFunction<KernelPart> first, Slice slice, List<KernelPart> parts) {
    int length = 1;
    for (int slices = 2; slices <= count; slices++) {
      length = Span.ceilDiv(count, slices);
      if (fits.test(first.apply(length))) {
        break;
      }
    }
    boolean all = true;
    for (int from = 0; from < count && all; from += length) {
      all = cut(slice.of(from, Math.min(length, count - from)), parts);
    }
    return all;
  }

  /** Pieces of one segment, each of as many whole passes as fit. */
  private boolean pieces(KernelPart part, List<KernelPart> parts) {
    int bytes = walk.segmentBytes(part.plane());
    int from = 0;
    while (from < bytes) {
      int lead = walk.lead(part.ky(), part.sx(), part.plane(), from);
      int length = Math.min(bytes - from, walk.rowsPerPass() - lead);
      if (!fits.test(part.piece(from, length))) {
        return false;
      }
      while (from + length < bytes) {
        int longer = Math.min(bytes - from, length + walk.rowsPerPass());
        if (!fits.test(part.piece(from, longer))) {
          break;
        }
        length = longer;
      }
      parts.add(part.piece(from, length));
      from += length;
    }
    return true;
  }
}
