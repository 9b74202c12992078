package org.lexicore.simulator;

import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;

/**
 * Reads the activations of a pass: for each pixel the bytes of all rows of the array, extended to integers, zero where a mask says so.
 */
final class SpanReader {
  private static final int PLACE_BITS = 24;

  private final Ram activations;
  private final int[][] rows;

  SpanReader(Accelerator accelerator, Memories memories) {
    activations = memories.activations;
    rows = new int[accelerator.array().rows()][0];
  }

  /** The activations {@code [row][word]} of rows lo … hi − 1, at the words of the accumulators; valid until the next call. */
  int[][] read(Pass pass) {
    Instruction.Compute c = pass.compute();
    int word = c.accumulator();
    for (int row = pass.lo(); row < pass.hi(); row++) {
      if (rows[row].length < word + pass.pixels()) {
        rows[row] = new int[word + pass.pixels()];
      }
    }
    for (int y = 0; y < c.pixelsY(); y++) {
      int line = pass.line() + y * c.yStride();
      boolean inside = line >= 0 && line < c.height();
      line(pass, c.activation() + y * c.rowStep() + pass.offset(), inside ? c.rowBytes() : 0, word);
      word += c.pixelsX();
    }
    return rows;
  }

  /** Reads the pixels of a row from {@code address} on; bytes 0 … {@code rowBytes} − 1 of it are none of the padding. */
  private void line(Pass pass, int address, int rowBytes, int word) {
    Instruction.Compute c = pass.compute();
    for (int x = 0; x < c.pixelsX(); x++) {
      int step = x * c.columnStep();
      int column = place(pass.column() + step);
      int from = Math.clamp(-column, pass.lo(), pass.hi());
      int to = Math.clamp(rowBytes - column, from, pass.hi());
      zero(pass.lo(), from, word + x);
      if (c.signed() == 1) {
        signed(address + step, from, to, word + x);
      } else {
        unsigned(address + step, from, to, word + x);
      }
      zero(to, pass.hi(), word + x);
    }
  }

  /** A place in the row as its register holds it: 24 bits, two's complement. */
  private static int place(int column) {
    return column << Integer.SIZE - PLACE_BITS >> Integer.SIZE - PLACE_BITS;
  }

  private void zero(int from, int to, int word) {
    for (int row = from; row < to; row++) {
      rows[row][word] = 0;
    }
  }

  private void signed(int address, int from, int to, int word) {
    byte[] bytes = activations.bytes;
    int mask = activations.mask;
    for (int row = from; row < to; row++) {
      rows[row][word] = bytes[address + row & mask];
    }
  }

  private void unsigned(int address, int from, int to, int word) {
    byte[] bytes = activations.bytes;
    int mask = activations.mask;
    for (int row = from; row < to; row++) {
      rows[row][word] = bytes[address + row & mask] & 0xFF;
    }
  }
}
