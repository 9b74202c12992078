package org.lexicore.simulator;

import java.util.Arrays;

/**
 * One bank of accumulators: a row of 2^14 words for each column. The hardware has fewer words; what a program does beyond them is its
 * own fault.
 */
final class Accumulators {
  private static final int WORDS = 1 << 14;
  private static final int MASK = WORDS - 1;

  private final int[][] columns;

  Accumulators(int columns) {
    this.columns = new int[columns][];
  }

  int get(int column, int address) {
    int[] row = columns[column];
    return row == null ? 0 : row[address & MASK];
  }

  /** Copies {@code count} words from {@code address} on to {@code sums}. */
  void read(int column, int address, int[] sums, int count) {
    int[] row = row(column);
    int first = Math.min(count, WORDS - (address & MASK));
    System.arraycopy(row, address & MASK, sums, 0, first);
    System.arraycopy(row, 0, sums, first, count - first);
  }

  /** Copies {@code count} words of {@code sums} to {@code address} and on. */
  void write(int column, int address, int[] sums, int count) {
    int[] row = row(column);
    int first = Math.min(count, WORDS - (address & MASK));
    System.arraycopy(sums, 0, row, address & MASK, first);
    System.arraycopy(sums, first, row, 0, count - first);
  }

  /** Clears {@code count} words from {@code address} on. */
  void clear(int column, int address, int count) {
    int[] row = row(column);
    int first = Math.min(count, WORDS - (address & MASK));
    Arrays.fill(row, address & MASK, (address & MASK) + first, 0);
    Arrays.fill(row, 0, count - first, 0);
  }

  /** Rows are made when first written: a machine of 128 columns would else take 16 MiB for nothing. */
  private int[] row(int column) {
    if (columns[column] == null) {
      columns[column] = new int[WORDS];
    }
    return columns[column];
  }
}
