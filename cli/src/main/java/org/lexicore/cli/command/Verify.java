package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.chain.Hardware;
import org.lexicore.cli.chain.Occasions;
import org.lexicore.cli.chain.Results;
import org.lexicore.cli.chain.SimulateNetwork;
import org.lexicore.cli.option.AcceleratorOptions;
import org.lexicore.cli.option.RunOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.model.Problems;
import org.lexicore.model.result.Result;
import org.lexicore.reports.ResultFiles;
import org.lexicore.reports.RunResult;
import org.lexicore.rtl.RtlFolder;
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
      "  lexicore verify compressed/resnet compressed/vgg -a edge-8.yaml -o out/turns    (networks that take turns on one chip)",
      "  lexicore verify compressed/resnet -a edge-8.yaml --rtl out/edge-8/rtl -o out/edited    (a folder edited by hand)"
    })
public final class Verify implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "NETWORK", description = {
      "A compressed network; or an ONNX file, which then runs on int8 weights.",
      "With several, the first runs twice, then the others, then the first again, without a reset; one ROM holds the codebook of all."})
  private List<Path> networks;

  @Mixin private AcceleratorOptions accelerator;
  @Mixin private RunOptions run;

  @Option(names = "--rtl", paramLabel = "DIR", description = "Checks this Verilog, generated before and perhaps edited, instead of a freshly generated one.")
  private Path rtl;

  @Option(names = "--once", description = "Runs the first inference only, and writes no tb/: for large networks, whose recorded run takes gigabytes.")
  private boolean once;

  @Option(names = "--json", description = "Print result.json instead of a summary.")
  private boolean json;

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR", description = "Where results, rtl/ and tb/ go.")
  private Path output;

  /** What a run showed, in both forms. */
  private record Outcome(RunResult result, Verification verification) {}

  @Override
  public Integer call() throws Exception {
    Optional<RtlFolder> edited = Optional.ofNullable(rtl).map(place -> RtlFolder.read("--rtl", place));
    return report(OutputFolder.write(output, inputs(), folder -> verify(folder, edited)));
  }

  private Outcome verify(Path folder, Optional<RtlFolder> edited) throws Exception {
    RunOptions.Job job = run.read(networks.getFirst(), accelerator.read(spec.commandLine().getErr()), spec.commandLine().getErr());
    List<Deployment> others = networks.stream().skip(1)
        .map(place -> run.deploy(place, job.deployment().accelerator(), spec.commandLine().getErr())).toList();
    Deployment deployment = job.deployment().sharing(others);
    Problems problems = new Problems();
    edited.ifPresent(it -> it.requireConfiguration("--rtl", deployment.accelerator(), deployment.configurationHash(), problems));
    problems.throwIfAny();
    Occasions occasions = once ? Occasions.once(deployment, job.sample()) : Occasions.of(deployment, job.samples(), others);
    List<Result> each = SimulateNetwork.each(occasions);
    RunResult simulated = Results.of(deployment, occasions.named(each), Optional.of(job.weights()), Optional.empty(),
        new Results.Origin(RunOptions.commandLine(spec), run.seed(), run.hashes(inputs()).all()));
    if (once) {
      Hardware.writeRtl(deployment, folder);
    } else {
      Hardware.write(deployment, job.samples(), folder);
    }
    Path checked = edited.map(RtlFolder::path).orElse(folder.resolve("rtl"));
    Verification verification = Hardware.verify(occasions, checked, folder.resolve("lockstep"));
    RunResult result = Results.verified(simulated, verification, occasions, each);
    ResultFiles.write(result, folder);
    return new Outcome(result, verification);
  }

  private List<Path> inputs() {
    List<Path> inputs = new ArrayList<>(networks);
    inputs.addAll(accelerator.files());
    return inputs;
  }

  private int report(Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? ResultFiles.json(outcome.result) : Summary.of(outcome.result));
    out.flush();
    Verification verification = outcome.verification;
    verification.first().ifPresent(first -> spec.commandLine().getErr().println("divergence: " + first
        + verification.waveform().map(file -> "; waveform in " + output.resolve("lockstep").resolve(file.getFileName())).orElse("")));
    return verification.equal() && verification.outputsEqual() ? ExitStatus.DONE : ExitStatus.DIVERGENCE;
  }
}
