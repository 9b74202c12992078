package org.lexicore.simulator;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.WeightStream;
import org.lexicore.model.result.Activity;
import org.lexicore.model.timing.Latencies;
import org.lexicore.model.timing.PassTiming;

/** Unrolls a compute's loop nest into passes and gives each its time. */
final class PassSequencer {
  private final PassTiming timing;
  private final Counters counters;
  private final int rows;
  private final int columns;
  private final int ports;
  private final int wordBits;

  private Queued owner;
  private Instruction.Compute compute;
  private WeightStream weights;
  private List<Pass> passes;
  private long at;
  private long index;

  PassSequencer(PassTiming timing, Counters counters, Accelerator accelerator) {
    this.timing = timing;
    this.counters = counters;
    this.rows = accelerator.array().rows();
    this.columns = accelerator.array().columns();
    this.ports = accelerator.codebook().ports();
    this.wordBits = accelerator.axi().dataBits();
  }

  /** The passes of {@code queued}, which was issued in {@code issued} and is the instruction issued last. */
  List<Pass> of(Queued queued, long issued) {
    owner = queued;
    compute = (Instruction.Compute) queued.instruction();
    weights = compute.weights();
    passes = new ArrayList<>();
    at = issued;
    index = 0;
    if (compute.rowsPerPass() < 1 || compute.codeword() < 1) {
      throw new IllegalStateException("instruction " + queued.number() + " has passes of no rows");
    }
    if (compute.accumulator() + compute.pixelsY() * compute.pixelsX() > Accumulators.WORDS) {
      throw new IllegalStateException("instruction " + queued.number() + " has more pixels than there are accumulators");
    }
    int lead = compute.lead();
    for (int ky = 0; ky < compute.kernelY(); ky++) {
      for (int kx = 0; kx < compute.kernelX(); kx++) {
        for (int b = 0; b < compute.blocks(); b++) {
          lead = segment(ky, kx, b, lead);
        }
      }
    }
    count();
    return passes;
  }

  /** Counts what the passes do whatever their place is. */
  private void count() {
    int layer = owner.layer();
    long bits = index * weights.groupBits();
    counters.did(Activity.PASSES, layer, passes.size());
    counters.did(Activity.PIXELS, layer, (long) passes.size() * compute.pixelsY() * compute.pixelsX());
    counters.did(Activity.CODEWORDS, layer, weights.looksUp() ? index : 0);
    // The window is filled with two words, and moves on with each word that is used up.
    counters.did(Activity.INDEX_WORDS, layer, 2 + bits / wordBits);
  }

  private int segment(int ky, int kx, int b, int lead) {
    int length = b == compute.blocks() - 1 ? compute.lastSegment() : compute.segment();
    int offset = ky * compute.kyStep() + kx * compute.kxStep() + b * compute.blockStep() - lead;
    int column = compute.xFirst() + kx * compute.kxStep() - lead;
    int line = compute.yFirst() + ky * compute.yDilation();
    for (int first = 0; first < lead + length; first += compute.rowsPerPass()) {
      int hi = Math.min(compute.rowsPerPass(), lead + length - first);
      add(offset + first, column + first, line, first == 0 ? Math.min(lead, hi) : 0, hi);
    }
    return (lead + length) % compute.codeword();
  }

  private void add(int offset, int column, int line, int lo, int hi) {
    int pixels = compute.pixelsY() * compute.pixelsX();
    long firstStep = timing.index();
    long start = timing.pass(weights.columnSteps(compute.columns(), ports) * Pass.groups(hi, weights), pixels);
    boolean accumulates = compute.accumulate() == 1 || !passes.isEmpty();
    passes.add(
        new Pass(compute, weights, owner.layer(), accumulates, at, index, firstStep, start, offset, column, line, lo, Math.min(hi, rows)));
    index += (long) weights.streamed(compute.columns()) * Pass.groups(hi, weights);
    // Its first step is not written before this pass has swapped.
    at = start;
    counters.charge(start + 1, Counters.WEIGHTS, owner.layer());
    counters.charge(start + pixels + 1, Counters.BUSY, owner.layer());
    counters.did(Activity.WEIGHTS_WRITTEN, owner.layer(), written(hi));
    counters.multiply(owner.layer(), (long) pixels * (hi - lo) * weights.streamed(compute.columns()));
  }

  /** Weights that a pass writes: whole codewords, and of a diagonal one all rows of its columns. */
  private long written(int hi) {
    int written = Pass.groups(hi, weights) * weights.group();
    return weights.isDiagonal() ? (long) Math.min(written, columns) * rows : (long) written * compute.columns();
  }

  /** Cycle of the last accumulator write of {@code pass}. */
  long lastWrite(Pass pass) {
    return pass.start() + Latencies.accumulate(rows) + pass.pixels() - 1;
  }
}
