package org.lexicore.cli.chain;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.model.InputException;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.model.result.Timeline;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.Simulator;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.ActivityRecorder;
import org.lexicore.simulator.trace.CycleWindow;
import org.lexicore.simulator.trace.LayerWindow;
import org.lexicore.simulator.trace.TraceSink;
import org.lexicore.simulator.trace.WaveWriter;

/**
 * What happens in the cycles of a first inference. It is simulated once more for each recording, so that others are not slowed
 * down by it; its cycles are the same every time.
 */
public final class Recordings {
  private Recordings() {}

  /**
   * When each unit was busy in {@code window}, or in what there is of it; without arithmetic, which no cycle depends on.
   *
   * @throws InputException if the inference is over before
   */
  public static Timeline timeline(Deployment deployment, CycleWindow window) {
    ActivityRecorder recorder = new ActivityRecorder(deployment.program(), layers(deployment), window);
    long cycles = time(deployment, recorder);
    Timeline recorded = recorder.timeline();
    long last = recorded.units().stream().flatMap(unit -> unit.intervals().stream()).mapToLong(Timeline.Interval::to).max().orElse(0);
    long end = Math.max(last, cycles);
    if (end <= window.from()) {
      throw new InputException("--timeline " + window.from() + ".." + window.to() + ": the inference takes " + cycles + " cycles; choose some of them");
    }
    return new Timeline(recorded.from(), Math.min(recorded.to(), end), recorded.units());
  }

  /** The cycles in which the layer of that label or name is computed; none if there is no such layer. */
  public static Optional<CycleWindow> window(Deployment deployment, String layer) {
    int number = Math.max(layers(deployment).indexOf(layer), deployment.program().layers().indexOf(layer));
    if (number < 0) {
      return Optional.empty();
    }
    LayerWindow found = new LayerWindow(deployment.program(), number);
    time(deployment, found);
    return found.window();
  }

  /** The labels of the program's layers. */
  public static List<String> layers(Deployment deployment) {
    return deployment.program().layers().stream().map(deployment.labels()::of).toList();
  }

  /** Returns the cycles that it takes. */
  private static long time(Deployment deployment, TraceSink sink) {
    return machine(deployment).time(deployment.program(), deployment.map(), sink).cycles();
  }

  private static Machine machine(Deployment deployment) {
    // The host reads the registers CONFIGURATION_* at the end, and a waveform shows it.
    Machine machine = new Machine(
        deployment.accelerator(), deployment.rom(), Dram.of(deployment.accelerator()), deployment.configurationHash());
    machine.load(deployment.program(), deployment.map());
    return machine;
  }

  /**
   * Writes a waveform of {@code window} to {@code file}; {@code inputs} are in the order of the program's.
   *
   * @throws InputException if the inference is over before
   */
  public static void waves(Deployment deployment, List<int[]> inputs, CycleWindow window, Path file) throws IOException {
    Program program = deployment.program();
    MemoryMap map = deployment.map();
    Machine machine = machine(deployment);
    try (Progress progress = Progress.of("writing waves", window.to() - window.from());
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        WaveWriter waves = new WaveWriter(deployment.accelerator(), window, out)) {
      waves.onProgress(cycle -> progress.reach(cycle - window.from()));
      Simulator.run(machine, program, map, deployment.accelerator(), inputs, waves);
    }
    if (machine.cycle() <= window.from()) {
      throw new InputException(
          "--waves-window " + window.from() + ".." + window.to() + ": the inference is over in cycle " + machine.cycle() + "; choose earlier ones");
    }
  }
}
