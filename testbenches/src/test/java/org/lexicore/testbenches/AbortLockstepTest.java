package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.model.accelerator.WriteOrder;
import org.lexicore.model.instruction.InstructionSet;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.simulator.HostScript;
import org.lexicore.simulator.HostScript.Action;
import org.lexicore.simulator.HostScript.AwaitInterrupt;
import org.lexicore.simulator.HostScript.Pause;
import org.lexicore.simulator.HostScript.Read;
import org.lexicore.simulator.HostScript.Write;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.RunStatistics;
import org.lexicore.simulator.random.IllegalProgram;
import org.lexicore.simulator.trace.TraceSink;
import org.lexicore.simulator.trace.TraceWriter;

/** Do RTL and simulator agree in every cycle when runs are broken off, by the host or by errors on the bus, and in what follows? */
class AbortLockstepTest {
  private static final Accelerator ACCELERATOR = Accelerators.tiny();

  /** On its memory, a run may be broken off while a write's data are ahead of their address, or behind it. */
  private static final Accelerator ANY_ORDER = Accelerators.tiny(WriteOrder.MIXED);
  private static final int SOFT_RESETS = 30;
  private static final int ERRORS = 60;
  private static final int DRAINED = 400;

  /** Instructions that each field is spoilt in. */
  private static final int PLACES = 3;

  @TempDir static Path folder;

  private final Case subject = Subjects.mixed();
  private final byte[] rom = subject.program().rom();

  @Test
  void runsThatAreBrokenOffAndTheRunsAfterThemHaveNoDivergence() {
    Path rtl = Benches.rtl(ACCELERATOR, rom, folder);
    int[] ends = new int[3];
    Verification verification =
        new Replay(Benches.options()).run(out -> System.arraycopy(trace(out), 0, ends, 0, ends.length), rtl, folder.resolve("work"));
    assertTrue(verification.equal(), verification.toString());
    assertTrue(ends[0] > SOFT_RESETS / 2, ends[0] + " soft resets came in mid-run");
    assertTrue(ends[1] >= ERRORS / 5, ends[1] + " runs ended by a read error");
    assertTrue(ends[2] >= ERRORS / 5, ends[2] + " runs ended by a write error");
  }

  @Test
  void badRegisterAccessesHaveNoDivergence() {
    Path rtl = Benches.rtl(ACCELERATOR, rom, folder);
    List<Action> actions = new ArrayList<>();
    for (int address = 0; address < 0x200; address += 4) {
      actions.add(new Read(address));
      if (address != Registers.CONTROL) {
        actions.add(new Write(address, 0xFFFF_FFFF));
        actions.add(new Read(address));
      }
    }
    Verification verification =
        new Replay(Benches.options())
            .run(
                out -> {
                  try (TraceWriter trace = new TraceWriter(ACCELERATOR, out)) {
                    machine(new FaultyDram(ACCELERATOR)).run(new HostScript(actions), new int[0], 1, trace);
                  }
                },
                rtl, folder.resolve("work"));
    assertTrue(verification.equal(), verification.toString());
    assertTrue(verification.cyclesCompared() >= 2L * actions.size(), verification.toString());
  }

  private Machine machine(FaultyDram dram) {
    return new Machine(ACCELERATOR, rom, dram, ConfigurationHash.of(ACCELERATOR, rom));
  }

  /** Returns how many runs ended by a soft reset, a read error and a write error. */
  private int[] trace(OutputStream out) {
    FaultyDram dram = new FaultyDram(ANY_ORDER);
    Machine machine = machine(dram);
    Recorder.prepare(machine, subject.inference());
    Random random = new Random(1);
    int[] ends = new int[3];
    try (TraceWriter trace = new TraceWriter(ACCELERATOR, out)) {
      int cycles = (int) run(machine, inference(), trace).cycles();
      for (int i = 0; i < SOFT_RESETS; i++) {
        ends[0] += run(machine, softReset(random.nextInt(cycles)), trace).registers().get(0) == 0 ? 1 : 0;
        run(machine, inference(), trace);
      }
      for (int i = 0; i < ERRORS; i++) {
        if (i % 2 == 0) {
          dram.failRead(random.nextInt(cycles / 4), 2 + random.nextInt(2));
        } else {
          dram.failWrite(random.nextInt(6), 2 + random.nextInt(2));
        }
        int status = run(machine, statusAfterTheEnd(), trace).registers().get(0);
        ends[1] += status == Registers.READ_ERROR ? 1 : 0;
        ends[2] += status == Registers.WRITE_ERROR ? 1 : 0;
        dram.failNothing();
        run(machine, inference(), trace);
      }
    }
    int[] output = machine.readOutput(subject.program(), subject.inference().map(), 0);
    assertArrayEquals(subject.inference().outputs().get(0), output, "the last run, a clean one, is right");
    return ends;
  }

