package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.chain.Hardware;
import org.lexicore.cli.demo.DemoFiles;
import org.lexicore.cli.option.AcceleratorOptions;
import org.lexicore.cli.option.RunOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.simulator.Simulator;
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
    description = "Measures how fast the simulator is in a warm JVM, and how fast lockstep is.",
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
    RunOptions.Job job = run.read(chosen, accelerator.read(), spec.commandLine().getErr());
    simulator(job);
    if (!alone) {
      lockstep(job);
    }
    return ExitStatus.DONE;
  }

  private void simulator(RunOptions.Job job) {
    Deployment deployment = job.deployment();
    List<int[]> inputs = deployment.inputs(job.sample());
    double best = Double.POSITIVE_INFINITY;
    long cycles = 0;
    for (int i = 0; i < WARM_UP + MEASURED; i++) {
      long start = System.nanoTime();
      cycles = Simulator.run(deployment.program(), deployment.accelerator(), inputs).result().cycles();
      best = i < WARM_UP ? best : Math.min(best, (System.nanoTime() - start) / NANOS);
    }
    print("simulator  %s: %d cycles in %.4f s, best of %d (%.1f million cycles/s)%n", deployment.network().name(), cycles, best, MEASURED,
        cycles / best / 1e6);
  }

  private void lockstep(RunOptions.Job job) throws Exception {
    Path work = Files.createTempDirectory("lexicore-bench");
    OutputFolder.write(work, folder -> {
      List<Map<String, int[]>> samples = List.of(job.sample());
      Hardware.write(job.deployment(), samples, folder);
      Hardware.verify(job.deployment(), samples, folder.resolve("rtl"), folder.resolve("first"));
      long start = System.nanoTime();
      Verification verification = Hardware.verify(job.deployment(), samples, folder.resolve("rtl"), folder.resolve("second"));
      double seconds = (System.nanoTime() - start) / NANOS;
      print("lockstep   %s: %d cycles compared in %.2f s (%.0f cycles/s), the design being built already%n",
          job.deployment().network().name(), verification.cyclesCompared(), seconds, verification.cyclesCompared() / seconds);
      return folder;
    });
    OutputFolder.remove(work);
  }

  private void print(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}
