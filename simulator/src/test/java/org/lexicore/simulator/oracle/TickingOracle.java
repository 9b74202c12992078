package org.lexicore.simulator.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Registers;
import org.lexicore.simulator.DramContent;
import org.lexicore.simulator.HostScript;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.TraceSink;

/**
 * The microarchitecture page as a plain model: every register, every cycle, one after the other. Slow, simple, and written apart from
 * the engine, which is held against it.
 */
public final class TickingOracle {
  private final Wires w;
  private final Map<Integer, Integer> registers = new HashMap<>();
  private FetchOracle fetch;
  private BusOracle bus;
  private ComputeOracle compute;
  private DrainOracle drain;
  private boolean done;
  private boolean readError;
  private boolean writeError;
  private boolean illegal;
  private boolean softReset;
  private final List<Integer> values = new ArrayList<>();

  // The host: its script, the cycle of its next access, and what it is to be answered.
  private List<HostScript.Action> actions;
  private int at;
  private long next;
  private boolean offered;
  private int answerWrite = -1;
  private int[] answerRead;

  public TickingOracle(Accelerator accelerator, byte[] rom, Dram dram, DramContent content, TraceSink sink) {
    w = new Wires(accelerator, rom, dram, content, sink);
    registers.put(Registers.IDENTITY, Registers.IDENTITY_VALUE);
  }

  /** What the datapath did in the last program, in the order of {@link org.lexicore.model.result.Activity}. */
  long[] activity() {
    return w.activity.clone();
  }

  /** Carries out the script; returns the values read. */
  public List<Integer> run(HostScript script) {
    actions = script.actions();
    next = w.cycle;
    while (at < actions.size() || w.cycle < next || w.running) {
      answer();
      if (interrupt()) {
        w.sink.interrupt(w.cycle);
      }
      HostScript.Write write = at < actions.size() && w.cycle >= next ? act(actions.get(at)) : null;
      if (w.running) {
        tick();
      }
      if (write != null && answerWrite == 0) {
        write(write.address(), write.value());
      }
      w.cycle++;
      w.sink.settled(w.cycle);
    }
    return values;
  }

  /** The answers to the accesses of the cycle before. */
  private void answer() {
    if (answerWrite >= 0) {
      w.sink.hostWriteResponse(w.cycle, answerWrite);
    }
    if (answerRead != null) {
      w.sink.hostReadData(w.cycle, answerRead[0], answerRead[1]);
    }
    answerWrite = -1;
    answerRead = null;
  }

  /** Does what the script says; returns a write that is accepted in this cycle. */
  private HostScript.Write act(HostScript.Action action) {
    boolean access = action instanceof HostScript.Write || action instanceof HostScript.Read;
    boolean ready = offered;
    offered = access && !ready;
    switch (action) {
      case HostScript.Write it -> {
        w.sink.hostWrite(w.cycle, it.address(), it.value(), ready);
        if (offered) {
          return null;
        }
        answerWrite = access(it.address(), Registers.Access.READ) ? 2 : 0;
        next = w.cycle + 2;
      }
      case HostScript.Read it -> {
        w.sink.hostRead(w.cycle, it.address(), ready);
        if (offered) {
          return null;
        }
        boolean bad = access(it.address(), Registers.Access.WRITE);
        answerRead = new int[] {bad ? 0 : read(it.address()), bad ? 2 : 0};
        values.add(answerRead[0]);
        next = w.cycle + 2;
      }
      case HostScript.Pause it -> next = w.cycle + it.cycles();
      case HostScript.AwaitInterrupt it -> next = interrupt() ? w.cycle + 1 : next;
    }
    at += action instanceof HostScript.AwaitInterrupt && !interrupt() ? 0 : 1;
    return action instanceof HostScript.Write write ? write : null;
  }

  /** Whether the register is missing or only for {@code access}. */
  private static boolean access(int address, Registers.Access access) {
    return Registers.all().stream().noneMatch(r -> r.offset() == address && r.access() != access);
  }

  private boolean interrupt() {
    return (done || readError || writeError || illegal) && (registers.getOrDefault(Registers.INTERRUPT_ENABLE, 0) & 1) == 1;
  }

  private void tick() {
    boolean completes = !w.aborting && fetch.dispatched == w.instructions;
    for (int unit = 0; unit < 4; unit++) {
      completes &= w.retired[unit] == w.dispatched[unit];
    }
    boolean aborts = w.aborting && bus.idle();
    w.cycles++;
    bus.tick();
    compute.tick();
    drain.tick();
    w.tellEvents();
    w.endOfCycle();
    w.programCycle++;
    w.aborting |= w.failsNow;
    w.failsNow = false;
    if (completes || aborts) {
      w.running = false;
      done = completes;
      readError = aborts && w.readFailed && !softReset;
      writeError = aborts && w.writeFailed && !softReset;
      illegal = aborts && w.illegal && !softReset;
    }
  }

  private void write(int address, int value) {
    switch (address) {
      case Registers.CONTROL -> {
        if ((value & 2) == 2) {
          w.aborting |= w.running;
          softReset |= w.running;
        } else if ((value & 1) == 1 && !w.running) {
          start();
        }
      }
      case Registers.INTERRUPT_CLEAR -> {
        boolean clears = (value & 1) == 1;
        done &= !clears;
        readError &= !clears;
        writeError &= !clears;
        illegal &= !clears;
      }
      default -> registers.put(address, value);
    }
  }

  private void start() {
    w.program = registers.getOrDefault(Registers.PROGRAM, 0);
    w.instructions = Integer.toUnsignedLong(registers.getOrDefault(Registers.INSTRUCTIONS, 0));
    int[] offsets = {Registers.DATA, Registers.SCRATCH, Registers.INPUT, Registers.OUTPUT};
    for (int i = 0; i < 4; i++) {
      w.bases[i] = registers.getOrDefault(offsets[i], 0);
      w.retired[i] = 0;
      w.dispatched[i] = 0;
    }
    java.util.Arrays.fill(w.traffic, 0);
    java.util.Arrays.fill(w.causes, 0);
    java.util.Arrays.fill(w.activity, 0);
    w.cycles = 0;
    w.programCycle = 0;
    w.running = true;
    done = false;
    readError = false;
    writeError = false;
    illegal = false;
    softReset = false;
    w.aborting = false;
    w.readFailed = false;
    w.writeFailed = false;
    w.illegal = false;
    for (var queue : w.queues) {
      queue.clear();
    }
    w.dram.start();
    fetch = new FetchOracle(w);
    bus = new BusOracle(w, fetch);
    compute = new ComputeOracle(w);
    drain = new DrainOracle(w);
  }

  private int read(int address) {
    if (address == Registers.STATUS) {
      return (w.running ? 1 : 0) | (done ? 2 : 0) | (readError ? 4 : 0) | (writeError ? 8 : 0) | (illegal ? 16 : 0);
    }
    boolean high = (address & 4) != 0;
    long counter;
    if (address >= Registers.STALLS) {
      counter = w.causes[(address - Registers.STALLS) / 8];
    } else if (address >= Registers.TRAFFIC) {
      counter = w.traffic[(address - Registers.TRAFFIC) / 8];
    } else if (address >= Registers.CYCLES) {
      counter = w.cycles;
    } else {
      return registers.getOrDefault(address, 0);
    }
    return (int) (high ? counter >> 32 : counter);
  }
}
