package org.lexicore.compiler.quantise;

import java.util.Arrays;
import java.util.List;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.compiler.note.LayerNote.Amount;
import org.lexicore.compiler.note.LayerNote.Measure;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.FloatGraph.RealWeight;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedTensor;

/** Pass 3, per layer: weights and bias as integers. */
final class QuantiseWeights {
  /** Largest magnitude of a bias: leaves as much of the int32 range again to the products. */
  static final double BIAS_LIMIT = 0x1p30;

  /**
   * A layer's integers.
   *
   * @param scales one positive real per output channel: real weight = integer × scale
   * @param bias in units of input scale × weight scale
   */
  record Integers(LayerWeights weights, double[] scales, int[] bias) {}

  private QuantiseWeights() {}

  /**
   * Float weights become symmetric int8 with a scale per output channel; integers in the file are kept exactly.
   *
   * @param input the tensor that the convolution reads; output channel o adds up elements of one scale, {@code input.scale(o)}
   */
  static Integers quantise(Conv conv, QuantisedTensor input, Problems problems, List<LayerNote> warnings) {
    return switch (conv.weight()) {
      case RealWeight weight -> quantise(conv, weight, input);
      case IntegerWeight weight -> keep(conv, weight, input, problems, warnings);
    };
  }

  /** Scale below which the bias of channel {@code o} would not fit its integer. */
  private static double smallestScale(Conv conv, int o, QuantisedTensor input) {
    return Math.max(0x1p-100, Math.abs(conv.bias()[o]) / (input.scale(o) * BIAS_LIMIT));
  }

  private static Integers quantise(Conv conv, RealWeight weight, QuantisedTensor input) {
    float[] ohwi = Ohwi.of(weight);
    int row = ohwi.length / weight.outputs();
    byte[] values = new byte[ohwi.length];
    double[] scales = new double[weight.outputs()];
    for (int o = 0; o < scales.length; o++) {
      double largest = 0;
      for (int k = 0; k < row; k++) {
        largest = Math.max(largest, Math.abs(ohwi[o * row + k]));
      }
      // A dead channel's weights vanish in the bias's resolution; its bias must not.
      scales[o] = Math.max(largest / 127, smallestScale(conv, o, input));
      for (int k = 0; k < row; k++) {
        values[o * row + k] = (byte) Math.round(ohwi[o * row + k] / scales[o]);
      }
    }
    return new Integers(new LayerWeights.Plain(scales.length, row, values), scales, bias(conv, scales, input));
  }

  private static Integers keep(
      Conv conv, IntegerWeight weight, QuantisedTensor input, Problems problems, List<LayerNote> warnings) {
    double[] scales = new double[weight.outputs()];
    boolean[] negative = new boolean[scales.length];
    int enlarged = 0;
    double most = 1;
    for (int o = 0; o < scales.length; o++) {
      double scale = weight.scale()[weight.scale().length == 1 ? 0 : o];
      negative[o] = scale < 0;
      scales[o] = Math.max(Math.abs(scale), smallestScale(conv, o, input));
      if (scale != 0 && scales[o] > Math.abs(scale)) {
        enlarged++;
        most = Math.max(most, scales[o] / Math.abs(scale));
      }
    }
    if (enlarged > 0) {
      warnings.add(new LayerNote(conv.name(), "weights are so small beside their bias that they are enlarged",
          List.of(new Amount(Measure.CHANNELS, enlarged), new Amount(Measure.FACTOR, most))));
    }
    return new Integers(flip(conv, weight.integers(), negative, problems), scales, bias(conv, scales, input));
  }

  private static LayerWeights.Fixed flip(Conv conv, LayerWeights.Fixed weights, boolean[] negative, Problems problems) {
    return switch (weights) {
      case LayerWeights.Plain plain -> {
        byte[] values = plain.values().clone();
        for (int i = 0; i < values.length; i++) {
          values[i] = negative[i / plain.rowLength()] ? (byte) -values[i] : values[i];
        }
        yield new LayerWeights.Plain(plain.outputs(), plain.rowLength(), values);
      }
      case LayerWeights.Coded coded -> {
        for (int o = 0; o < negative.length; o++) {
          problems.require(
              !negative[o], "%s: the scale of output channel %d is negative, which codewords cannot absorb; compress with positive scales",
              conv.weightName(), o);
        }
        yield coded;
      }
    };
  }

  private static int[] bias(Conv conv, double[] scales, QuantisedTensor input) {
    int[] bias = new int[scales.length];
    for (int o = 0; o < bias.length; o++) {
      bias[o] = (int) Math.max(-BIAS_LIMIT, Math.min(BIAS_LIMIT, Math.rint(conv.bias()[o] / (input.scale(o) * scales[o]))));
    }
    return bias;
  }

  /** Weights that are another tensor: one scale for all, and no bias. */
  static Integers streamed(FloatGraph.Product product, QuantisedTensor tensor) {
    LayerWeights.Streamed weights = new LayerWeights.Streamed(tensor, product.groups(), product.outputs());
    double[] scales = new double[weights.outputs()];
    Arrays.fill(scales, tensor.scale());
    return new Integers(weights, scales, new int[scales.length]);
  }

  /** Weights that pass {@code channels} channels on unchanged. */
  static Integers identity(int channels) {
    byte[] ones = new byte[channels];
    Arrays.fill(ones, (byte) 1);
    double[] scales = new double[channels];
    Arrays.fill(scales, 1);
    return new Integers(new LayerWeights.Plain(channels, 1, ones), scales, new int[channels]);
  }
}
