package org.lexicore.simulator;

import java.util.HashMap;
import java.util.Map;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Registers.Access;
import org.lexicore.model.instruction.Registers.Register;
import org.lexicore.model.instruction.Traffic;

/** The registers behind the AXI4-Lite port, and the state of a run. A write takes effect the cycle after, by {@link #update}. */
final class Control {
  private static final int OKAY = 0;
  private static final int SLVERR = 2;
  private static final int ALIGNMENT = 256;
  private static final int NONE = -1;

  /** Addresses have 12 bits, of which the lowest two do not count. */
  private static final int ADDRESS_MASK = 0xFFC;
  private static final int[] BASES = {Registers.DATA, Registers.SCRATCH, Registers.INPUT, Registers.OUTPUT};

  private final Map<Integer, Register> known = new HashMap<>();
  private final Map<Integer, Integer> values = new HashMap<>();
  private final int[] bases = new int[Region.values().length];
  private boolean interruptEnabled;
  private int status;
  private long cycles;
  private Core core;

  private int writtenAddress = NONE;
  private int writtenValue;

  Control(long configurationHash) {
    Registers.all().forEach(register -> known.put(register.offset(), register));
    values.put(Registers.IDENTITY, Registers.IDENTITY_VALUE);
    values.put(Registers.CONFIGURATION_LOW, (int) configurationHash);
    values.put(Registers.CONFIGURATION_HIGH, (int) (configurationHash >> Integer.SIZE));
  }

  /** A write is accepted; returns the response. */
  int write(int address, int value) {
    Register register = known.get(address & ADDRESS_MASK);
    if (register == null || register.access() == Access.READ) {
      return SLVERR;
    }
    writtenAddress = register.offset();
    writtenValue = value;
    return OKAY;
  }

  int readResponse(int address) {
    Register register = known.get(address & ADDRESS_MASK);
    return register == null || register.access() == Access.WRITE ? SLVERR : OKAY;
  }

  /** What a read accepted in {@code cycle} gives. */
  int read(long cycle, int presented) {
    int address = presented & ADDRESS_MASK;
    if (readResponse(address) != OKAY) {
      return 0;
    }
    if (address == Registers.STATUS) {
      return status;
    }
    if (address >= Registers.CYCLES) {
      int low = address & ~4;
      return (int) (counter(cycle, low) >> (address == low ? 0 : Integer.SIZE));
    }
    return values.getOrDefault(address, 0);
  }

  private long counter(long cycle, int address) {
    if (core == null) {
      return 0;
    }
    if (address == Registers.CYCLES) {
      return running() ? cycle - core.start() : cycles;
    }
    if (address >= Registers.STALLS) {
      core.account(running() ? cycle : core.start() + cycles);
      return core.counters().cycles((address - Registers.STALLS) / Long.BYTES);
    }
    return core.counters().bytes(Traffic.values()[(address - Registers.TRAFFIC) / Long.BYTES]);
  }

  boolean running() {
    return (status & Registers.RUNNING) != 0;
  }

  boolean interrupt() {
    return interruptEnabled && (status & Registers.ENDED) != 0;
  }

  /** Applies a write accepted in {@code cycle}. Says whether a program is to start in the next. */
  boolean update() {
    int address = writtenAddress;
    if (address == NONE) {
      return false;
    }
    writtenAddress = NONE;
    switch (address) {
      case Registers.CONTROL -> {
        return control();
      }
      case Registers.INTERRUPT_CLEAR ->
          status &= (writtenValue & 1) != 0 ? Registers.RUNNING : -1;
      default -> values.put(address, writtenValue);
    }
    interruptEnabled = (values.getOrDefault(Registers.INTERRUPT_ENABLE, 0) & 1) != 0;
    for (int i = 0; i < bases.length; i++) {
      bases[i] = base(BASES[i]);
    }
    return false;
  }

  private boolean control() {
    if ((writtenValue & Registers.SOFT_RESET) == 0) {
      return (writtenValue & Registers.START) != 0 && !running();
    }
    if (running()) {
      core.softReset();
    }
    return false;
  }

  /** The run that starts in cycle {@code start}. */
  Run run(long start, int[] layerOf) {
    long instructions = Integer.toUnsignedLong(values.getOrDefault(Registers.INSTRUCTIONS, 0));
    return new Run(base(Registers.PROGRAM), instructions, bases, start, layerOf);
  }

  /** The low bits of a base read back as they were written, but count as 0. */
  private int base(int register) {
    return values.getOrDefault(register, 0) & -ALIGNMENT;
  }

  void started(Core started) {
    core = started;
    status = Registers.RUNNING;
  }

  /** The run's last cycle is {@code cycle}; {@code outcome}: the STATUS bits that it sets. */
  void ended(long cycle, int outcome) {
    status = status & ~Registers.RUNNING | outcome;
    cycles = cycle + 1 - core.start();
  }
}
