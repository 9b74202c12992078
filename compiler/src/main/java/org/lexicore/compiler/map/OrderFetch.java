package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.instruction.Waits;
import org.lexicore.model.timing.Latencies;
import org.lexicore.model.timing.PassTiming;

/**
 * Brings the instructions into the order in which they would issue if queues were endless. Then every wait is for an earlier instruction,
 * so that nothing can deadlock however short the queues are, and no instruction stands in front of one that could go before it.
 *
 * <p>The order needs estimates only; a wrong one costs time, never correctness.
 */
final class OrderFetch {
  private final Accelerator accelerator;
  private final PassTiming passes = new PassTiming();
  private final List<List<Long>> retired = new ArrayList<>();

  /** First cycle in which each unit can issue. */
  private final long[] free = new long[Unit.values().length];

  private long readBus;
  private long writeBus;

  OrderFetch(Accelerator accelerator) {
    this.accelerator = accelerator;
    for (int i = 0; i < Unit.values().length; i++) {
      retired.add(new ArrayList<>());
    }
  }

  private record Timed(InstructionSink.Draft draft, long issue) {}

  /** The drafts, each unit's in their order, merged by time of issue. */
  List<InstructionSink.Draft> order(List<InstructionSink.Draft> drafts) {
    List<Timed> timed = new ArrayList<>();
    for (InstructionSink.Draft draft : drafts) {
      timed.add(new Timed(draft, issue(draft.instruction())));
    }
    timed.sort(Comparator.comparingLong(Timed::issue));
    return timed.stream().map(Timed::draft).toList();
  }

  private long issue(Instruction instruction) {
    int unit = instruction.unit().ordinal();
    long possible = Math.max(free[unit], satisfied(instruction.waits()));
    long issued =
        switch (instruction) {
          case Instruction.Load load -> load(load, possible);
          case Instruction.Compute compute -> compute(compute, possible);
          case Instruction.Drain drain -> drain(drain, possible);
          case Instruction.Store store -> store(store, possible);
        };
    free[unit] = Math.max(free[unit], issued + 1);
    return issued;
  }

  /** The first cycle in which all of {@code waits} hold. */
  private long satisfied(Waits waits) {
    long cycle = 0;
    for (Unit unit : Unit.values()) {
      int token = waits.of(unit);
      cycle = Math.max(cycle, token == 0 ? 0 : retired.get(unit.ordinal()).get(token - 1) + 1);
    }
    return cycle;
  }

  private void retire(Unit unit, long cycle) {
    List<Long> cycles = retired.get(unit.ordinal());
    long last = cycles.isEmpty() ? 0 : cycles.get(cycles.size() - 1);
    cycles.add(Math.max(last, cycle));
  }

  private int interval() {
    return Span.ceilDiv(accelerator.wordBytes(), accelerator.dram().bytesPerCycle());
  }

  private long load(Instruction.Load load, long issue) {
    long words = (long) load.segments() * load.words();
    int latency = accelerator.dram().latencyCycles();
    long ahead = (long) accelerator.axi().outstandingReads() * Math.min(load.words(), accelerator.burstBeats());
    readBus = Math.max(readBus, issue + latency + 4) + words * interval();
    retire(Unit.LOAD, readBus);
    free[Unit.LOAD.ordinal()] = Math.max(issue + 2L * load.segments(), readBus - latency - ahead * interval());
    return issue;
  }

  private long compute(Instruction.Compute compute, long possible) {
    long issued = passes.issue(possible);
    long pixels = (long) compute.pixelsY() * compute.pixelsX();
    long[] start = new long[1];
    DecodeSteps.forEachPass(
        compute, accelerator.codebook().ports(), steps -> start[0] = passes.pass(steps, pixels));
    retire(Unit.COMPUTE, start[0] + pixels + Latencies.accumulate(accelerator.array().rows()));
    free[Unit.COMPUTE.ordinal()] = passes.decoded();
    return issued;
  }

  private long drain(Instruction.Drain drain, long issue) {
    long elements = (long) drain.outputsY() * drain.outputsX() * drain.groups() * drain.windowY() * drain.windowX();
    retire(Unit.DRAIN, issue + Latencies.DRAIN + elements);
    free[Unit.DRAIN.ordinal()] = issue + elements + 1;
    return issue;
  }

  private long store(Instruction.Store store, long issue) {
    long words = (long) store.segments() * store.words();
    writeBus = Math.max(writeBus, issue + 4) + words * interval();
    retire(Unit.STORE, writeBus + accelerator.dram().latencyCycles());
    free[Unit.STORE.ordinal()] = Math.max(issue + 2L * store.segments(), writeBus);
    return issue;
  }
}
