package org.lexicore.simulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;

/**
 * Decodes instructions, and keeps what it decoded: decoding is slow, and the same instructions come with each inference, mostly at the
 * same place of the program.
 */
final class InstructionDecoder {
  private static final int CAPACITY = 1 << 14;

  private final Map<ByteBuffer, Instruction> decoded = new HashMap<>();
  private final byte[][] lastBytes = new byte[CAPACITY][];
  private final Instruction[] last = new Instruction[CAPACITY];
  private final List<Optional<String>> lastFault = new ArrayList<>(Collections.nCopies(CAPACITY, Optional.empty()));
  private final int wordBytes;
  private Optional<String> fault = Optional.empty();

  /** Of an accelerator whose AXI words have {@code wordBytes} bytes. */
  InstructionDecoder(int wordBytes) {
    this.wordBytes = wordBytes;
  }

  /** What makes the instruction decoded last illegal; empty if it may run. */
  Optional<String> fault() {
    return fault;
  }

  /** Instruction {@code number} of a program, whose bytes begin at {@code at}. */
  Instruction decode(long number, byte[] buffer, int at) {
    int place = (int) (number % CAPACITY);
    byte[] same = lastBytes[place];
    if (same == null || !Arrays.equals(same, 0, Instruction.BYTES, buffer, at, at + Instruction.BYTES)) {
      lastBytes[place] = Arrays.copyOfRange(buffer, at, at + Instruction.BYTES);
      last[place] = decode(buffer, at);
      lastFault.set(place, InstructionSet.fault(buffer, at, wordBytes));
    }
    fault = lastFault.get(place);
    return last[place];
  }

  private Instruction decode(byte[] buffer, int at) {
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
