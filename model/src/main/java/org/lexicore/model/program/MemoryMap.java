package org.lexicore.model.program;

import org.lexicore.model.instruction.Region;

/**
 * Base addresses of a program and its regions, bytes, each a multiple of 256; by default one after the other from {@code origin}.
 */
public record MemoryMap(int program, int data, int scratch, int input, int output, int end) {
  private static final int ALIGNMENT = 4096;

  /** The regions of {@code program} one after the other from {@code origin} on, each at a multiple of 4,096. */
  public static MemoryMap of(Program program, int origin) {
    int at = align(origin);
    int data = align(at + program.programBytes());
    int scratch = align(data + program.data().length);
    int input = align(scratch + program.scratchBytes());
    int output = align(input + program.inputBytes());
    return new MemoryMap(at, data, scratch, input, output, align(output + program.outputBytes()));
  }

  /** Base of {@code region}. */
  public int base(Region region) {
    return switch (region) {
      case DATA -> data;
      case SCRATCH -> scratch;
      case INPUT -> input;
      case OUTPUT -> output;
    };
  }

  private static int align(int address) {
    return (address + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
