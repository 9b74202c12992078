package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.CompressNetwork;
import org.lexicore.cli.chain.LayerLabels;
import org.lexicore.cli.chain.Networks;
import org.lexicore.cli.option.CalibrationOptions;
import org.lexicore.cli.option.SelectionOptions;
import org.lexicore.cli.option.ShapeOptions;
import org.lexicore.cli.option.StrictOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.compiler.compress.Compression;
import org.lexicore.compiler.compress.CompressionScheme;
import org.lexicore.compiler.compress.ForgetCodes;
import org.lexicore.compiler.compress.GroupedLayers;
import org.lexicore.compiler.compress.LayerReport;
import org.lexicore.compiler.compress.UniversalCodebook;
import org.lexicore.compiler.format.CodebookFile;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.format.CompressedNetworkWriter;
import org.lexicore.compiler.note.ExpandedCodes.Effect;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore compress}. */
@Command(
    name = "compress",
    mixinStandardHelpOptions = true,
    description = {
      "Compresses networks: their weights become indices into codebooks.",
      "Each network is written to DIR/NAME/, as model.onnx and weights.safetensors. Weights that have codes already keep them."
    },
    footer = {
      "", "Examples:",
      "  lexicore compress resnet.onnx --scheme per-layer -k 256 -d 4 --calibration train.npy -o compressed",
      "  lexicore compress a.onnx b.onnx --scheme universal --codebook cb.safetensors -o compressed"
    })
public final class Compress implements Callable<Integer> {
  /** What becomes of the weights. */
  enum Scheme {
    INT8,
    PER_LAYER,
    UNIVERSAL;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "NETWORK.onnx", description = "The networks, in float.")
  private List<Path> networks;

  @Option(names = "--scheme", required = true, converter = SchemeConverter.class,
      description = "int8: plain weights; per-layer: a codebook for each layer; universal: one for all networks.")
  private Scheme scheme;

  @Option(names = {"-k", "--entries"}, defaultValue = "256", paramLabel = "N", description = "Codewords (default: ${DEFAULT-VALUE}).")
  private int entries;

  @Option(names = {"-d", "--dimension"}, defaultValue = "4", paramLabel = "N",
      description = "Weights per codeword (default: ${DEFAULT-VALUE}).")
  private int dimension;

  @Option(names = "--codebook", paramLabel = "FILE",
      description = "The universal codebook, from `lexicore codebook`; made from these networks if it is not given.")
  private Path codebook;

  @Option(names = "--recode", description = "Fit new codes to weights that have codes already (with --scheme int8: make them int8).")
  private boolean recode;

