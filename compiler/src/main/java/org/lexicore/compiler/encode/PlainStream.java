package org.lexicore.compiler.encode;

import java.util.Arrays;
import org.lexicore.model.network.LayerWeights;

/**
 * The int8 weights of one compute instruction in the order in which the decoder takes them: pass, column, group of rows. Channels
 * outside an output channel's group, and rows beyond the kernel, have weight 0.
 *
 * @param outputs output channels of the layer
 * @param inputsPerGroup input channels of one group
 * @param outputsPerGroup output channels of one group
 */
public record PlainStream(int outputs, int inputsPerGroup, int outputsPerGroup) {
  /** Stands for a weight of 0 that no layer has. */
  private static final int NOTHING = -1;

  /** Receives the elements of a stream in order. */
  @FunctionalInterface
  private interface Elements {
    /** Element {@code k} of row {@code output}, or {@code k == NOTHING} for a zero. */
    void next(int output, int k);
  }

  /**
   * Encodes the columns {@code first} to {@code first + columns − 1}; those beyond the last output channel are 0.
   *
   * @param weights of the layer: codewords are expanded
   * @return whole words of {@code wordBytes}
   */
  public byte[] encode(LayerWeights.Fixed weights, KernelWalk walk, KernelPart part, int first, int columns, int wordBytes) {
    byte[] bytes = new byte[size(walk, part, columns, wordBytes)];
    int[] at = new int[1];
    forEach(walk, part, first, columns, (output, k) -> bytes[at[0]++] = k == NOTHING ? 0 : weights.weight(output, k));
    return bytes;
  }

  /**
   * The same where the weights are a tensor: for each byte the element of the tensor, counted channel-major, or −1 for a zero.
   */
  public int[] order(LayerWeights.Streamed weights, KernelWalk walk, KernelPart part, int first, int columns, int wordBytes) {
    int[] order = new int[size(walk, part, columns, wordBytes)];
    Arrays.fill(order, NOTHING);
    int[] at = new int[1];
    forEach(walk, part, first, columns, (output, k) -> order[at[0]++] = k == NOTHING ? NOTHING : weights.element(output, k));
    return order;
  }

  private static int size(KernelWalk walk, KernelPart part, int columns, int wordBytes) {
    return Math.toIntExact((walk.bits(part, columns) / Byte.SIZE + wordBytes - 1) / wordBytes * wordBytes);
  }

  private void forEach(KernelWalk walk, KernelPart part, int first, int columns, Elements elements) {
    int group = walk.group();
    boolean diagonal = walk.stream().isDiagonal();
    walk.forEachPass(
        part,
        (ky, sx, plane, start, rows) -> {
          int padded = (rows + group - 1) / group * group;
          for (int row = 0; diagonal && row < padded; row++) {
            elements.next(first + row, row < columns ? position(walk, first + row, ky, sx, plane, start + row) : NOTHING);
          }
          for (int column = first; column < first + columns && !diagonal; column++) {
            for (int row = 0; row < padded; row++) {
              elements.next(column, row < rows ? position(walk, column, ky, sx, plane, start + row) : NOTHING);
            }
          }
        });
  }

  private int position(KernelWalk walk, int output, int ky, int sx, int plane, int at) {
    int kx = walk.wholeRow() ? at / walk.block() : sx;
    int within = walk.wholeRow() ? at % walk.block() : at;
    int channel = plane * walk.block() + within;
    if (output >= outputs || kx >= walk.kernelX() || within >= walk.block() || channel >= walk.channels()) {
      return NOTHING;
    }
    int input = channel - output / outputsPerGroup * inputsPerGroup;
    boolean inGroup = input >= 0 && input < inputsPerGroup;
    return inGroup ? (ky * walk.kernelX() + kx) * inputsPerGroup + input : NOTHING;
  }
}
