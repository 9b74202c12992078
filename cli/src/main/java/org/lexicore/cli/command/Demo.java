package org.lexicore.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lexicore.cli.demo.DemoFiles;
import org.lexicore.cli.option.RunOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lexicore demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the whole chain on a real network, with four ways to store its weights.",
      "A ResNet-20 with plain int8 weights, with a codebook for each layer in SRAM, and with one universal codebook "
          + "in SRAM and in ROM: accuracy, cycles and DRAM traffic of each, and the Verilog of each compared with the "
          + "simulator in every cycle."
    },
    footer = {"", "Example:", "  lexicore demo -o out/demo"})
public final class Demo implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = {"-a", "--accelerator"}, paramLabel = "FILE", description = "The accelerator (default: the example edge-8.yaml).")
  private Path accelerator;

  @Option(names = "--set", paramLabel = "FIELD=VALUE", description = "Overrides a field of it.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--all-images", description = "Measure accuracy on all 10,000 test images (Debian's dataset-fashion-mnist).")
  private boolean allImages;

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR", description = "Where everything goes.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    Path examples = DemoFiles.folder();
    Path chosen = accelerator == null ? examples.resolve("accelerators/edge-8.yaml") : accelerator;
    DemoFiles files = new DemoFiles(examples, DemoFiles.Names.STANDARD, chosen, settings, allImages);
    boolean equal = OutputFolder.write(output, folder -> files.run(
        RunOptions.commandLine(spec), folder, spec.commandLine().getOut(), spec.commandLine().getErr()));
    spec.commandLine().getOut().println("wrote " + output + "; open " + output.resolve("report.html"));
    return equal ? ExitStatus.DONE : ExitStatus.DIVERGENCE;
  }
}
