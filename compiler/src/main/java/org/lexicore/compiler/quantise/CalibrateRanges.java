package org.lexicore.compiler.quantise;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Storage;
import org.lexicore.model.network.host.Softmax;

/** Pass 1: runs the float network on calibration samples and chooses every tensor's 8-bit scale. */
public final class CalibrateRanges {
  private static final int SAMPLES_AT_ONCE = 16;

  /** What lies beyond the calibration samples' largest value still fits: wide integers have bits to spare. */
  private static final int STEPS_OF_16_BITS = 1 << 14;

  private static final int STEPS_OF_32_BITS = 1 << 24;

  /** A channel's scale is at least this share of the largest one, for what is larger than in any calibration sample. */
  private static final double LEAST_SPREAD = 0x1p-8;

  private final RangeChoice choice;

  /**
   * A pass that clips as {@code choice} says.
   *
   * @param choice applied to what the array makes, except the network's inputs and outputs, which keep their largest value, for it decides
   *     the answer, and tensors with a scale for each channel, which keep each channel's largest
   */
  public CalibrateRanges(RangeChoice choice) {
    this.choice = choice;
  }

  /**
   * The scale of each tensor of {@code graph}, by node name, in the graph's order.
   *
   * @throws org.lexicore.model.InputException if there is no sample, or a tensor holds an infinity or a NaN
   */
  public Map<String, ActivationScale> calibrate(FloatGraph graph, Samples samples) {
    return calibrate(graph, samples, histograms(graph, samples)::get);
  }

  /**
   * As above, where {@code samples} have been run.
   *
   * @param ranges of all nodes of {@code graph}
   */
  public Map<String, ActivationScale> calibrate(FloatGraph graph, Samples samples, TensorRanges ranges) {
    return calibrate(graph, samples, ranges::of);
  }

  private Map<String, ActivationScale> calibrate(FloatGraph graph, Samples samples, Function<String, MagnitudeHistogram> histograms) {
    Problems problems = new Problems();
    problems.require(samples.count() > 0, "calibration: there are no samples; give at least one");
    problems.throwIfAny();
    List<StepGroup> groups = FuseNodes.fuse(graph);
    Set<String> spread = SpreadChannels.in(graph, groups);
    Map<String, Boolean> nonNegative = NonNegative.tensors(graph);
    ChooseStorage storage = ChooseStorage.of(graph, groups);
    Map<String, Integer> numbers = ChannelNumbers.in(graph);
    Set<String> outputs = new LinkedHashSet<>(graph.outputs().values());
    Map<String, ActivationScale> scales = new LinkedHashMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      MagnitudeHistogram histogram = histograms.apply(node.name());
      problems.require(
          histogram.finite(),
          "%s: the float network makes an infinity or a NaN here; check the calibration samples and their normalisation",
          node.name());
      boolean signed = node instanceof FloatGraph.Input input ? samples.signed(input.name()) : !nonNegative.get(node.name());
      boolean exact = outputs.contains(node.name()) || node instanceof FloatGraph.Input;
      RangeChoice chosen = exact ? new RangeChoice.Largest() : node instanceof FloatGraph.Host ? new RangeChoice.LongTail(choice) : choice;
      OptionalDouble known = isShare(node) ? OptionalDouble.of(1) : samples.limit(node.name());
      Storage stored = storage.of(node.name(), signed);
      if (numbers.containsKey(node.name()) && numbers.get(node.name()) <= stored.highest()) {
        scales.put(node.name(), new ActivationScale(1, stored != Storage.UINT8));
        continue;
      }
      scales.put(node.name(), spread.contains(node.name()) ? spread(stored, histogram) : scale(stored, histogram, chosen, known));
    }
    problems.throwIfAny();
    return scales;
  }

  private static ActivationScale scale(Storage storage, MagnitudeHistogram histogram, RangeChoice choice, OptionalDouble known) {
    double largest = known.orElseGet(() -> new RangeChoice.Largest().limit(histogram, 0));
    return switch (storage) {
      case UINT8, INT8 -> {
        int steps = storage.highest();
        yield new ActivationScale(known.orElseGet(() -> choice.limit(histogram, steps)) / steps, storage == Storage.INT8);
      }
      case INT16 -> new ActivationScale(largest / STEPS_OF_16_BITS, true);
      case INT32 -> new ActivationScale(histogram.whole() ? 1 : largest / STEPS_OF_32_BITS, true);
    };
  }

  private static ActivationScale spread(Storage storage, MagnitudeHistogram histogram) {
    double largest = new RangeChoice.Largest().limit(histogram, 0);
    List<Double> spread = Arrays.stream(histogram.peaks()).mapToObj(peak -> Math.max(LEAST_SPREAD, peak / largest)).toList();
    return new ActivationScale(largest / storage.highest(), storage == Storage.INT8, spread);
  }

  /** Whether the values are shares of one, whatever the samples show. */
  private static boolean isShare(FloatGraph.Node node) {
    return node instanceof FloatGraph.Host host && host.operation() instanceof Softmax;
  }

  private Map<String, MagnitudeHistogram> histograms(FloatGraph graph, Samples samples) {
    Map<String, MagnitudeHistogram> total = empty(graph);
    FloatExecutor executor = new FloatExecutor(graph);
    int blocks = (samples.count() + SAMPLES_AT_ONCE - 1) / SAMPLES_AT_ONCE;
    IntStream.range(0, blocks)
        .parallel()
        .mapToObj(block -> block(graph, executor, samples, block * SAMPLES_AT_ONCE))
        .forEach(
            part -> {
              synchronized (total) {
                part.forEach((name, histogram) -> total.get(name).merge(histogram));
              }
            });
    return total;
  }

  private Map<String, MagnitudeHistogram> block(FloatGraph graph, FloatExecutor executor, Samples samples, int from) {
    Map<String, MagnitudeHistogram> part = empty(graph);
    for (int i = from; i < Math.min(samples.count(), from + SAMPLES_AT_ONCE); i++) {
      Map<String, float[]> tensors = executor.run(samples.real(i));
      part.forEach((name, histogram) -> histogram.add(tensors.get(name)));
    }
    return part;
  }

  private static Map<String, MagnitudeHistogram> empty(FloatGraph graph) {
    Map<String, MagnitudeHistogram> histograms = new LinkedHashMap<>();
    graph.nodes().forEach(node -> histograms.put(node.name(), new MagnitudeHistogram(node.shape().channels())));
    return histograms;
  }
}
