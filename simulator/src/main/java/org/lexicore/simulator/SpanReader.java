package org.lexicore.simulator;

import java.util.Arrays;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;

/**
 * Reads the activations of a pass: for each row of the array the bytes of all pixels, extended to integers, zero where a mask says so.
 */
final class SpanReader {
  private final Ram activations;
  private final int[][] rows;

  SpanReader(Accelerator accelerator, Memories memories) {
    activations = memories.activations;
    rows = new int[accelerator.array().rows()][0];
  }

  /** The activations {@code [row][pixel]} of rows lo … hi − 1; valid until the next call. */
  int[][] read(Pass pass) {
    for (int row = pass.lo(); row < pass.hi(); row++) {
      if (rows[row].length < pass.pixels()) {
        rows[row] = new int[pass.pixels()];
      }
      read(pass, row, rows[row]);
    }
    return rows;
  }

  private void read(Pass pass, int row, int[] values) {
    Instruction.Compute c = pass.compute();
    int step = c.columnStep();
    int first = first(pass.column() + row, step, c.pixelsX());
    int end = Math.max(first, end(c.rowBytes() - pass.column() - row, step, c.pixelsX()));
    int pixel = 0;
    for (int y = 0; y < c.pixelsY(); y++) {
      int line = pass.line() + y * c.yStride();
      if (line < 0 || line >= c.height()) {
        Arrays.fill(values, pixel, pixel + c.pixelsX(), 0);
      } else {
        Arrays.fill(values, pixel, pixel + first, 0);
        int address = c.activation() + y * c.rowStep() + pass.offset() + row + first * step;
        copy(c.signed() == 1, address, step, values, pixel + first, pixel + end);
        Arrays.fill(values, pixel + end, pixel + c.pixelsX(), 0);
      }
      pixel += c.pixelsX();
    }
  }

  /** The first pixel column whose byte is not before its input row. */
  private static int first(int column, int step, int pixels) {
    if (column >= 0) {
      return 0;
    }
    return step == 0 ? pixels : Math.min(pixels, (-column + step - 1) / step);
  }

  /** The end of the pixel columns whose byte is not behind its input row. */
  private static int end(int room, int step, int pixels) {
    if (room <= 0) {
      return 0;
    }
    return step == 0 ? pixels : Math.min(pixels, (room + step - 1) / step);
  }

  private void copy(boolean signed, int address, int step, int[] values, int from, int to) {
    byte[] bytes = activations.bytes;
    int mask = activations.mask;
    int at = address;
    if (signed) {
      for (int i = from; i < to; i++, at += step) {
        values[i] = bytes[at & mask];
      }
    } else {
      for (int i = from; i < to; i++, at += step) {
        values[i] = bytes[at & mask] & 0xFF;
      }
    }
  }
}
