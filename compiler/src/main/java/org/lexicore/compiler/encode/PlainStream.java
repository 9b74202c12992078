package org.lexicore.compiler.encode;

import java.util.Arrays;
import org.lexicore.model.network.LayerWeights;

/**
 * The int8 weights of one compute instruction in the order in which the decoder takes them: pass, column, group of rows. Channels
 * outside an output channel's group, and rows beyond the kernel, have weight 0.
 *
 * @param weights any weights: codewords are expanded
 * @param inputsPerGroup input channels of one group
 * @param outputsPerGroup output channels of one group
 */
public record PlainStream(LayerWeights weights, int inputsPerGroup, int outputsPerGroup) {

  /** Bits of the stream of {@code columns} columns. */
  public static long bits(KernelWalk walk, KernelPart part, int columns) {
    return (long) walk.groups(part) * walk.codeword() * walk.streamed(columns) * 8;
  }

  /**
   * Encodes the columns {@code first} to {@code first + columns − 1}; those beyond the last output channel are 0.
   *
   * @return whole words of {@code wordBytes}
   */
  public byte[] encode(KernelWalk walk, KernelPart part, int first, int columns, int wordBytes) {
    int group = walk.codeword();
    byte[] bytes = new byte[walk.groups(part) * group * walk.streamed(columns)];
    int[] at = new int[1];
    walk.forEachPass(
        part,
        (ky, sx, plane, start, rows) -> {
          int padded = (rows + group - 1) / group * group;
          for (int row = 0; walk.diagonal() && row < padded; row++) {
            bytes[at[0]++] = row < columns ? weight(walk, first + row, ky, sx, plane, start + row) : 0;
          }
          for (int column = first; column < first + columns && !walk.diagonal(); column++) {
            for (int row = 0; row < padded; row++) {
              bytes[at[0]++] = row < rows ? weight(walk, column, ky, sx, plane, start + row) : 0;
            }
          }
        });
    return Arrays.copyOf(bytes, (bytes.length + wordBytes - 1) / wordBytes * wordBytes);
  }

  private byte weight(KernelWalk walk, int output, int ky, int sx, int plane, int at) {
    int kx = walk.wholeRow() ? at / walk.block() : sx;
    int within = walk.wholeRow() ? at % walk.block() : at;
    int channel = plane * walk.block() + within;
    if (output >= weights.outputs() || kx >= walk.kernelX() || within >= walk.block() || channel >= walk.channels()) {
      return 0;
    }
    int input = channel - output / outputsPerGroup * inputsPerGroup;
    boolean inGroup = input >= 0 && input < inputsPerGroup;
    return inGroup ? weights.weight(output, (ky * walk.kernelX() + kx) * inputsPerGroup + input) : 0;
  }
}