  /** Every field that can make an instruction illegal does, in an instruction of a running program; the run after each is clean. */
  @Test
  void illegalInstructionsAndTheRunsAfterThemHaveNoDivergence() {
    Path rtl = Benches.rtl(ACCELERATOR, rom, folder);
    int[] illegal = new int[2];
    Verification verification =
        new Replay(Benches.options()).run(out -> System.arraycopy(illegal(out), 0, illegal, 0, illegal.length), rtl, folder.resolve("work"));
    assertTrue(verification.equal(), verification.toString());
    assertEquals(24 * PLACES, illegal[0], "fields times places");
    assertEquals(illegal[0], illegal[1], "runs that ended with STATUS illegal");
  }

  private int[] illegal(OutputStream out) {
    Machine machine = machine(new FaultyDram(ANY_ORDER));
    Recorder.prepare(machine, subject.inference());
    Random random = new Random(2);
    int[] counts = new int[2];
    MemoryMap map = subject.inference().map();
    try (TraceWriter trace = new TraceWriter(ACCELERATOR, out)) {
      for (Unit unit : Unit.values()) {
        for (InstructionSet.Placed field : InstructionSet.fields(unit)) {
          for (int i = 0; i < PLACES && (field.least() > 0 || field.aligned()); i++) {
            Program spoilt = IllegalProgram.of(subject.program(), unit, field, ACCELERATOR.wordBytes(), random);
            machine.content().write(map.program(), spoilt.instructionBytes());
            List<Integer> read = run(machine, statusAfterTheEnd(), trace).registers();
            counts[0]++;
            counts[1] += read.get(0) == Registers.ILLEGAL && read.get(2) == 0 ? 1 : 0;
            machine.content().write(map.program(), subject.program().instructionBytes());
            run(machine, inference(), trace);
          }
        }
      }
    }
    assertArrayEquals(subject.inference().outputs().get(0), machine.readOutput(subject.program(), map, 0), "the last run, a clean one, is right");
    return counts;
  }

  private RunStatistics run(Machine machine, HostScript script, TraceSink sink) {
    return machine.run(script, subject.program().layerOf(), subject.program().layers().size(), sink);
  }

  private HostScript inference() {
    return HostScript.inference(subject.inference().map(), subject.program().instructions().size());
  }

  private HostScript softReset(int after) {
    List<Action> actions = start();
    actions.add(new Pause(after));
    actions.add(new Write(Registers.CONTROL, Registers.SOFT_RESET));
    actions.add(new Pause(DRAINED));
    actions.add(new Read(Registers.STATUS));
    actions.add(new Read(Registers.CYCLES));
    actions.add(new Write(Registers.INTERRUPT_CLEAR, 1));
    return new HostScript(actions);
  }

  private HostScript statusAfterTheEnd() {
    List<Action> actions = start();
    actions.add(new AwaitInterrupt());
    actions.add(new Read(Registers.STATUS));
    actions.add(new Read(Registers.CYCLES));
    actions.add(new Write(Registers.INTERRUPT_CLEAR, 1));
    actions.add(new Read(Registers.STATUS));
    return new HostScript(actions);
  }

  /** The usual script up to the start. */
  private List<Action> start() {
    List<Action> actions = new ArrayList<>();
    for (Action action : inference().actions()) {
      if (action instanceof AwaitInterrupt) {
        return actions;
      }
      actions.add(action);
    }
    throw new IllegalStateException("the usual script awaits no interrupt");
  }
}
