package org.lexicore.compiler.map;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.instruction.Waits;

/**
 * Merges the lanes into the order of fetch: that in which the instructions would issue if queues were endless. Then every wait is
 * for an earlier instruction, so that nothing can deadlock however short the queues are, and no instruction stands in front of one that
 * could go before it.
 */
final class ScheduleInstructions {
  private static final int LANES = Lane.values().length;

  /** A draft with its place in the order of writing, in which all that it needs comes before it. */
  private record Pending(InstructionSink.Draft draft, int place) {}

  /** An instruction in its place, with waits that are not yet cut to 16 bits. */
  record Scheduled(Instruction instruction, Waits waits, int layer, long issue) {}

  private final UnitTimes times;
  private final List<Deque<Pending>> lanes = new ArrayList<>();
  private final List<Scheduled> scheduled = new ArrayList<>();

  /** For each lane, the cycle in which each of its instructions retires, and its number in its unit. */
  private final List<List<Long>> retired = new ArrayList<>();

  private final List<List<Integer>> numbers = new ArrayList<>();
  private final int[] issued = new int[Unit.values().length];

  ScheduleInstructions(Accelerator accelerator) {
    this.times = new UnitTimes(accelerator);
    for (int i = 0; i < LANES; i++) {
      lanes.add(new ArrayDeque<>());
      retired.add(new ArrayList<>());
      numbers.add(new ArrayList<>());
    }
  }

  /** The instructions in order of fetch. */
  List<Scheduled> schedule(List<InstructionSink.Draft> drafts) {
    for (int i = 0; i < drafts.size(); i++) {
      lanes.get(drafts.get(i).lane().ordinal()).addLast(new Pending(drafts.get(i), i));
    }
    for (int i = 0; i < drafts.size(); i++) {
      issue(earliest());
    }
    scheduled.sort(Comparator.comparingLong(Scheduled::issue));
    return scheduled;
  }

  /** The lane whose next instruction can issue first; of several the one that was written first. */
  private Lane earliest() {
    Lane best = null;
    long bestCycle = 0;
    for (Lane lane : Lane.values()) {
      Pending head = lanes.get(lane.ordinal()).peekFirst();
      if (head != null && isKnown(head.draft.needs())) {
        long cycle = Math.max(times.free(lane.unit()), satisfied(head.draft.needs()));
        boolean first = best == null || cycle < bestCycle;
        if (first || (cycle == bestCycle && head.place < lanes.get(best.ordinal()).peekFirst().place)) {
          best = lane;
          bestCycle = cycle;
        }
      }
    }
    if (best == null) {
      throw new IllegalStateException("instructions need each other in a circle");
    }
    return best;
  }

  /** Whether all that is needed has been scheduled. */
  private boolean isKnown(Needs needs) {
    for (Lane lane : Lane.values()) {
      if (needs.of(lane) > retired.get(lane.ordinal()).size()) {
        return false;
      }
    }
    return true;
  }

  /** The first cycle in which all that is needed has retired. */
  private long satisfied(Needs needs) {
    long cycle = 0;
    for (Lane lane : Lane.values()) {
      int token = needs.of(lane);
      cycle = Math.max(cycle, token == 0 ? 0 : retired.get(lane.ordinal()).get(token - 1) + 1);
    }
    return cycle;
  }

  private void issue(Lane lane) {
    InstructionSink.Draft draft = lanes.get(lane.ordinal()).removeFirst().draft;
    UnitTimes.Times run = times.run(draft.instruction(), satisfied(draft.needs()));
    retired.get(lane.ordinal()).add(run.retire());
    numbers.get(lane.ordinal()).add(++issued[lane.unit().ordinal()]);
    scheduled.add(new Scheduled(draft.instruction(), waits(lane, draft.needs()), draft.layer(), run.issue()));
  }

  /** The tokens by unit: of the loads, the last that is needed of any lane. */
  private Waits waits(Lane own, Needs needs) {
    int[] waits = new int[Unit.values().length];
    for (Lane lane : Lane.values()) {
      int token = needs.of(lane);
      if (token > 0 && lane.unit() != own.unit()) {
        int unit = lane.unit().ordinal();
        waits[unit] = Math.max(waits[unit], numbers.get(lane.ordinal()).get(token - 1));
      }
    }
    return new Waits(waits[0], waits[1], waits[2], waits[3]);
  }
}
