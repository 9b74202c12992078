package org.lexicore.compiler.map;

import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.timing.Latencies;
import org.lexicore.model.timing.PassTiming;

/** Estimates when each unit's instructions issue and retire; exact for the array, rough for what waits on AXI. */
final class UnitTimes {
  private final Accelerator accelerator;
  private final PassTiming passes = new PassTiming();

  /** First cycle in which each unit can issue, and the last in which it retired something. */
  private final long[] free = new long[Unit.values().length];

  private final long[] retired = new long[Unit.values().length];
  private long readBus;
  private long writeBus;

  UnitTimes(Accelerator accelerator) {
    this.accelerator = accelerator;
  }

  /** Cycles of an instruction's issue and retirement. */
  record Times(long issue, long retire) {}

  /** First cycle in which {@code unit} can issue. */
  long free(Unit unit) {
    return free[unit.ordinal()];
  }

  /** Runs {@code instruction}, whose waits hold from cycle {@code satisfied} on. */
  Times run(Instruction instruction, long satisfied) {
    int unit = instruction.unit().ordinal();
    long possible = Math.max(free[unit], satisfied);
    Times times =
        switch (instruction) {
          case Instruction.Load load -> load(load, possible);
          case Instruction.Compute compute -> compute(compute, possible);
          case Instruction.Drain drain -> drain(drain, possible);
          case Instruction.Store store -> store(store, possible);
        };
    free[unit] = Math.max(free[unit], times.issue + 1);
    retired[unit] = Math.max(retired[unit], times.retire);
    return new Times(times.issue, retired[unit]);
  }

  private int interval() {
    return Span.ceilDiv(accelerator.wordBytes(), accelerator.dramBytesPerCycle());
  }

  private Times load(Instruction.Load load, long issue) {
    long words = (long) load.segments() * load.words();
    int latency = accelerator.dramLatency();
    long ahead = (long) accelerator.axi().outstandingReads() * Math.min(load.words(), accelerator.burstBeats());
    readBus = Math.max(readBus, issue + latency + 4) + words * interval();
    free[Unit.LOAD.ordinal()] = Math.max(issue + 2L * load.segments(), readBus - latency - ahead * interval());
    return new Times(issue, readBus);
  }

  private Times compute(Instruction.Compute compute, long possible) {
    long issued = passes.issue(possible);
    long pixels = (long) compute.pixelsY() * compute.pixelsX();
    long[] start = new long[1];
    DecodeSteps.forEachPass(compute, accelerator.codebook().ports(), steps -> start[0] = passes.pass(steps, pixels));
    free[Unit.COMPUTE.ordinal()] = passes.decoded();
    return new Times(issued, start[0] + pixels + Latencies.accumulate(accelerator.array().rows()));
  }

  private Times drain(Instruction.Drain drain, long issue) {
    long elements = (long) drain.outputsY() * drain.outputsX() * drain.groups() * drain.windowY() * drain.windowX();
    free[Unit.DRAIN.ordinal()] = issue + elements + 1;
    return new Times(issue, issue + Latencies.DRAIN + elements);
  }

  private Times store(Instruction.Store store, long issue) {
    long words = (long) store.segments() * store.words();
    writeBus = Math.max(writeBus, issue + 4) + words * interval();
    free[Unit.STORE.ordinal()] = Math.max(issue + 2L * store.segments(), writeBus);
    return new Times(issue, writeBus + accelerator.dramLatency());
  }
}
