package org.lexicore.simulator;

import java.util.Arrays;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;

/**
 * Turns a pass's part of the stream in the index buffer into weights, one row of int8 values for each column: by way of the
 * codebook store, or as they are.
 */
final class IndexDecoder {
  private final int rows;
  private final int ports;
  private final int wordBytes;
  private final int codewordBytes;
  private final int entries;
  private final Ram stream;
  private final Ram codebook;
  private final byte[][] weights;
  private final byte[] lanes;

  IndexDecoder(Accelerator accelerator, Memories memories) {
    rows = accelerator.array().rows();
    ports = accelerator.codebook().ports();
    wordBytes = accelerator.wordBytes();
    codewordBytes = accelerator.codewordBytes();
    entries = accelerator.codebook().entries();
    stream = memories.indices;
    codebook = memories.codebook;
    weights = new byte[accelerator.array().columns()][rows];
    lanes = new byte[ports * rows];
  }

  /**
   * The weights of the columns {@code from} to {@code to}, exclusive, of {@code pass}: {@code [column][row]}; valid until the next call.
   *
   * @param from the first column of a step
   */
  byte[][] decode(Pass pass, int from, int to) {
    Instruction.Compute compute = pass.compute();
    if (pass.weights().isDiagonal()) {
      return diagonal(pass, from, to);
    }
    int groups = pass.groups();
    int width = pass.weights().columnsPerStep(ports);
    long index = pass.firstIndex() + (long) from * groups;
    for (int first = from; first < to; first += width) {
      int end = Math.min(first + width, to);
      for (int group = 0; group < groups; group++) {
        for (int column = first; column < end; column++) {
          decode(pass, index++, weights[column], group * compute.codeword());
        }
      }
    }
    return weights;
  }

  /** The weights on the diagonal, one a column; the others are not looked at. */
  private byte[][] diagonal(Pass pass, int from, int to) {
    Instruction.Compute compute = pass.compute();
    int first = streamByte(compute, pass.firstIndex());
    for (int column = from; column < Math.min(to, rows); column++) {
      weights[column][column] = stream.get(first + column);
    }
    return weights;
  }

  /** Byte of the plain group {@code index} in the index buffer. */
  private int streamByte(Instruction.Compute compute, long index) {
    return compute.stream() * wordBytes + (int) index * compute.codeword();
  }

  private void decode(Pass pass, long index, byte[] target, int row) {
    Instruction.Compute compute = pass.compute();
    int count = Math.min(compute.codeword(), rows - row);
    Ram source;
    int from;
    if (pass.weights().looksUp()) {
      source = codebook;
      int entry = compute.book() * entries + (index(compute, index) & entries - 1);
      from = entry * codewordBytes;
    } else {
      source = stream;
      from = streamByte(compute, index);
    }
    source.get(from, target, row, count);
  }

  private int index(Instruction.Compute compute, long number) {
    long bit = number * compute.indexBits();
    int at = compute.stream() * wordBytes + (int) (bit >> 3);
    int bits = stream.get(at) & 0xFF | (stream.get(at + 1) & 0xFF) << 8 | (stream.get(at + 2) & 0xFF) << 16;
    return bits >> (bit & 7) & (1 << compute.indexBits()) - 1;
  }

  /** What step {@code step} of the pass decoded last writes: R bytes per port. Valid until the next call. */
  byte[] lanes(Pass pass, int step) {
    Instruction.Compute compute = pass.compute();
    Arrays.fill(lanes, (byte) 0);
    int width = pass.weights().columnsPerStep(ports);
    int first = step / pass.groups() * width;
    int from = streamByte(compute, pass.firstIndex());
    int row = step % pass.groups() * compute.codeword();
    for (int port = 0; port < width && first + port < compute.columns(); port++) {
      for (int i = row; i < Math.min(row + compute.codeword(), rows); i++) {
        lanes[port * rows + i] = pass.weights().isDiagonal() ? stream.get(from + i) : weights[first + port][i];
      }
    }
    return lanes;
  }
}
