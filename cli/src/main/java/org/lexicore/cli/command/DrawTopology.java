package org.lexicore.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.PlainModel;
import org.lexicore.cli.chain.Topologies;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.compiler.format.CompressedNetworkWriter;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore topology}. */
@Command(
    name = "topology",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a network of which only the shape is known, with seeded weights: for cycles and traffic, not for answers.",
      "Without --entries an ONNX file in float, with FILE.data beside it where weights take more than 1 GiB;"
          + " with it a compressed network with seeded codes and scales, which runs as it is."
    },
    footer = {
      "", "Examples:",
      "  lexicore topology resnet18 -o resnet18.onnx",
      "  lexicore topology resnet18 --entries 65536 --dimension 8 -o out/resnet18",
      "  lexicore topology dit-xl2 --input 256 -k 65536 -d 8 -o out/dit",
      "  lexicore topology examples/topologies/scalesim-resnet18.csv -k 256 -d 4 -o out/scalesim"
    })
public final class DrawTopology implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME",
      description = "resnet18, resnet34, resnet50, vgg16, mobilenet-v2, vit-b16, dit-xl2, or a .csv file of SCALE-Sim.")
  private String name;

  @Option(names = "--input", defaultValue = "224", paramLabel = "N",
      description = "Rows and columns of an image, a multiple of 32 (default: ${DEFAULT-VALUE}).")
  private int input;

  @Option(names = {"-k", "--entries"}, paramLabel = "N", description = "Codewords of the seeded codebook, 2 to 65536.")
  private Integer entries;

  @Option(names = {"-d", "--dimension"}, paramLabel = "N", description = "Weights per codeword, 1 to 32.")
  private Integer dimension;

  @Option(names = "--per-layer", description = "Give each layer a codebook of its own, of N codewords or as many as its weights can use.")
  private boolean perLayer;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Seed of weights and codes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE|DIR",
      description = "The ONNX file or, with --entries, the compressed network's folder.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    if (perLayer && entries == null) {
      throw new InputException("--per-layer: needs codebooks; give --entries and --dimension");
    }
    if ((entries == null) != (dimension == null)) {
      throw new InputException("--entries and --dimension: a codebook has both; give both or none");
    }
    Topologies.Drawn drawn = Progress.during("drawing " + name, () -> Topologies.draw(name, input, seed));
    try (Progress progress = Progress.of("writing " + output, 1)) {
      write(drawn);
      progress.step();
    }
    spec.commandLine().getOut().printf("%s: %s, %d weights, %d multiply-accumulates, seed %d%n",
        output, drawn.graph().name(), weights(drawn.graph()), drawn.graph().macs(), seed);
    return ExitStatus.DONE;
  }

  private void write(Topologies.Drawn drawn) throws Exception {
    if (entries == null) {
      PlainModel.write(drawn.graph(), output);
    } else {
      var network = perLayer ? drawn.codedPerLayer(entries, dimension, seed) : drawn.coded(entries, dimension, seed);
      OutputFolder.write(output, folder -> {
        CompressedNetworkWriter.write(network, folder);
        return folder;
      });
    }
  }

  private static long weights(FloatGraph graph) {
    return graph.convolutions().mapToLong(conv -> conv.weight().size()).sum();
  }
}
