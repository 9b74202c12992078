package org.lexicore.compiler.compress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.quantise.Ohwi;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.FloatGraph.Node;
import org.lexicore.model.network.FloatGraph.Weight;
import org.lexicore.model.network.LayerWeights;

/**
 * Compresses a float network layer by layer, first to last, without training.
 *
 * <p>With calibration samples each layer is fitted to the float layer's outputs on the inputs that the layers compressed before it
 * give; without them, to its weights. Layers that have codes already keep them.
 */
public final class Compressor {
  private final CompressionScheme scheme;
  private final LayerSelection selection;
  private final long seed;

  /** A compressor; the same seed and network give the same result on any machine. */
  public Compressor(CompressionScheme scheme, LayerSelection selection, long seed) {
    this.scheme = scheme;
    this.selection = selection;
    this.seed = seed;
  }

  /** Compresses with nothing but the weights to go by. */
  public Compression compress(FloatGraph graph) {
    return compress(UniqueWeightNames.in(graph), Optional.empty(), report -> { });
  }

  /**
   * Compresses with calibration samples.
   *
   * @param progress hears of each layer as it is done
   */
  public Compression compress(FloatGraph graph, Samples samples, Consumer<LayerReport> progress) {
    FloatGraph named = UniqueWeightNames.in(graph);
    return compress(named, Optional.of(new Frontier(named, samples)), progress);
  }

  private Compression compress(FloatGraph graph, Optional<Frontier> frontier, Consumer<LayerReport> progress) {
    Set<String> chosen = scheme instanceof CompressionScheme.Int8 ? Set.of() : selection.choose(graph);
    List<Node> nodes = new ArrayList<>();
    List<LayerReport> reports = new ArrayList<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node before = graph.nodes().get(i);
      Node after = before;
      if (ForgetCodes.isCoded(before)) {
        reports.add(kept((Conv) before));
        progress.accept(reports.getLast());
      } else if (before instanceof Conv conv) {
        Optional<CalibratedTarget> calibrated = frontier.map(it -> CalibratedTarget.of(conv, it, seed));
        after = compress(conv, chosen.contains(conv.weightName()), calibrated, reports);
        progress.accept(reports.getLast());
      }
      nodes.add(after);
      int position = i;
      Node replacement = after;
      frontier.ifPresent(it -> it.pass(position, before, replacement));
    }
    FloatGraph compressed = graph.with(nodes);
    return new Compression(compressed, reports, BitsPerWeight.of(compressed), frontier.map(Frontier::ranges));
  }

  private Conv compress(Conv conv, boolean chosen, Optional<CalibratedTarget> calibrated, List<LayerReport> reports) {
    Weight weight = conv.weight();
    RowTarget target = calibrated.map(CalibratedTarget::target)
        .orElseGet(() -> RowTarget.uniform(Ohwi.of(weight), weight.outputs()));
    LayerCoder coder = new LayerCoder(target, seed);
    LayerCoder.Coding coding = !chosen ? coder.plain() : switch (scheme) {
      case CompressionScheme.Int8 it -> coder.plain();
      case CompressionScheme.PerLayer it -> coder.fit(conv.weightName(), it.k(), it.d());
      case CompressionScheme.Universal it -> coder.use(it.codebook());
    };
    float[][] values = values(coding, target.length());
    reports.add(report(conv, coding, target, values));
    float[] bias = calibrated.map(it -> it.bias(conv, values)).orElse(conv.bias());
    Weight coded = new IntegerWeight(
        weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX(), coding.weights(), coding.scales());
    return new Conv(
        conv.name(), conv.shape(), conv.input(), conv.weightName(), coded, bias, conv.window(), conv.groups());
  }

  private static LayerReport kept(Conv conv) {
    LayerWeights.Coded codes = (LayerWeights.Coded) ((IntegerWeight) conv.weight()).integers();
    return new LayerReport(conv.weightName(), "kept", codes.codebook().k(), codes.codebook().d(), 0);
  }

  private static float[][] values(LayerCoder.Coding coding, int length) {
    float[][] values = new float[coding.scales().length][length];
    for (int row = 0; row < values.length; row++) {
      for (int i = 0; i < length; i++) {
        values[row][i] = coding.weights().weight(row, i) * coding.scales()[row];
      }
    }
    return values;
  }

  private LayerReport report(Conv conv, LayerCoder.Coding coding, RowTarget target, float[][] values) {
    double error = sum(target.costs(values));
    double power = sum(target.powers());
    double relative = power == 0 ? 0 : error / power;
    return switch (coding.weights()) {
      case LayerWeights.Plain it -> new LayerReport(conv.weightName(), "int8", 0, 1, relative);
      case LayerWeights.Coded it -> {
        String name = scheme instanceof CompressionScheme.Universal ? "universal" : "per-layer";
        yield new LayerReport(conv.weightName(), name, it.codebook().k(), it.codebook().d(), relative);
      }
    };
  }

  /** In order, unlike a stream's. */
  private static double sum(double[] elements) {
    double sum = 0;
    for (double element : elements) {
      sum += element;
    }
    return sum;
  }
}
