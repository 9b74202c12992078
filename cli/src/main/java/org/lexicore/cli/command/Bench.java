package org.lexicore.cli.command;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.chain.Hardware;
import org.lexicore.cli.demo.DemoFiles;
import org.lexicore.cli.option.AcceleratorOptions;
import org.lexicore.cli.option.RunOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.Simulator;
import org.lexicore.simulator.trace.TraceSink;
import org.lexicore.testbenches.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures how fast the simulator is in a warm JVM, and its RTL in lockstep.",
    footer = {"", "Example:", "  lexicore bench compressed/resnet -a examples/accelerators/edge-8.yaml"})
public final class Bench implements Callable<Integer> {
  private static final int WARM_UP = 30;
  private static final int MEASURED = 15;
  private static final double NANOS = 1e9;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NETWORK", description = "A network (default: the example ResNet-20).")
  private Path network;

  @Mixin private AcceleratorOptions accelerator;
  @Mixin private RunOptions run;

  @Option(names = "--no-lockstep", description = "Measure the simulator alone.")
  private boolean alone;

  @Override
  public Integer call() throws Exception {
    Path chosen = network == null ? DemoFiles.mainNetwork() : network;
    RunOptions.Job job = run.read(chosen, accelerator.read(spec.commandLine().getErr()), spec.commandLine().getErr());
    double rate = simulator(job);
    if (!alone) {
      lockstep(job, rate);
    }
    return ExitStatus.DONE;
  }

  /** Returns cycles a second. */
  private double simulator(RunOptions.Job job) {
    Deployment deployment = job.deployment();
    Program program = deployment.program();
    MemoryMap map = MemoryMap.of(program, 0);
    Machine machine = new Machine(deployment.accelerator(), deployment.rom());
    machine.load(program, map);
    List<int[]> inputs = deployment.inputs(job.sample());
    double exact = best(() -> Simulator.run(machine, program, map, deployment.accelerator(), inputs, TraceSink.NONE));
    double timed = best(() -> Simulator.time(machine, program, map, deployment.accelerator()));
    long cycles = Simulator.time(machine, program, map, deployment.accelerator()).cycles();
    print("simulator    %s: %d cycles in %.4f s, best of %d (%.1f million cycles/s); without arithmetic %.4f s%n", deployment.network().name(),
        cycles, exact, MEASURED, cycles / exact / 1e6, timed);
    return cycles / exact;
  }

  /** Seconds of the fastest of several, in a warm JVM. */
  private static double best(Runnable inference) {
    double best = Double.POSITIVE_INFINITY;
    try (Progress progress = Progress.of("measuring", WARM_UP + MEASURED)) {
      for (int i = 0; i < WARM_UP + MEASURED; i++) {
        long start = System.nanoTime();
        inference.run();
        best = i < WARM_UP ? best : Math.min(best, (System.nanoTime() - start) / NANOS);
        progress.step();
      }
    }
    return best;
  }

  private void lockstep(RunOptions.Job job, double rate) throws Exception {
    Path work = OutputFolder.work("lexicore-bench");
    OutputFolder.write(work, folder -> {
      List<Map<String, int[]>> samples = List.of(job.sample());
      Hardware.write(job.deployment(), samples, folder);
      Hardware.verify(job.deployment(), samples, folder.resolve("rtl"), folder.resolve("first"));
      double together = time("lockstep  ", () -> Hardware.verify(job.deployment(), samples, folder.resolve("rtl"), folder.resolve("second")));
      Path trace = folder.resolve("trace");
      try (InputStream packed = new GZIPInputStream(Files.newInputStream(folder.resolve("tb/trace.gz")))) {
        Files.copy(packed, trace);
      }
      double design = time("RTL alone ", () -> Hardware.replay(trace, folder, folder.resolve("third")));
      print("ratio        the simulator is %.0f times as fast as its RTL, %.0f times as fast as both in lockstep%n", rate / design, rate / together);
      return folder;
    });
    OutputFolder.remove(work);
  }

  /** Prints what {@code replay}, of a design that is built already, takes; returns cycles a second. */
  private double time(String what, Supplier<Verification> replay) {
    long start = System.nanoTime();
    long cycles = replay.get().cyclesCompared();
    double seconds = (System.nanoTime() - start) / NANOS;
    print("%s   %d cycles compared in %.2f s (%.0f cycles/s)%n", what, cycles, seconds, cycles / seconds);
    return cycles / seconds;
  }

  private void print(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}
