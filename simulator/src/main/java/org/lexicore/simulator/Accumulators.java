package org.lexicore.simulator;

import java.util.Arrays;

/** One bank of accumulators: a row of {@link #WORDS} for each column. The hardware has fewer; a program keeps to what it has. */
final class Accumulators {
  /** What an address reaches. */
  static final int WORDS = 1 << 14;

  private static final int MASK = WORDS - 1;

  private final int[][] columns;

  Accumulators(int columns) {
    this.columns = new int[columns][];
  }

  int get(int column, int address) {
    int[] words = columns[column];
    return words == null ? 0 : words[address & MASK];
  }

  /** Clears the words from {@code from} to {@code to}, exclusive. */
  void clear(int column, int from, int to) {
    Arrays.fill(words(column), from, to, 0);
  }

  /** The words of a column, to work in. They are made when first asked for: a machine of 128 columns would else take 16 MiB for nothing. */
  int[] words(int column) {
    if (columns[column] == null) {
      columns[column] = new int[WORDS];
    }
    return columns[column];
  }
}
