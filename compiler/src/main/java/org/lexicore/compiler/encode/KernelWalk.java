package org.lexicore.compiler.encode;

import org.lexicore.model.instruction.WeightStream;

/**
 * How the array walks over a layer's reduction: in segments that lie contiguous in a buffer row, each cut into passes.
 *
 * <p>A diagonal walk is for a convolution that filters each channel by itself, and has one weight for each row of a pass: that of the
 * column of the row's number.
 *
 * <p>A segment is the {@code block} channels of one kernel position, or, with {@code wholeRow}, all positions of a kernel row. Indices
 * are cut along K = (ky, kx, c) whatever the segments, so a codeword may begin in an earlier segment ({@code lead}). Plain weights
 * are free: their segments are rounded up to whole groups with zero weights, and nothing crosses.
 *
 * @param stream what the weights come as
 * @param wholeRow whether a segment is a kernel row; with indices only if {@code block == channels}
 * @param channels channels of the input tensor
 * @param block channels a plane of it
 * @param rowsPerPass array rows that a pass uses at most, a multiple of the stream's group
 */
public record KernelWalk(
    WeightStream stream, boolean wholeRow, int kernelY, int kernelX, int channels, int block, int rowsPerPass) {

  /** Receives the passes of a part in the order of the hardware. */
  @FunctionalInterface
  public interface PassVisitor {
    /**
     * One pass.
     *
     * @param start byte of the segment at array row 0; negative where a codeword began in an earlier segment
     * @param rows array rows that take part, from row 0 on (the hardware masks those before the segment)
     */
    void pass(int ky, int sx, int plane, int start, int rows);
  }

  /** The same walk with another stream. */
  public KernelWalk along(WeightStream other) {
    return new KernelWalk(other, wholeRow, kernelY, kernelX, channels, block, rowsPerPass);
  }

  /** Elements per codeword, or bytes per group of int8 weights. */
  public int group() {
    return stream.group();
  }

  /** Bits of the stream of {@code part} for {@code columns} columns. */
  public long bits(KernelPart part, int columns) {
    return (long) groups(part) * stream.streamed(columns) * stream.groupBits();
  }

  /** Segments along x. */
  public int segmentsX() {
    return wholeRow ? 1 : kernelX;
  }

  /** Channel planes of the input. */
  public int planes() {
    return (channels + block - 1) / block;
  }

  /** Bytes of a segment of {@code plane}. */
  public int segmentBytes(int plane) {
    int present = Math.min(block, channels - plane * block);
    int bytes = wholeRow ? (kernelX - 1) * block + present : present;
    return stream.crossesSegments() ? bytes : (bytes + group() - 1) / group() * group();
  }

  /** K of a segment's first element; for indices. */
  public int position(int ky, int sx, int plane) {
    return (ky * kernelX + sx) * channels + plane * block;
  }

  /** Elements of the codeword at byte {@code offset} of a segment that lie before that byte. */
  public int lead(int ky, int sx, int plane, int offset) {
    return stream.crossesSegments() ? (position(ky, sx, plane) + offset) % group() : 0;
  }

  /** Calls {@code visitor} for every pass of {@code part}. */
  public void forEachPass(KernelPart part, PassVisitor visitor) {
    for (int ky = part.ky(); ky < part.ky() + part.kyCount(); ky++) {
      for (int sx = part.sx(); sx < part.sx() + part.sxCount(); sx++) {
        for (int plane = part.plane(); plane < part.plane() + part.planeCount(); plane++) {
          segment(part, ky, sx, plane, visitor);
        }
      }
    }
  }

  private void segment(KernelPart part, int ky, int sx, int plane, PassVisitor visitor) {
    int lead = lead(ky, sx, plane, part.offset());
    int end = lead + (part.isPiece() ? part.length() : segmentBytes(plane));
    for (int first = 0; first < end; first += rowsPerPass) {
      visitor.pass(ky, sx, plane, part.offset() + first - lead, Math.min(rowsPerPass, end - first));
    }
  }

  /** Groups of rows that the array is given in the passes of {@code part}, for one column. */
  public int groups(KernelPart part) {
    int[] groups = new int[1];
    forEachPass(part, (ky, sx, plane, start, rows) -> groups[0] += (rows + group() - 1) / group());
    return groups[0];
  }

  /** Number of passes of {@code part}. */
  public int passes(KernelPart part) {
    int[] passes = new int[1];
    forEachPass(part, (ky, sx, plane, start, rows) -> passes[0]++);
    return passes[0];
  }
}
