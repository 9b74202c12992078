package org.lexicore.compiler.map;

import java.util.List;
import org.lexicore.compiler.encode.KernelPart;
import org.lexicore.compiler.encode.KernelWalk;

/**
 * Output channels that the array's columns take at once.
 *
 * @param from first channel, a multiple of the lanes
 * @param to end of the channels, padding included
 * @param real channels that exist; 0 in a tile of nothing but padding
 * @param walk of the reduction, or of a single position with zero weights if {@code real == 0}
 * @param parts the instructions that make up the reduction, in order
 */
record ColumnTile(int from, int to, int real, KernelWalk walk, List<KernelPart> parts) {
  /** Columns that the compute instructions name. */
  int columns() {
    return Math.max(1, real);
  }

  /** Planes of the input that {@code tiles} read, from the first to the last. */
  static Span planes(List<ColumnTile> tiles) {
    int from = Integer.MAX_VALUE;
    int to = 0;
    for (ColumnTile tile : tiles) {
      for (KernelPart part : tile.real() > 0 ? tile.parts() : List.<KernelPart>of()) {
        from = Math.min(from, part.plane());
        to = Math.max(to, part.plane() + part.planeCount());
      }
    }
    return new Span(Math.min(from, to), to);
  }
}
