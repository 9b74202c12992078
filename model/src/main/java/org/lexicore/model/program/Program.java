package org.lexicore.model.program;

import java.util.List;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;

/**
 * A network mapped to one accelerator: what lies in DRAM, and what the ROM must hold.
 *
 * @param network the network's name
 * @param instructions in the order of fetch, of all runs
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
 * @param stages what one inference does, in order
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
    long macs,
    List<Stage> stages) {
  /** A run begins at a multiple of so many bytes: bursts do not cross it. */
  private static final int RUN_ALIGNMENT = 256;

  public Program {
    if (layerOf.length != instructions.size()) {
      throw new IllegalArgumentException("every instruction belongs to a layer");
    }
    instructions = List.copyOf(instructions);
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    stages = List.copyOf(stages);
  }

  /** A program that the accelerator runs in one go. */
  public Program(
      String network, List<Instruction> instructions, int[] layerOf, List<String> layers, byte[] data, int scratchBytes, int inputBytes,
      int outputBytes, List<TensorPlacement> inputs, List<TensorPlacement> outputs, byte[] rom, long macs) {
    this(
        network, instructions, layerOf, layers, data, scratchBytes, inputBytes, outputBytes, inputs, outputs, rom, macs,
        List.of(new Stage.Run(0, instructions.size(), 0)));
  }

  /** The runs of the accelerator. */
  public List<Stage.Run> runs() {
    return stages.stream().filter(Stage.Run.class::isInstance).map(Stage.Run.class::cast).toList();
  }

  /** The work of the host. */
  public List<Stage.Host> hostWork() {
    return stages.stream().filter(Stage.Host.class::isInstance).map(Stage.Host.class::cast).toList();
  }

  /** The instructions of {@code run}. */
  public List<Instruction> instructions(Stage.Run run) {
    return instructions.subList(run.first(), run.first() + run.count());
  }

  /** Where the run after {@code run} begins, in bytes from the program's base. */
  public static int after(Stage.Run run) {
    return (run.offset() + run.count() * Instruction.BYTES + RUN_ALIGNMENT - 1) & -RUN_ALIGNMENT;
  }

  /** Bytes from the first instruction to the last, with the gaps between runs. */
  public int programBytes() {
    return runs().stream().mapToInt(run -> run.offset() + run.count() * Instruction.BYTES).max().orElse(0);
  }

  /** The instructions' bytes, each run at its offset. */
  public byte[] instructionBytes() {
    byte[] bytes = new byte[programBytes()];
    for (Stage.Run run : runs()) {
      int at = run.offset();
      for (Instruction instruction : instructions(run)) {
        System.arraycopy(InstructionSet.encode(instruction), 0, bytes, at, Instruction.BYTES);
        at += Instruction.BYTES;
      }
    }
    return bytes;
  }
}