  @Mixin private StrictOptions strict;
  @Mixin private ShapeOptions shapes;
  @Mixin private SelectionOptions selection;
  @Mixin private CalibrationOptions calibration;

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR", description = "Where the compressed networks go.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    checkNames();
    Map<Path, CompressedNetwork> floats = new LinkedHashMap<>();
    networks.forEach(file -> floats.put(file, read(file)));
    CompressionScheme chosen = scheme(floats);
    // Networks of other calls stay beside these.
    return OutputFolder.keeping(output, folder -> write(floats, chosen, folder));
  }

  private int write(Map<Path, CompressedNetwork> floats, CompressionScheme chosen, Path folder) throws Exception {
    for (var network : floats.entrySet()) {
      String name = Networks.name(network.getKey());
      print(name, OutputFolder.write(folder.resolve(name), networks, place -> {
        CompressNetwork.Outcome outcome = compress(network.getValue(), chosen);
        strict.tell(name, GroupedLayers.coded(outcome.network().graph()), spec.commandLine().getErr());
        CompressedNetworkWriter.write(outcome.network(), place);
        return outcome;
      }));
    }
    if (chosen instanceof CompressionScheme.Universal universal) {
      OutputFolder.writeFile(folder.resolve("codebook.safetensors"), file -> {
        CodebookFile.write(Map.of(universal.codebook().id(), universal.codebook()), file);
        return file;
      });
    }
    return ExitStatus.DONE;
  }

  private CompressedNetwork read(Path file) {
    PrintWriter err = spec.commandLine().getErr();
    CompressedNetwork network = Networks.read(file, shapes.read());
    network.notices().forEach(notice -> err.println("note: " + network.graph().name() + ": " + notice.line()));
    strict.tell(network, Effect.STORED_WITHOUT, err);
    List<String> coded = ForgetCodes.coded(network.graph());
    if (coded.isEmpty()) {
      return network;
    }
    if (!recode) {
      err.println("note: " + network.graph().name() + ": " + coded.size() + (coded.size() == 1 ? " layer keeps" : " layers keep")
          + " the codes that the file has; --recode fits new ones");
      return network;
    }
    return new CompressedNetwork(
        ForgetCodes.in(network.graph()), network.inputs(), network.activations(), network.notices(), network.expanded());
  }

  private void checkNames() {
    Problems problems = new Problems();
    Map<String, Path> names = new LinkedHashMap<>();
    for (Path file : networks) {
      Path other = names.put(Networks.name(file), file);
      problems.require(other == null, "%s: has the same name as %s, so that both would be written to one folder; rename one", file, other);
    }
    problems.throwIfAny();
  }

  private CompressionScheme scheme(Map<Path, CompressedNetwork> floats) {
    if (codebook != null && scheme != Scheme.UNIVERSAL) {
      throw new InputException("--codebook " + codebook + ": only --scheme universal takes a codebook; leave out one of the two");
    }
    return switch (scheme) {
      case INT8 -> new CompressionScheme.Int8();
      case PER_LAYER -> new CompressionScheme.PerLayer(entries, dimension);
      case UNIVERSAL -> new CompressionScheme.Universal(
          Optional.ofNullable(codebook).map(CodebookFile::readOne).orElseGet(() ->
              UniversalCodebook.build(
                  floats.values().stream().map(CompressedNetwork::graph).toList(), selection.read(), entries, dimension,
                  calibration.seed())));
    };
  }

  private CompressNetwork.Outcome compress(CompressedNetwork network, CompressionScheme chosen) {
    PrintWriter err = spec.commandLine().getErr();
    long layers = network.graph().nodes().stream().filter(FloatGraph.Conv.class::isInstance).count();
    if (!(chosen instanceof CompressionScheme.Int8)) {
      LayerNote.lines(GroupedLayers.left(network.graph(), selection.read()), LayerLabels::ofWeight)
          .forEach(line -> err.println("note: " + network.graph().name() + ": " + line));
    }
    CompressNetwork compress = new CompressNetwork(chosen, selection.read(), calibration.seed());
    try (Progress progress = Progress.of("compress " + network.graph().name(), layers)) {
      return compress.apply(network, calibration.read(network, err), layer -> progress.step());
    }
  }

  private void print(String name, CompressNetwork.Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    Compression compression = outcome.compression();
    long coded = compression.layers().stream().filter(layer -> layer.k() > 0).count();
    double worst = compression.layers().stream().mapToDouble(LayerReport::outputError).max().orElse(0);
    out.printf(java.util.Locale.ROOT, "%s: %.3f bits per weight, %.3f without the codebook; %d of %d layers coded; largest output error %.4f%n",
        output.resolve(name), compression.bitsPerWeight().withCodebook(), compression.bitsPerWeight().withoutCodebook(), coded,
        compression.layers().size(), worst);
  }

  /** Takes {@code per-layer} as it is written. */
  static final class SchemeConverter implements picocli.CommandLine.ITypeConverter<Scheme> {
    @Override
    public Scheme convert(String word) {
      for (Scheme scheme : Scheme.values()) {
        if (scheme.toString().equals(word)) {
          return scheme;
        }
      }
      throw new picocli.CommandLine.TypeConversionException("\"" + word + "\" is not int8, per-layer or universal");
    }
  }
}
