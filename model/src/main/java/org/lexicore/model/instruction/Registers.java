package org.lexicore.model.instruction;

import java.util.ArrayList;
import java.util.List;

/** The AXI4-Lite registers: the one source of the Verilog, the C header and {@code docs/registers.md}. All are 32 bits wide. */
public final class Registers {
  private Registers() {}

  /** Whether the host may write it. */
  public enum Access {
    READ,
    WRITE,
    READ_WRITE
  }

  /** One register. */
  public record Register(String name, int offset, Access access, String meaning) {}

  /** Value of IDENTITY: "LXC1". */
  public static final int IDENTITY_VALUE = 0x3143584C;

  public static final int IDENTITY = 0x000;
  public static final int CONFIGURATION_LOW = 0x004;
  public static final int CONFIGURATION_HIGH = 0x008;
  public static final int CONTROL = 0x010;
  public static final int STATUS = 0x014;
  public static final int INTERRUPT_ENABLE = 0x018;
  public static final int INTERRUPT_CLEAR = 0x01C;
  public static final int PROGRAM = 0x020;
  public static final int INSTRUCTIONS = 0x024;
  public static final int DATA = 0x028;
  public static final int SCRATCH = 0x02C;
  public static final int INPUT = 0x030;
  public static final int OUTPUT = 0x034;
  public static final int CYCLES = 0x040;
  public static final int TRAFFIC = 0x050;
  public static final int STALLS = 0x090;

  /** Stall causes of the array in the order of their counters; busy comes first, and all of them add up to the cycles. */
  public static final List<String> CYCLE_CAUSES = List.of("busy", "weights", "load", "drain", "store", "instruction");

  /** CONTROL bits. */
  public static final int START = 1;

  public static final int SOFT_RESET = 2;

  /** STATUS bits. */
  public static final int RUNNING = 1;

  public static final int DONE = 2;
  public static final int READ_ERROR = 4;
  public static final int WRITE_ERROR = 8;
  public static final int ILLEGAL = 16;

  /** The STATUS bits that end a run and raise the interrupt. */
  public static final int ENDED = DONE | READ_ERROR | WRITE_ERROR | ILLEGAL;

  /** Every register, by offset. */
  public static List<Register> all() {
    List<Register> all = new ArrayList<>();
    all.add(new Register("IDENTITY", IDENTITY, Access.READ, "reads 0x3143584C, the letters LXC1"));
    all.add(new Register("CONFIGURATION_LOW", CONFIGURATION_LOW, Access.READ, "bits 31:0 of the configuration hash"));
    all.add(new Register("CONFIGURATION_HIGH", CONFIGURATION_HIGH, Access.READ, "bits 63:32 of the configuration hash"));
    all.add(new Register("CONTROL", CONTROL, Access.WRITE, "bit 0: start, ignored while running; bit 1: soft reset"));
    all.add(new Register("STATUS", STATUS, Access.READ,
        "bit 0: running; bit 1: done; bit 2: a read ended in an error response; bit 3: a write did; bit 4: an instruction was illegal"));
    all.add(new Register("INTERRUPT_ENABLE", INTERRUPT_ENABLE, Access.READ_WRITE, "bit 0: irq follows STATUS bits 4:1"));
    all.add(new Register("INTERRUPT_CLEAR", INTERRUPT_CLEAR, Access.WRITE, "bit 0: clears STATUS bits 4:1"));
    all.add(new Register("PROGRAM", PROGRAM, Access.READ_WRITE, "address of the first instruction, a multiple of 256"));
    all.add(new Register("INSTRUCTIONS", INSTRUCTIONS, Access.READ_WRITE, "number of instructions"));
    all.add(new Register("DATA", DATA, Access.READ_WRITE, "base of region DATA, a multiple of 256"));
    all.add(new Register("SCRATCH", SCRATCH, Access.READ_WRITE, "base of region SCRATCH, a multiple of 256"));
    all.add(new Register("INPUT", INPUT, Access.READ_WRITE, "base of region INPUT, a multiple of 256"));
    all.add(new Register("OUTPUT", OUTPUT, Access.READ_WRITE, "base of region OUTPUT, a multiple of 256"));
    pair(all, "CYCLES", CYCLES, "cycles from the accepted start to the interrupt");
    for (Traffic traffic : Traffic.values()) {
      pair(all, "BYTES_" + traffic.name(), TRAFFIC + 8 * traffic.ordinal(), "bytes moved on the bus: " + traffic.key());
    }
    for (int i = 0; i < CYCLE_CAUSES.size(); i++) {
      String cause = CYCLE_CAUSES.get(i);
      pair(all, "CYCLES_" + cause.toUpperCase(java.util.Locale.ROOT), STALLS + 8 * i,
          i == 0 ? "cycles in which the array took a pixel" : "cycles in which it did not, waiting for: " + cause);
    }
    return List.copyOf(all);
  }

  private static void pair(List<Register> all, String name, int offset, String meaning) {
    all.add(new Register(name + "_LOW", offset, Access.READ, "bits 31:0: " + meaning));
    all.add(new Register(name + "_HIGH", offset + 4, Access.READ, "bits 63:32: " + meaning));
  }
}
