package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;

/**
 * Takes the instructions in the order in which one after the other could run: every wait is for an instruction already taken.
 *
 * <p>A <em>token</em> is the number of instructions of a unit that must have retired: what {@link #add} returns for the
 * instruction added, and 0 for "nothing".
 */
final class InstructionSink {
  /** An instruction with waits in full width, and the layer that it works for. */
  record Draft(Instruction instruction, int layer) {}

  private final List<Draft> drafts = new ArrayList<>();
  private final int[] counts = new int[Unit.values().length];
  private int layer;

  /** The layer that the following instructions work for. */
  void beginLayer(int index) {
    layer = index;
  }

  /** Appends {@code instruction}; returns its token. */
  int add(Instruction instruction) {
    drafts.add(new Draft(instruction, layer));
    return ++counts[instruction.unit().ordinal()];
  }

  /** Token of the last instruction of {@code unit} so far. */
  int count(Unit unit) {
    return counts[unit.ordinal()];
  }

  List<Draft> drafts() {
    return drafts;
  }
}
