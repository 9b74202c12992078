package org.lexicore.compiler.encode;

/**
 * What one compute instruction runs of a {@link KernelWalk}: a box of segments. Where the weights are indices, the box's segments
 * follow each other in K, because the hardware carries the cut of the codewords from one to the next.
 *
 * @param ky first kernel row
 * @param sx first segment along x
 * @param plane first channel plane
 * @param offset first byte taken of the segment; 0 unless the part is a piece of one segment
 * @param length bytes taken of the one segment of the box; 0: all segments as they are
 */
public record KernelPart(int ky, int kyCount, int sx, int sxCount, int plane, int planeCount, int offset, int length) {
  /** All segments of the planes {@code plane} to {@code plane + planeCount − 1}. */
  public static KernelPart of(KernelWalk walk, int plane, int planeCount) {
    return new KernelPart(0, walk.kernelY(), 0, walk.segmentsX(), plane, planeCount, 0, 0);
  }

  /** Whether it is a piece of a single segment. */
  public boolean isPiece() {
    return length > 0;
  }

  /** The same box with other kernel rows. */
  public KernelPart withRows(int first, int count) {
    return new KernelPart(first, count, sx, sxCount, plane, planeCount, offset, length);
  }

  /** The same box with other segments along x. */
  public KernelPart withSegments(int first, int count) {
    return new KernelPart(ky, kyCount, first, count, plane, planeCount, offset, length);
  }

  /** The same box with other planes. */
  public KernelPart withPlanes(int first, int count) {
    return new KernelPart(ky, kyCount, sx, sxCount, first, count, offset, length);
  }

  /** A piece of this box's one segment. */
  public KernelPart piece(int from, int bytes) {
    return new KernelPart(ky, kyCount, sx, sxCount, plane, planeCount, from, bytes);
  }
}
