package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.Hardware;
import org.lexicore.cli.chain.RomContent;
import org.lexicore.cli.option.AcceleratorOptions;
import org.lexicore.cli.option.RunOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.model.Problems;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.rtl.RtlGenerator;
import org.lexicore.testbenches.TestbenchWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Writes an accelerator as Verilog-2005 with benches that run without Java.",
      "DIR/rtl holds the Verilog, `make -C DIR/tb check` runs the benches: a random program that does all the accelerator can, "
          + "and its registers. With a network the ROM holds its codebook, and the benches also replay an inference of it."
    },
    footer = {
      "", "Examples:",
      "  lexicore generate -a examples/accelerators/edge-8.yaml compressed/resnet --inputs images.npy -o out/edge-8",
      "  lexicore generate -a edge-16.yaml --set codebook.place=sram -o out/edge-16"
    })
public final class Generate implements Callable<Integer> {
  /** The options that mean nothing without a network. */
  private static final Set<String> RUN = Set.of("--inputs", "--sample", "--samples", "--batch", "--calibration", "--strict");

  @Spec private CommandSpec spec;

  @Mixin private AcceleratorOptions accelerator;

  @Parameters(arity = "0..1", paramLabel = "NETWORK", description = "A compressed network.")
  private Path network;

  @Mixin private RunOptions run;

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR", description = "Where rtl/ and tb/ go.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    if (network == null) {
      refuseRunOptions();
    }
    Accelerator chosen = accelerator.read(spec.commandLine().getErr());
    Optional<RunOptions.Job> job = Optional.ofNullable(network).map(place -> run.read(place, chosen, err));
    List<Path> read = new ArrayList<>(accelerator.files());
    job.ifPresent(it -> read.add(network));
    OutputFolder.write(output, read, folder -> {
      if (job.isPresent()) {
        Hardware.write(job.get().deployment(), List.of(job.get().sample()), folder);
      } else {
        bare(chosen, err, folder);
      }
      return folder;
    });
    spec.commandLine().getOut().println("wrote " + output.resolve("rtl") + " and " + output.resolve("tb"));
    return ExitStatus.DONE;
  }

  private void refuseRunOptions() {
    Problems problems = new Problems();
    spec.commandLine().getParseResult().matchedOptions().stream().map(OptionSpec::longestName).distinct().filter(RUN::contains)
        .forEach(option -> problems.add("%s: says what a network is run on; name a network too, or leave it out", option));
    problems.throwIfAny();
  }

  private void bare(Accelerator chosen, PrintWriter err, Path folder) {
    if (chosen.codebook().isFixed() && chosen.codebook().content().isEmpty()) {
      err.println("note: neither a network nor codebook.content: the ROM is filled with codewords from seed " + run.seed());
    }
    byte[] rom = RomContent.of(chosen, run.seed());
    RtlGenerator.generate(chosen, rom, folder);
    TestbenchWriter.write(folder.resolve("tb"), chosen, rom, ConfigurationHash.of(chosen, rom));
  }
}
