package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.LayerLabels;
import org.lexicore.cli.chain.Networks;
import org.lexicore.cli.option.ShapeOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.Json;
import org.lexicore.cli.terminal.Failures;
import org.lexicore.cli.terminal.TextTable;
import org.lexicore.compiler.compress.BitsPerWeight;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.compiler.note.Notice;
import org.lexicore.compiler.quantise.CountMultiplications;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.LayerWeights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Shows what a network consists of: its layers and how their weights are stored, its codebooks, its size.",
    footer = {"", "Example:", "  lexicore inspect compressed/resnet"})
public final class Inspect implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NETWORK", description = "A compressed network, or an ONNX file.")
  private Path network;

  @Mixin private ShapeOptions shapes;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** A weight tensor. */
  private record Layer(String weight, String shape, String stored, String codebook, long weights) {}

  /** What is printed. */
  private record Content(
      String network, boolean calibrated, long macs, double bitsPerWeight, double bitsPerWeightWithoutCodebook, List<Layer> layers,
      Map<String, String> codebooks, int products, Map<String, Integer> host, List<String> notes) {}

  @Override
  public Integer call() {
    CompressedNetwork opened = Networks.read(network, shapes.read());
    Map<String, String> codebooks = new TreeMap<>();
    List<Layer> layers = new ArrayList<>();
    for (FloatGraph.Node node : opened.graph().nodes()) {
      if (node instanceof FloatGraph.Conv conv) {
        layers.add(layer(conv, codebooks));
      }
    }
    BitsPerWeight bits = BitsPerWeight.of(opened.graph());
    List<String> notes = new ArrayList<>(opened.notices().stream().map(Notice::line).toList());
    notes.addAll(ExpandedCodes.lines(opened.expanded(), ExpandedCodes.Effect.RUN, LayerLabels::ofWeight));
    Content content = new Content(opened.graph().name(), !opened.activations().isEmpty(), CountMultiplications.of(opened.graph()),
        bits.withCodebook(), bits.withoutCodebook(), layers, codebooks, products(opened.graph()), host(opened.graph()), notes);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.text(content) + "\n" : text(content));
    out.flush();
    return ExitStatus.DONE;
  }

  private static int products(FloatGraph graph) {
    return (int) graph.nodes().stream().filter(FloatGraph.Product.class::isInstance).count();
  }

  /** How many operations of each kind the host carries out. */
  private static Map<String, Integer> host(FloatGraph graph) {
    Map<String, Integer> kinds = new TreeMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      if (node instanceof FloatGraph.Host host) {
        kinds.merge(host.operation().getClass().getSimpleName().toLowerCase(Locale.ROOT), 1, Integer::sum);
      }
    }
    return kinds;
  }

  private static Layer layer(FloatGraph.Conv conv, Map<String, String> codebooks) {
    FloatGraph.Weight w = conv.weight();
    String shape = w.outputs() + "x" + w.inputsPerGroup() + "x" + w.kernelY() + "x" + w.kernelX();
    long count = (long) w.outputs() * w.inputsPerGroup() * w.kernelY() * w.kernelX();
    return switch (w) {
      case FloatGraph.RealWeight floats -> new Layer(conv.weightName(), shape, "float", "", count);
      case FloatGraph.IntegerWeight integers -> switch (integers.integers()) {
        case LayerWeights.Plain plain -> new Layer(conv.weightName(), shape, "int8", "", count);
        case LayerWeights.Coded coded -> {
          Codebook book = coded.codebook();
          codebooks.put(book.id(), "k=" + book.k() + " d=" + book.d() + " sha256=" + book.sha256());
          yield new Layer(conv.weightName(), shape, "k=" + book.k() + " d=" + book.d(), book.id(), count);
        }
      };
    };
  }

  private static String text(Content content) {
    StringBuilder text = new StringBuilder(content.network + "\n");
    TextTable table = new TextTable("weight", "OIHW", "stored as", "codebook", "weights");
    content.layers.forEach(l -> table.row(l.weight, l.shape, l.stored, l.codebook.isEmpty() ? "-" : l.codebook, l.weights));
    text.append(table);
    content.codebooks.forEach((id, said) -> text.append("codebook ").append(id).append(": ").append(said).append('\n'));
    text.append(content.macs).append(" multiply-accumulates\n");
    text.append(String.format(Locale.ROOT, "%.3f bits per weight, %.3f without codebooks; activations %s%n",
        content.bitsPerWeight, content.bitsPerWeightWithoutCodebook, content.calibrated ? "calibrated" : "not calibrated"));
    if (content.products > 0) {
      text.append("products of two activations: ").append(content.products).append('\n');
    }
    if (!content.host.isEmpty()) {
      text.append("operations of the host: ").append(content.host.toString().replaceAll("[{}]", "").replace("=", " ")).append('\n');
    }
    content.notes.forEach(note -> text.append("note: ").append(note).append('\n'));
    return Failures.printable(text.toString());
  }
}
