package org.lexicore.simulator;

import org.lexicore.model.instruction.Instruction;

/**
 * One pass of a compute: where its weights come from, which bytes its rows read, and when it happens.
 *
 * @param accumulates whether it adds to what the accumulators hold
 * @param at cycle from which the engine may carry it out: before its first event, after all it depends on
 * @param firstIndex first index (or plain group) of its weights in the instruction's stream
 * @param firstStep advance in which its first step leaves the decoder
 * @param start cycle of its start
 * @param offset byte of row 0 relative to the first pixel's address: first − lead and the segment's steps
 * @param column byte of row 0 in its input row, at pixel column 0
 * @param line input row at pixel row 0
 * @param lo first row that takes part
 * @param hi end of the rows that take part
 */
record Pass(
    Instruction.Compute compute,
    int layer,
    boolean accumulates,
    long at,
    long firstIndex,
    long firstStep,
    long start,
    int offset,
    int column,
    int line,
    int lo,
    int hi) {

  int pixels() {
    return compute.pixelsY() * compute.pixelsX();
  }

  /** The first row that {@code column} multiplies. */
  int lo(int column) {
    return compute.diagonal() == 1 ? Math.clamp(column, lo, hi) : lo;
  }

  /** The end of the rows that {@code column} multiplies. */
  int hi(int column) {
    return compute.diagonal() == 1 ? Math.clamp(column + 1, lo, hi) : hi;
  }

  /** Codewords per column. */
  int groups() {
    return groups(hi, compute);
  }

  /** Columns that the stream has weights for. */
  static int columns(Instruction.Compute compute) {
    return compute.diagonal() == 1 ? 1 : compute.columns();
  }

  static int groups(int hi, Instruction.Compute compute) {
    return (hi + compute.codeword() - 1) / compute.codeword();
  }

  /** Columns that a decode step serves, of a decoder with {@code ports}. */
  static int columnsAStep(Instruction.Compute compute, int ports) {
    return compute.plain() == 1 ? 1 : ports;
  }

  /** Decode steps of a pass that ends with row {@code hi}. */
  static int steps(Instruction.Compute compute, int hi, int ports) {
    int width = columnsAStep(compute, ports);
    return (columns(compute) + width - 1) / width * groups(hi, compute);
  }
}
