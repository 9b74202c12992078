package org.lexicore.simulator;

import java.util.Arrays;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.model.program.Stage;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.TraceSink;

/**
 * One accelerator with the memory behind it, after its reset: what lies in DRAM and on chip stays from run to run, so that several
 * inferences and several programs may follow each other.
 */
public final class Machine {
  /** Which of the registers that the usual script reads is STATUS: they come in the order of their offsets. */
  private static final int STATUS_READ =
      Registers.all().stream().filter(r -> r.access() != Registers.Access.WRITE).map(Registers.Register::name).toList().indexOf("STATUS");

  private final Accelerator accelerator;
  private final byte[] rom;
  private final Memories memories;
  private final Dram dram;
  private final DramContent content = new DramContent();
  private final InstructionDecoder instructionDecoder;
  private final Control control;
  private long cycle;

  /** Why the last run ended, if it did not end well. */
  private String trouble = "";

  /** A machine with the memory that the accelerator states, and no configuration hash. */
  public Machine(Accelerator accelerator, byte[] rom) {
    this(accelerator, rom, Dram.of(accelerator), 0);
  }

  /**
   * A machine.
   *
   * @param rom the codewords in the ROM, {@code codewordBytes} each, from entry 0 on; ignored without a ROM
   * @param configurationHash what the registers CONFIGURATION_* read
   * @throws InputException if the codewords are more than the ROM has room for
   */
  public Machine(Accelerator accelerator, byte[] rom, Dram dram, long configurationHash) {
    this.accelerator = accelerator;
    CodebookStore store = accelerator.codebook();
    if (store.isFixed() && rom.length > store.bytes()) {
      throw new InputException(
          "codebook.content: " + rom.length + " bytes of codewords do not fit a ROM of " + store.bytes() + "; raise codebook.entries");
    }
    this.rom = rom.clone();
    this.memories = new Memories(accelerator, rom);
    this.dram = dram;
    this.instructionDecoder = new InstructionDecoder(accelerator.wordBytes());
    this.control = new Control(configurationHash);
  }

  Memories memories() {
    return memories;
  }

  Dram dram() {
    return dram;
  }

  InstructionDecoder instructionDecoder() {
    return instructionDecoder;
  }

  /** The bytes in DRAM. */
  public DramContent content() {
    return content;
  }

  /** The next cycle, counted from the reset. */
  public long cycle() {
    return cycle;
  }

  /**
   * Puts a program's instructions and data into DRAM.
   *
   * @throws InputException if the ROM does not hold the codewords that the program is made for
   */
  public void load(Program program, MemoryMap map) {
    byte[] wanted = program.rom();
    boolean same = wanted.length <= rom.length;
    for (int i = 0; same && i < wanted.length; i++) {
      same = wanted[i] == rom[i];
    }
    if (!same) {
      throw new InputException(
          program.network() + ": its codebook is not the one in the accelerator's ROM; give codebook.content the codebook that the"
              + " network was compressed with");
    }
    content.write(map.program(), program.instructionBytes());
    content.write(map.data(), program.data());
  }

  /** Puts input {@code number} of the network into DRAM: {@code values} are integers, channel-major (CHW). */
  public void writeInput(Program program, MemoryMap map, int number, int[] values) {
    program.inputs().get(number).write(new ProgramMemory(content, map), values);
  }

  /** Output {@code number} of the network: integers, channel-major (CHW). */
  public int[] readOutput(Program program, MemoryMap map, int number) {
    return program.outputs().get(number).read(new ProgramMemory(content, map));
  }

  /** Carries out the stages of a program that was loaded: the usual host script for each run, and the host's work between. */
  public RunStatistics run(Program program, MemoryMap map, TraceSink sink) {
    RunStatistics statistics = RunStatistics.none(program.layers().size());
    for (Stage stage : program.stages()) {
      switch (stage) {
        case Stage.Run run -> statistics = statistics.plus(run(program, run, map, sink));
        case Stage.Host host -> perform(host, map);
      }
    }
    return statistics;
  }

