package org.lexicore.simulator;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;

/** Decodes instructions, and keeps what it decoded: decoding is slow, and the same instructions come with each inference. */
final class InstructionDecoder {
  private static final int CAPACITY = 1 << 16;

  private final Map<ByteBuffer, Instruction> decoded = new HashMap<>();

  /** The instruction whose bytes begin at {@code at}. */
  Instruction decode(byte[] buffer, int at) {
    Instruction known = decoded.get(ByteBuffer.wrap(buffer, at, Instruction.BYTES));
    if (known != null) {
      return known;
    }
    if (decoded.size() >= CAPACITY) {
      decoded.clear();
    }
    byte[] own = Arrays.copyOfRange(buffer, at, at + Instruction.BYTES);
    Instruction instruction = InstructionSet.decode(own, 0);
    decoded.put(ByteBuffer.wrap(own), instruction);
    return instruction;
  }
}
