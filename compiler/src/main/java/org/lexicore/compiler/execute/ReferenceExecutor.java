package org.lexicore.compiler.execute;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Step;

/**
 * The plain meaning of a quantised network: layer by layer, whole tensors, one int per element, nothing tiled or fused.
 *
 * <p>Everything else that runs the network is held against it. Immutable; usable from several threads at once.
 */
public final class ReferenceExecutor {
  private final QuantisedNetwork network;

  /** By layer, where the weights are known beforehand. */
  private final Map<String, IntegerConvolution> convolutions = new HashMap<>();

  /** An executor of {@code network}, with its weights decoded. */
  public ReferenceExecutor(QuantisedNetwork network) {
    this.network = network;
    for (QuantisedLayer layer : network.layers()) {
      if (layer.weights() instanceof LayerWeights.Fixed fixed) {
        convolutions.put(layer.name(), new IntegerConvolution(layer, fixed));
      }
    }
  }

  /** Runs one sample: the network's outputs for its inputs, both in its order, integers, channel-major. */
  public List<int[]> outputs(List<int[]> inputs) {
    Map<String, int[]> named = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(network.inputs().get(i).name(), inputs.get(i));
    }
    Map<String, int[]> tensors = run(named);
    return network.outputs().stream().map(output -> tensors.get(output.name())).toList();
  }

  /**
   * Runs one sample.
   *
   * @param inputs input name → integers, channel-major {@code [channels, height, width]}
   * @return tensor name → integers, channel-major: the inputs and each step's output
   */
  public Map<String, int[]> run(Map<String, int[]> inputs) {
    Map<String, int[]> tensors = new LinkedHashMap<>(inputs);
    for (Step step : network.steps()) {
      int[] output = switch (step) {
        case QuantisedLayer layer -> run(layer, tensors);
        case HostStep host -> host.apply(host.operands().stream().map(operand -> tensors.get(operand.name())).toList());
      };
      tensors.put(step.output().name(), output);
    }
    return tensors;
  }

  private int[] run(QuantisedLayer layer, Map<String, int[]> tensors) {
    int[] sums = convolution(layer, tensors).run(tensors.get(layer.input().name()));
    int[] clamped = drain(layer, sums, tensors);
    return layer.pool().map(pool -> IntegerPool.run(pool, layer.convolved(), clamped)).orElse(clamped);
  }

  private IntegerConvolution convolution(QuantisedLayer layer, Map<String, int[]> tensors) {
    return switch (layer.weights()) {
      case LayerWeights.Fixed fixed -> convolutions.get(layer.name());
      case LayerWeights.Streamed streamed -> new IntegerConvolution(layer, streamed.of(tensors.get(streamed.tensor().name())));
    };
  }

  /** Requantises the sums, adds the residual and clamps. */
  private static int[] drain(QuantisedLayer layer, int[] sums, Map<String, int[]> tensors) {
    Shape shape = layer.convolved();
    int pixels = shape.height() * shape.width();
    int[] values = new int[sums.length];
    for (int i = 0; i < sums.length; i++) {
      values[i] = layer.requantisations().get(i / pixels).apply(sums[i]);
    }
    layer.residual().ifPresent(residual -> {
      int[] operand = tensors.get(residual.operand().name());
      for (int i = 0; i < values.length; i++) {
        values[i] += residual.requantisation().apply(operand[i]);
      }
    });
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(layer.lowest(), Math.min(layer.highest(), values[i]));
    }
    return values;
  }
}
