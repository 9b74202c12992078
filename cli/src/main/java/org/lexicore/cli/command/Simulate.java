package org.lexicore.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.lexicore.cli.advice.Advisor;
import org.lexicore.cli.chain.CheckOutputs;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.chain.Occasions;
import org.lexicore.cli.chain.QuantiseNetwork;
import org.lexicore.cli.chain.Recordings;
import org.lexicore.cli.chain.Results;
import org.lexicore.cli.chain.SimulateNetwork;
import org.lexicore.cli.option.AcceleratorOptions;
import org.lexicore.cli.option.NetworkOptions;
import org.lexicore.cli.option.RecordingOptions;
import org.lexicore.cli.option.RunOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.result.Result;
import org.lexicore.model.result.Timeline;
import org.lexicore.reports.ResultFiles;
import org.lexicore.reports.RunResult;
import org.lexicore.reports.TimelineFile;
import org.lexicore.reports.area.AreaModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lexicore simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Simulates a network on an accelerator, exact to the cycle and the bit.",
      "The first inference after a reset, the next one, and, with --other, one after another network has run. Writes "
          + "result.json and layers.csv. Every output is compared with a plain reference of the network in integers, unless --timing-only."
    },
    footer = {
      "", "Example:",
      "  lexicore simulate compressed/resnet -a examples/accelerators/edge-8.yaml --inputs images.npy -o out/rom",
      "  lexicore simulate compressed/resnet -a edge-8.yaml --set codebook.place=sram -o out/sram",
      "  lexicore simulate out/resnet18 -a examples/accelerators/big-32.yaml --timing-only -o out/cycles",
      "  lexicore simulate out/resnet18 -a examples/accelerators/big-32.yaml --timing-only --advise -o out/advice",
      "  lexicore simulate compressed/resnet -a edge-8.yaml --timeline 5000..9000 --waves out/resnet.vcd --waves-window 5000..9000 -o out/rom",
      "  lexicore simulate --topology examples/topologies/scalesim-resnet18.csv -a examples/accelerators/big-32.yaml -o out/shapes"
    })
public final class Simulate implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NetworkOptions network;
  @Mixin private AcceleratorOptions accelerator;
  @Mixin private RunOptions run;
  @Mixin private RecordingOptions recording;

  @Option(names = "--other", paramLabel = "NETWORK", description = "Another network, to see what switching from it costs.")
  private Path other;

  @Option(names = "--explain", description = "Print for each layer why it is mapped as it is, and what the runners-up would cost.")
  private boolean explain;

  @Option(names = "--advise", description = {
      "Try the fields of the accelerator that may help (ports, buffers, lanes, bus, DRAM, array), each by mapping and timing the network",
      "on the changed accelerator, and print what they save and cost."})
  private boolean advise;

  @Option(names = "--timing-only", description = "Leave out the arithmetic: the same cycles, traffic and stalls, but no outputs.")
  private boolean timingOnly;

  @Option(names = "--json", description = "Print result.json instead of a summary.")
  private boolean json;

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR", description = "Where the results go.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    recording.check(timingOnly);
    Thread.ofPlatform().daemon().start(AreaModel::calibrated); // asked for at the end; by then it is fitted
    RunResult result = OutputFolder.write(output, inputs(), this::simulate);
    spec.commandLine().getOut().print(json ? ResultFiles.json(result) : Summary.of(result));
    spec.commandLine().getOut().flush();
    return ExitStatus.DONE;
  }

  private List<Path> inputs() {
    List<Path> inputs = new ArrayList<>(List.of(network.place()));
    inputs.addAll(accelerator.files());
    Optional.ofNullable(other).ifPresent(inputs::add);
    return inputs;
  }

  private RunResult simulate(Path folder) throws Exception {
    Accelerator chosen = accelerator.read(spec.commandLine().getErr());
    CompressedNetwork opened = network.open(chosen, run.seed());
    RunOptions.Job job =
        run.read(network.place(), timingOnly ? QuantiseNetwork.estimated(opened) : opened, chosen, spec.commandLine().getErr());
    List<Deployment> others = Stream.ofNullable(other)
        .map(place -> run.deploy(place, job.deployment().accelerator(), spec.commandLine().getErr())).toList();
    if (timingOnly && job.samples().size() > 1) {
      throw new InputException("--timing-only: makes no outputs of " + job.samples().size() + " samples to compare; leave out --samples");
    }
    Deployment deployment = job.deployment().sharing(others);
    Occasions met = Occasions.of(deployment, List.of(job.sample()), others);
    Map<String, Result> occasions = timingOnly ? SimulateNetwork.time(met) : SimulateNetwork.run(met);
    if (job.samples().size() > 1) {
      CheckOutputs.of(job.deployment(), job.samples());
      spec.commandLine().getErr().println("note: the outputs of " + job.samples().size() + " samples are the reference executor's, bit for bit");
    }
    if (explain) {
      spec.commandLine().getErr().print(Explanation.of(job.deployment()));
    }
    RunResult simulated = Results.of(job.deployment(), occasions, Optional.of(job.weights()), Optional.empty(),
        new Results.Origin(RunOptions.commandLine(spec), run.seed(), run.hashes(inputs()).all()));
    RunResult result = simulated.with(advise ? Advisor.thorough(deployment, simulated) : Advisor.quick(deployment, simulated));
    ResultFiles.write(result, folder);
    record(deployment, job.sample(), folder);
    return result;
  }

  private void record(Deployment deployment, Map<String, int[]> sample, Path folder) throws Exception {
    Optional<Timeline> timeline = recording.timeline(deployment);
    if (timeline.isPresent()) {
      TimelineFile.write(timeline.get(), folder);
    }
    if (recording.waves().isPresent()) {
      OutputFolder.writeFile(waves(folder), file -> {
        Recordings.waves(deployment, deployment.inputs(sample), recording.window(), file);
        return file;
      });
    }
  }

  /** Where the waveform goes: if into the output folder, then into {@code folder}, which becomes that one. */
  private Path waves(Path folder) {
    Path file = recording.waves().orElseThrow().toAbsolutePath().normalize();
    Path target = output.toAbsolutePath().normalize();
    return file.startsWith(target) ? folder.resolve(target.relativize(file)) : recording.waves().orElseThrow();
  }
}
