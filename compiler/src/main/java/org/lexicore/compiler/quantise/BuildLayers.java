package org.lexicore.compiler.quantise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.Product;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedLayer.Pool;
import org.lexicore.model.network.QuantisedLayer.PoolKind;
import org.lexicore.model.network.QuantisedLayer.Residual;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Step;
import org.lexicore.model.network.Storage;
import org.lexicore.model.network.Window;

/** Pass 4: makes a layer of each group, operands first, so that a layer knows how its input is stored. */
final class BuildLayers {
  private final Map<String, ActivationScale> scales;
  private final ChooseStorage storage;
  private final Map<String, QuantisedTensor> tensors = new LinkedHashMap<>();
  private final Problems problems;
  private final List<LayerNote> warnings;

  /**
   * A pass over one network.
   *
   * @param scales node name → how its tensor is stored
   * @param storage how wide tensors are
   * @param problems what cannot be built is added here
   * @param warnings what may cost accuracy is added here
   */
  BuildLayers(Map<String, ActivationScale> scales, ChooseStorage storage, Problems problems, List<LayerNote> warnings) {
    this.scales = scales;
    this.storage = storage;
    this.problems = problems;
    this.warnings = warnings;
  }

  /** Every tensor between steps, by node name: the network's inputs, then one per step built. */
  Map<String, QuantisedTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /** Declares a network input. */
  QuantisedTensor input(FloatGraph.Input input) {
    ActivationScale scale = scales.get(input.name());
    QuantisedTensor tensor = new QuantisedTensor(input.name(), input.shape(), scale.scale(), storage.of(input.name(), scale.signed()));
    tensors.put(input.name(), tensor);
    return tensor;
  }

  /** Builds one step; its operands were built before. */
  Step build(StepGroup group) {
    Step step = switch (group) {
      case LayerGroup layer -> build(layer);
      case HostGroup host -> new BuildHostSteps(scales, storage).build(host, tensors);
    };
    tensors.put(step.output().name(), step.output());
    return step;
  }

  private QuantisedLayer build(LayerGroup group) {
    QuantisedTensor input = tensors.get(group.input());
    ActivationScale stored = stored(group, input);
    ActivationScale beforePool = beforePool(group, input, stored);
    QuantisedTensor output =
        new QuantisedTensor(group.last().name(), group.last().shape(), stored.scale(), Storage.ofBytes(stored.signed()), stored.spread());
    QuantiseWeights.Integers integers = integers(group, input);
    return new QuantisedLayer(
        group.name(),
        input,
        integers.weights(),
        group.conv().map(Conv::window).orElse(Window.POINT),
        groups(group, input),
        integers.bias(),
        requantisations(group, input, integers.scales(), output, beforePool.scale()),
        group.residual().map(operand -> residual(group, tensors.get(operand), beforePool.scale())),
        Math.max(clamp(group.lowest(), beforePool), lowest(output.name(), beforePool)),
        clamp(group.highest(), beforePool),
        group.pool().map(pool -> pool(pool, beforePool, stored)),
        output,
        group.members().stream().map(FloatGraph.Node::name).toList());
  }

  private QuantiseWeights.Integers integers(LayerGroup group, QuantisedTensor input) {
    if (group.product().isPresent()) {
      return QuantiseWeights.streamed(group.product().get(), tensors.get(group.product().get().weights()));
    }
    return group.conv().map(conv -> QuantiseWeights.quantise(conv, input, problems, warnings))
        .orElseGet(() -> QuantiseWeights.identity(input.shape().channels()));
  }

  private static int groups(LayerGroup group, QuantisedTensor input) {
    return group.conv().map(Conv::groups).or(() -> group.product().map(Product::groups)).orElse(input.shape().channels());
  }

  /** The smallest integer of tensor {@code name}: what is read as weights never holds −128. */
  private int lowest(String name, ActivationScale stored) {
    return storage.isWeights(name) ? -Byte.MAX_VALUE : stored.lowest();
  }

  /** Whether the layer's integers are those that it reads: not where unsigned ones have to become signed. */
  private boolean keepsIntegers(LayerGroup group, QuantisedTensor input) {
    return group.keepsIntegers() && (input.signed() || !storage.isWeights(group.last().name()));
  }

  /** How the layer's result is stored: a largest element or a clamp alone keeps the integers it reads. */
  private ActivationScale stored(LayerGroup group, QuantisedTensor input) {
    ActivationScale calibrated = scales.get(group.last().name());
    return keepsIntegers(group, input) && !group.averages()
        ? new ActivationScale(input.scale(), input.signed() && calibrated.signed())
        : calibrated;
  }

  private ActivationScale beforePool(LayerGroup group, QuantisedTensor input, ActivationScale stored) {
    if (!group.averages()) {
      return stored;
    }
    ActivationScale calibrated = scales.get(group.beforePool());
    return keepsIntegers(group, input) ? new ActivationScale(input.scale(), input.signed() && calibrated.signed()) : calibrated;
  }

  /**
   * One for each output channel.
   *
   * @param scale of the sum, before a pool
   */
  private List<Requantisation> requantisations(
      LayerGroup group, QuantisedTensor input, double[] weightScales, QuantisedTensor output, double scale) {
    if (keepsIntegers(group, input)) {
      return Collections.nCopies(weightScales.length, Requantisation.IDENTITY);
    }
    List<Requantisation> requantisations = new ArrayList<>();
    for (int o = 0; o < weightScales.length; o++) {
      double sum = input.scale(o) * weightScales[o];
      requantisations.add(requantisation(group.name(), sum / (output.spread().isEmpty() ? scale : output.scale(o))));
    }
    return requantisations;
  }

  private Requantisation requantisation(String layer, double factor) {
    if (factor < 1 << 15) {
      return Requantisation.of(factor);
    }
    problems.add(
        "%s: the result would have to be requantised by %.3g, the hardware reaches 32768; the tensor's calibrated range is too small",
        layer, factor);
    return Requantisation.IDENTITY;
  }

  private Residual residual(LayerGroup group, QuantisedTensor operand, double outputScale) {
    return new Residual(operand, requantisation(group.name(), operand.scale() / outputScale));
  }

  private static int clamp(float bound, ActivationScale stored) {
    return (int) Math.max(stored.lowest(), Math.min(stored.highest(), Math.rint(bound / stored.scale())));
  }

  private Pool pool(FusedPool pool, ActivationScale before, ActivationScale after) {
    Window window = pool.window();
    problems.require(
        window.dilationY() == 1 && window.dilationX() == 1,
        "%s: pooling with dilation is not supported; use dilations=[1, 1]", pool.name());
    problems.require(
        pool.oneDivisor(),
        "%s: the average leaves padding out of its divisor, which then differs from window to window; export with"
            + " count_include_pad=1 or without padding", pool.name());
    Requantisation requantisation = switch (pool.kind()) {
      case MAX -> Requantisation.IDENTITY;
      case SUM -> requantisation(pool.name(), before.scale() / (pool.area() * after.scale()));
    };
    return new Pool(pool.kind(), window, requantisation, lowest(pool.name(), after), after.highest());
  }
}
