package org.lexicore.simulator;

import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.WeightStream;

/**
 * One pass of a compute: where its weights come from, which bytes its rows read, and when it happens.
 *
 * @param weights what the compute's stream holds
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
    WeightStream weights,
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
    return weights.isDiagonal() ? Math.clamp(column, lo, hi) : lo;
  }

  /** The end of the rows that {@code column} multiplies. */
  int hi(int column) {
    return weights.isDiagonal() ? Math.clamp(column + 1, lo, hi) : hi;
  }

  /** Codewords per column. */
  int groups() {
    return groups(hi, weights);
  }

  /** Columns that the stream has groups for. */
  int columns() {
    return weights.streamed(compute.columns());
  }

  /** Decode steps, of a decoder with {@code ports}. */
  int steps(int ports) {
    return weights.columnSteps(compute.columns(), ports) * groups();
  }

  /** Groups of {@code weights} that rows below {@code hi} take. */
  static int groups(int hi, WeightStream weights) {
    return (hi + weights.group() - 1) / weights.group();
  }
}
