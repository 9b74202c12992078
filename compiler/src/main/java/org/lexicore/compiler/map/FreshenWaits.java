package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.instruction.Waits;

/**
 * Brings the tokens into 16 bits. A counter tells a wait that was satisfied long ago from one for the future only within half its range;
 * so a token older than a quarter of it is replaced by a younger one that an earlier instruction of the fetch order will surely give.
 */
final class FreshenWaits {
  private static final int OLDEST = 1 << 14;

  private final int[] fetched = new int[Unit.values().length];

  /** The instructions of {@code schedule} with their waits, ready to be encoded. */
  List<Instruction> apply(List<ScheduleInstructions.Scheduled> schedule) {
    List<Instruction> instructions = new ArrayList<>();
    for (ScheduleInstructions.Scheduled scheduled : schedule) {
      Waits waits = scheduled.waits();
      int[] tokens = new int[fetched.length];
      for (Unit unit : Unit.values()) {
        int token = Math.max(waits.of(unit), fetched[unit.ordinal()] - OLDEST);
        tokens[unit.ordinal()] = token & 0xFFFF;
      }
      Waits fresh = new Waits(tokens[0], tokens[1], tokens[2], tokens[3]);
      instructions.add(with(scheduled.instruction(), fresh));
      fetched[scheduled.instruction().unit().ordinal()]++;
    }
    return instructions;
  }

  /** {@code instruction} with other waits. */
  static Instruction with(Instruction instruction, Waits w) {
    return switch (instruction) {
      case Instruction.Load i ->
          new Instruction.Load(
              w, i.kind(), i.region(), i.offset(), i.target(), i.address(), i.segments(), i.words(), i.sourceStride(),
              i.targetStride());
      case Instruction.Compute i ->
          new Instruction.Compute(
              w, i.plain(), i.signed(), i.accumulate(), i.bank(), i.accumulator(), i.indexBits(), i.codeword(),
              i.rowsPerPass(), i.book(), i.stream(), i.columns(), i.activation(), i.pixelsY(), i.pixelsX(), i.rowStep(),
              i.columnStep(), i.kernelY(), i.kernelX(), i.blocks(), i.kyStep(), i.kxStep(), i.blockStep(), i.segment(),
              i.lastSegment(), i.lead(), i.yFirst(), i.yStride(), i.yDilation(), i.height(), i.xFirst(), i.rowBytes(),
              i.diagonal());
      case Instruction.Drain i ->
          new Instruction.Drain(
              w, i.bank(), i.column(), i.groups(), i.outputsY(), i.outputsX(), i.windowY(), i.windowX(), i.sumPool(),
              i.yFirst(), i.xFirst(), i.strideY(), i.strideX(), i.tileY(), i.tileX(), i.accumulator(), i.accumulatorRow(),
              i.parameter(), i.lowest(), i.highest(), i.addResidual(), i.residualSigned(), i.residual(), i.residualRow(),
              i.residualColumn(), i.residualWindowRow(), i.residualWindowColumn(), i.residualMultiplier(), i.residualShift(),
              i.poolMultiplier(), i.poolShift(), i.poolLowest(), i.poolHighest(), i.result(), i.resultRow(), i.resultColumn());
      case Instruction.Store i ->
          new Instruction.Store(
              w, i.region(), i.offset(), i.address(), i.segments(), i.words(), i.lastBytes(), i.targetStride(),
              i.sourceStride());
    };
  }
}
