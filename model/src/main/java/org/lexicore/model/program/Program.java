package org.lexicore.model.program;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;

/**
 * A network mapped to one accelerator: what lies in DRAM, and what the ROM must hold.
 *
 * @param network the network's name
 * @param instructions in the order of fetch
 * @param layerOf for each instruction, the index in {@code layers} of the layer it works for
 * @param layers layer names, in order
 * @param data content of region DATA
 * @param scratchBytes size of region SCRATCH
 * @param inputBytes size of region INPUT
 * @param outputBytes size of region OUTPUT
 * @param inputs in the network's order, all in INPUT
 * @param outputs in the network's order, all in OUTPUT
 * @param rom codeword bytes that the ROM must hold from its first entry on; empty if none is used
 * @param macs multiply-accumulates of one inference of the network
 */
public record Program(
    String network,
    List<Instruction> instructions,
    int[] layerOf,
    List<String> layers,
    byte[] data,
    int scratchBytes,
    int inputBytes,
    int outputBytes,
    List<TensorPlacement> inputs,
    List<TensorPlacement> outputs,
    byte[] rom,
    long macs) {
  public Program {
    if (layerOf.length != instructions.size()) {
      throw new IllegalArgumentException("every instruction belongs to a layer");
    }
    instructions = List.copyOf(instructions);
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The instructions' bytes. */
  public byte[] instructionBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(instructions.size() * Instruction.BYTES);
    instructions.forEach(instruction -> bytes.writeBytes(InstructionSet.encode(instruction)));
    return bytes.toByteArray();
  }
}
