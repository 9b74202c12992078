package org.lexicore.compiler.map;

import java.util.List;
import org.lexicore.model.InputException;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;

/** Checks that every instruction can be encoded: what exceeds a field is a size of the network's, so it is reported as such. */
final class CheckFields {
  private CheckFields() {}

  /**
   * Encodes each of {@code instructions}.
   *
   * @throws InputException naming the layer and the field
   */
  static void check(List<Instruction> instructions, List<ScheduleInstructions.Scheduled> schedule, List<String> layers) {
    for (int i = 0; i < instructions.size(); i++) {
      try {
        InstructionSet.encode(instructions.get(i));
      } catch (IllegalArgumentException e) {
        throw new InputException(
            layers.get(schedule.get(i).layer()) + ": too large for the accelerator's " + instructions.get(i).unit()
                + " instructions: " + e.getMessage());
      }
    }
  }
}
