package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.instruction.Instruction;

/** Takes the instructions in an order in which they could run one after the other: all that one needs was taken before it. */
final class InstructionSink {
  /**
   * An instruction, yet without its waits.
   *
   * @param layer that it works for
   */
  record Draft(Instruction instruction, Needs needs, int layer) {
    Lane lane() {
      return Lane.of(instruction);
    }
  }

  private final List<Draft> drafts = new ArrayList<>();
  private final int[] counts = new int[Lane.values().length];
  private int layer;

  /** The layer that the following instructions work for. */
  void beginLayer(int index) {
    layer = index;
  }

  /** Appends {@code instruction}; returns its token. */
  int add(Instruction instruction, Needs needs) {
    drafts.add(new Draft(instruction, needs, layer));
    return ++counts[Lane.of(instruction).ordinal()];
  }

  /** Token of the last instruction of {@code lane} so far. */
  int count(Lane lane) {
    return counts[lane.ordinal()];
  }

  List<Draft> drafts() {
    return drafts;
  }
}