  /** Does the host's work on a program's regions at {@code map}. */
  public void perform(Stage.Host host, MemoryMap map) {
    host.perform(new ProgramMemory(content, map));
  }

  /**
   * One run of a program whose earlier stages are done.
   *
   * @throws IllegalStateException if it does not end well: STATUS shows an error, or an illegal instruction
   */
  public RunStatistics run(Program program, Stage.Run run, MemoryMap map, TraceSink sink) {
    return run(program, run, map, sink, true);
  }

  private RunStatistics run(Program program, Stage.Run run, MemoryMap map, TraceSink sink, boolean exact) {
    int[] layerOf = Arrays.copyOfRange(program.layerOf(), run.first(), run.first() + run.count());
    RunStatistics statistics = run(HostScript.inference(map, run), layerOf, program.layers().size(), sink, exact);
    int status = statistics.registers().get(STATUS_READ);
    if (status != Registers.DONE) {
      throw new IllegalStateException(program.network() + ": STATUS is " + status + " after a run: " + trouble);
    }
    return statistics;
  }

  /**
   * As {@link #run(Program, MemoryMap, TraceSink)}, but without arithmetic, the host's neither: the statistics are the same. Loads and stores
   * move bytes as ever, so that the codebook store holds what it should; accumulators and results hold what they held before.
   */
  public RunStatistics time(Program program, MemoryMap map) {
    return time(program, map, TraceSink.NONE);
  }

  /** As {@link #time(Program, MemoryMap)}, told to {@code sink}, which must not be active. */
  public RunStatistics time(Program program, MemoryMap map, TraceSink sink) {
    RunStatistics statistics = RunStatistics.none(program.layers().size());
    for (Stage.Run run : program.runs()) {
      statistics = statistics.plus(run(program, run, map, sink, false));
    }
    return statistics;
  }

  /**
   * Carries out a host script to its end.
   *
   * @param layerOf layer of each instruction, for the statistics
   * @return statistics of the last program that the script ran
   * @throws IllegalStateException if a program waits for something that never comes
   */
  public RunStatistics run(HostScript script, int[] layerOf, int layers, TraceSink sink) {
    return run(script, layerOf, layers, sink, true);
  }

  private RunStatistics run(HostScript script, int[] layerOf, int layers, TraceSink sink, boolean exact) {
    Host host = new Host(script, cycle, control, sink);
    Core core = null;
    while (!host.done(cycle) || control.running()) {
      settle(core, sink);
      boolean happens = host.act(cycle);
      if (control.running()) {
        happens |= core.step(cycle) || core.ended();
      }
      if (control.interrupt()) {
        // Every cycle is looked at while it is 1.
        sink.interrupt(cycle);
        happens = true;
      }
      long next = happens ? cycle + 1 : next(host, core);
      boolean starts = control.update();
      if (control.running() && core.ended()) {
        control.ended(cycle, core.outcome());
      }
      if (starts) {
        Run run = control.run(cycle + 1, layerOf);
        Counters counters = new Counters(Math.max(1, layers), run.start());
        core = new Core(new Environment(accelerator, run, counters, sink, exact), this);
        control.started(core);
      }
      cycle = next;
    }
    sink.settled(cycle);
    trouble = core == null ? "" : core.trouble();
    return RunStatistics.of(core == null ? new Counters(1, 0) : core.counters(), Math.max(1, layers), host.values(), dram.finish());
  }

  private void settle(Core core, TraceSink sink) {
    if (sink.active()) {
      if (control.running()) {
        core.settle(cycle);
      }
      sink.settled(cycle);
    }
  }

  private long next(Host host, Core core) {
    long next = host.next(cycle);
    if (control.running()) {
      next = core.advance(cycle, next);
    }
    if (next == Long.MAX_VALUE) {
      throw new IllegalStateException("in cycle " + cycle + " after the reset: " + (core == null ? "no program runs" : core.state()));
    }
    return next;
  }
}
