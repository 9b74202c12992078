package org.lexicore.compiler.encode;

import org.lexicore.model.network.LayerWeights;

/**
 * The indices of one compute instruction in the order in which the decoder takes them: pass, column step, group of d rows, column of
 * the step.
 */
public final class IndexStream {
  private IndexStream() {}

  /**
   * Encodes the columns {@code first} to {@code first + columns − 1}.
   *
   * @param ports columns per step
   * @return whole words of {@code wordBytes}
   */
  public static byte[] encode(
      LayerWeights.Coded weights, KernelWalk walk, KernelPart part, int first, int columns, int ports, int wordBytes) {
    BitWriter writer = new BitWriter();
    int d = walk.group();
    int bits = walk.stream().groupBits();
    int perRow = weights.codewordsPerRow();
    walk.forEachPass(
        part,
        (ky, sx, plane, start, rows) -> {
          int codeword = (walk.position(ky, sx, plane) + start) / d;
          int groups = (rows + d - 1) / d;
          for (int step = 0; step < columns; step += ports) {
            for (int group = 0; group < groups; group++) {
              for (int column = step; column < Math.min(columns, step + ports); column++) {
                writer.put(weights.indices()[(first + column) * perRow + codeword + group], bits);
              }
            }
          }
        });
    return writer.words(wordBytes);
  }
}
