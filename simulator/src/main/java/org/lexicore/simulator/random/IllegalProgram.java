package org.lexicore.simulator.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;
import org.lexicore.model.instruction.InstructionSet.Placed;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.program.Program;

/** Programs with one instruction that is illegal, for tests. */
public final class IllegalProgram {
  private IllegalProgram() {}

  /** {@code program}, but {@code field} of one of its instructions for {@code unit} is zero where it must not be, or unaligned. */
  public static Program of(Program program, Unit unit, Placed field, int wordBytes, Random random) {
    int[] candidates =
        IntStream.range(0, program.instructions().size()).filter(i -> program.instructions().get(i).unit() == unit).toArray();
    int chosen = candidates[random.nextInt(candidates.length)];
    byte[] bytes = InstructionSet.encode(program.instructions().get(chosen));
    if (field.least() > 0) {
      for (int bit = field.low(); bit < field.low() + field.bits(); bit++) {
        bytes[bit / Byte.SIZE] &= (byte) ~(1 << bit % Byte.SIZE);
      }
    } else {
      int bit = field.low() + random.nextInt(Accelerator.log2(wordBytes));
      bytes[bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
    }
    List<Instruction> instructions = new ArrayList<>(program.instructions());
    instructions.set(chosen, InstructionSet.decode(bytes, 0));
    return new Program(
        program.network(), instructions, program.layerOf(), program.layers(), program.data(), program.scratchBytes(), program.inputBytes(),
        program.outputBytes(), program.inputs(), program.outputs(), program.rom(), program.macs(), program.stages());
  }
}
