package org.lexicore.testbenches;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.model.program.Stage;
import org.lexicore.model.program.TensorPlacement;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.RunStatistics;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.TraceSink;
import org.lexicore.simulator.trace.TraceWriter;

/**
 * Runs inferences in the simulator, one after the other without a reset, and tells what a bench needs.
 *
 * @param rom codewords in the ROM, if there is one
 * @param configurationHash what the registers CONFIGURATION_* read
 */
record Recorder(Accelerator accelerator, byte[] rom, long configurationHash, List<Inference> inferences) {
  Recorder {
    if (inferences.isEmpty()) {
      throw new IllegalArgumentException("at least one inference is needed");
    }
    inferences = List.copyOf(inferences);
  }

  /** Writes the trace of all inferences. Returns whether all outputs were as their references say. */
  boolean trace(OutputStream out) {
    try (TraceWriter trace = new TraceWriter(accelerator, out)) {
      Machine machine = machine();
      boolean equal = true;
      for (Inference inference : inferences) {
        prepare(machine, inference);
        machine.run(inference.program(), inference.map(), trace);
        equal &= outputsEqual(machine, inference);
      }
      return equal;
    }
  }

  /** The runs of each inference by itself, in a memory that is 0 where nobody wrote. */
  List<RecordedRun> record() {
    List<RecordedRun> recorded = new ArrayList<>();
    for (Inference inference : inferences) {
      Machine machine = machine();
      prepare(machine, inference);
      boolean fresh = true;
      for (Stage stage : inference.program().stages()) {
        switch (stage) {
          case Stage.Host host -> machine.perform(host, inference.map());
          case Stage.Run run -> recorded.add(record(machine, inference, run, fresh));
        }
        fresh = false;
      }
    }
    return recorded;
  }

  /** {@code fresh}: nothing has been written but the program and its inputs. */
  private static RecordedRun record(Machine machine, Inference inference, Stage.Run run, boolean fresh) {
    MemoryMap map = inference.map();
    int from = fresh ? map.input() : map.data();
    byte[] before = machine.content().read(from, fresh ? inference.program().inputBytes() : map.end() - from);
    RunStatistics statistics = machine.run(inference.program(), run, map, TraceSink.NONE);
    return new RecordedRun(
        inference, run, from, before, machine.content().read(0, map.end()), counters(statistics), statistics.cycles());
  }

  private Machine machine() {
    return new Machine(accelerator, rom, Dram.of(accelerator), configurationHash);
  }

  /** Puts the program and the inputs into the machine's DRAM. */
  static void prepare(Machine machine, Inference inference) {
    machine.load(inference.program(), inference.map());
    for (int i = 0; i < inference.inputs().size(); i++) {
      machine.writeInput(inference.program(), inference.map(), i, inference.inputs().get(i));
    }
  }

  /** How much is moved and how many pixels there are does not depend on when. */
  private static Map<String, Integer> counters(RunStatistics statistics) {
    Map<String, Integer> registers = new TreeMap<>();
    for (Traffic kind : Traffic.values()) {
      registers.put("BYTES_" + kind.name() + "_LOW", (int) statistics.bytes(kind));
      registers.put("BYTES_" + kind.name() + "_HIGH", (int) (statistics.bytes(kind) >> Integer.SIZE));
    }
    registers.put("CYCLES_BUSY_LOW", (int) statistics.cycles("busy"));
    return registers;
  }

  private static boolean outputsEqual(Machine machine, Inference inference) {
    Program program = inference.program();
    boolean equal = true;
    for (int i = 0; i < inference.outputs().size(); i++) {
      TensorPlacement placement = program.outputs().get(i);
      int[] actual = machine.readOutput(program, inference.map(), i);
      equal &= placement.tensor().shape().size() == actual.length && Arrays.equals(inference.outputs().get(i), actual);
    }
    return equal;
  }
}
