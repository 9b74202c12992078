package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.program.Program;

/** How long a program takes by the estimates of {@link UnitTimes}, and how much of it the array is busy. */
record EstimatedRun(long cycles, long busy) {
  static EstimatedRun of(Program program, Accelerator accelerator) {
    UnitTimes times = new UnitTimes(accelerator);
    List<List<Long>> retired = new ArrayList<>();
    for (int i = 0; i < Unit.values().length; i++) {
      retired.add(new ArrayList<>());
    }
    long end = 0;
    long[] busy = new long[1];
    for (Instruction instruction : program.instructions()) {
      long satisfied = 0;
      for (Unit unit : Unit.values()) {
        int token = instruction.waits().of(unit);
        satisfied = Math.max(satisfied, token == 0 ? 0 : retired.get(unit.ordinal()).get(token - 1) + 1);
      }
      UnitTimes.Times run = times.run(instruction, satisfied);
      retired.get(instruction.unit().ordinal()).add(run.retire());
      end = Math.max(end, run.retire());
      if (instruction instanceof Instruction.Compute compute) {
        DecodeSteps.forEachPass(
            compute, accelerator.codebook().ports(), steps -> busy[0] += (long) compute.pixelsY() * compute.pixelsX());
      }
    }
    return new EstimatedRun(end, busy[0]);
  }
}
