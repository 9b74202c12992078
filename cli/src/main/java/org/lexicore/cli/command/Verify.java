package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.Hardware;
import org.lexicore.cli.chain.Results;
import org.lexicore.cli.chain.SimulateNetwork;
import org.lexicore.cli.option.AcceleratorOptions;
import org.lexicore.cli.option.RunOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.model.InputException;
import org.lexicore.model.result.Result;
import org.lexicore.reports.ResultFiles;
import org.lexicore.reports.RunResult;
import org.lexicore.testbenches.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the Verilog in lockstep with the simulator and compares every cycle.",
      "The Verilog is generated, and run in Verilator; every port and event is compared. Exit status 1 at a "
          + "divergence, which is told with cycle, signal, expected and actual value, and a waveform."
    },
    footer = {
      "", "Examples:",
      "  lexicore verify compressed/resnet -a examples/accelerators/edge-8.yaml --inputs images.npy -o out/verified",
      "  lexicore verify compressed/resnet -a edge-8.yaml --rtl out/edge-8/rtl -o out/edited    (a folder edited by hand)"
    })
public final class Verify implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NETWORK", description = "A compressed network; or an ONNX file, which then runs on int8 weights.")
  private Path network;

  @Mixin private AcceleratorOptions accelerator;
  @Mixin private RunOptions run;

  @Option(names = "--rtl", paramLabel = "DIR", description = "Checks this Verilog instead of a freshly generated one.")
  private Path rtl;

  @Option(names = "--json", description = "Print result.json instead of a summary.")
  private boolean json;

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR", description = "Where results, rtl/ and tb/ go.")
  private Path output;

  /** What a run showed, in both forms. */
  private record Outcome(RunResult result, Verification verification) {}

  @Override
  public Integer call() throws Exception {
    if (rtl != null && !Files.isDirectory(rtl)) {
      throw new InputException("--rtl " + rtl + ": is no folder; name one with the Verilog of lexicore_core");
    }
    return report(OutputFolder.write(output, this::verify));
  }

  private Outcome verify(Path folder) throws Exception {
    RunOptions.Job job = run.read(network, accelerator.read(), spec.commandLine().getErr());
    Map<String, Result> occasions = SimulateNetwork.run(job.deployment(), job.sample(), Optional.empty());
    RunResult simulated = Results.of(job.deployment(), occasions, Optional.of(job.weights()), Optional.empty(),
        new Results.Origin(RunOptions.commandLine(spec), run.seed(), run.hashes(network, accelerator.file()).all()));
    Hardware.write(job.deployment(), job.samples(), folder);
    Path checked = rtl == null ? folder.resolve("rtl") : rtl;
    Verification verification = Hardware.verify(job.deployment(), job.samples(), checked, folder.resolve("lockstep"));
    RunResult result = Results.verified(simulated, verification);
    ResultFiles.write(result, folder);
    return new Outcome(result, verification);
  }

  private int report(Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? ResultFiles.json(outcome.result) : Summary.of(outcome.result));
    out.flush();
    Verification verification = outcome.verification;
    verification.first().ifPresent(first -> spec.commandLine().getErr().println("divergence: " + first
        + verification.waveform().map(file -> "; waveform in " + output.resolve("lockstep").resolve(file.getFileName())).orElse("")));
    return verification.equal() ? ExitStatus.DONE : ExitStatus.DIVERGENCE;
  }
}
