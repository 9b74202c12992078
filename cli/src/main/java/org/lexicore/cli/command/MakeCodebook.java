package org.lexicore.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.Networks;
import org.lexicore.cli.option.SelectionOptions;
import org.lexicore.cli.option.ShapeOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.compiler.compress.UniversalCodebook;
import org.lexicore.compiler.format.CodebookFile;
import org.lexicore.model.network.Codebook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore codebook}. */
@Command(
    name = "codebook",
    mixinStandardHelpOptions = true,
    description = "Samples a universal codebook from several networks: it can be fixed in a ROM and serve networks to come.",
    footer = {"", "Example:", "  lexicore codebook a.onnx b.onnx -k 4096 -d 4 -o cb.safetensors"})
public final class MakeCodebook implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "NETWORK.onnx", description = "The networks to sample from, each with equal weight.")
  private List<Path> networks;

  @Option(names = {"-k", "--entries"}, required = true, paramLabel = "N", description = "Codewords, 2 to 65536.")
  private int entries;

  @Option(names = {"-d", "--dimension"}, required = true, paramLabel = "N", description = "Weights per codeword, 1 to 32.")
  private int dimension;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Seed of the sampling (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private ShapeOptions shapes;
  @Mixin private SelectionOptions selection;

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE", description = "The codebook file to write.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    var graphs = networks.stream().map(file -> Networks.read(file, shapes.read()).graph()).toList();
    Codebook codebook =
        Progress.during("sampling codewords", () -> UniversalCodebook.build(graphs, selection.read(), entries, dimension, seed));
    OutputFolder.writeFile(output, place -> {
      CodebookFile.write(Map.of(codebook.id(), codebook), place);
      return place;
    });
    spec.commandLine().getOut().printf("%s: %d codewords of %d weights from %d networks, %d ROM bits, SHA-256 %s%n",
        output, codebook.k(), codebook.d(), graphs.size(), 8L * codebook.k() * codebook.d(), codebook.sha256());
    return ExitStatus.DONE;
  }
}
