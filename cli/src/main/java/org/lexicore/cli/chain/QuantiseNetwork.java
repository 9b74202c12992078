package org.lexicore.cli.chain;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.lexicore.cli.kept.Kept;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.compiler.quantise.ActivationScale;
import org.lexicore.compiler.quantise.CalibrateRanges;
import org.lexicore.compiler.quantise.EqualiseChannels;
import org.lexicore.compiler.quantise.EstimateRanges;
import org.lexicore.compiler.quantise.Quantisation;
import org.lexicore.compiler.quantise.Quantiser;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.QuantisedNetwork;

/** Turns an opened network into the integers that the accelerator works on. */
public final class QuantiseNetwork {
  private QuantiseNetwork() {}

  /**
   * A network in integers, and how to call its layers.
   *
   * @param scales of its activations, stored with it or calibrated here
   */
  public record Quantised(QuantisedNetwork network, LayerLabels labels, Map<String, ActivationScale> scales) {}

  /** Integers, and the scales that gave them. */
  private record Calibrated(Quantisation quantisation, Map<String, ActivationScale> scales) {}

  /**
   * The network in integers.
   *
   * @param samples asked only if the network does not know the scales of its activations
   * @param err where warnings go
   */
  public static Quantised apply(CompressedNetwork network, Supplier<Samples> samples, PrintWriter err) {
    network.notices().forEach(notice -> err.println("note: " + network.graph().name() + ": " + notice.line()));
    Calibrated calibrated = network.activations().isEmpty()
        ? Progress.during("calibrating " + network.graph().name(), () -> calibrated(network.graph(), samples.get()))
        : Progress.during("quantising " + network.graph().name(), () -> new Calibrated(
            Quantiser.quantise(network.graph(), network.activations()), network.activations()));
    Quantisation quantisation = calibrated.quantisation();
    LayerLabels labels = LayerLabels.of(network.graph(), quantisation.network());
    LayerNote.lines(quantisation.warnings(), labels::of).forEach(line -> err.println("note: " + network.graph().name() + ": " + line));
    return new Quantised(quantisation.network(), labels, calibrated.scales());
  }

  /** The network with scales estimated from its weights where it has none: for cycles and traffic, which no value changes. */
  public static CompressedNetwork estimated(CompressedNetwork network) {
    if (!network.activations().isEmpty()) {
      return network;
    }
    var scales = EstimateRanges.of(network.graph());
    return new CompressedNetwork(network.graph(), network.inputs(), scales, network.notices(), network.expanded());
  }

  private static Calibrated calibrated(FloatGraph graph, Samples samples) {
    FloatGraph equalised = EqualiseChannels.apply(graph, samples);
    Map<?, ?> scales = Kept.ofThisRun().get("scales", List.of(equalised, CompressNetwork.RANGE, content(equalised, samples)), Map.class,
        () -> new CalibrateRanges(CompressNetwork.RANGE).calibrate(equalised, samples));
    Map<String, ActivationScale> named = new LinkedHashMap<>();
    scales.forEach((name, scale) -> named.put((String) name, (ActivationScale) scale));
    return new Calibrated(Quantiser.quantise(equalised, named), named);
  }

  /** All that a calibration reads of {@code samples}. */
  private static List<Object> content(FloatGraph graph, Samples samples) {
    List<Object> content = new ArrayList<>();
    for (int i = 0; i < samples.count(); i++) {
      content.add(new TreeMap<>(samples.real(i)));
    }
    for (FloatGraph.Node node : graph.nodes()) {
      content.add(samples.limit(node.name()));
      if (node instanceof FloatGraph.Input) {
        content.add(samples.signed(node.name()));
      }
    }
    return content;
  }
}
