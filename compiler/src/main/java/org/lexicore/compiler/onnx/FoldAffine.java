package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.FloatWeight;
import org.lexicore.model.network.FloatGraph.IntegerWeight;

/**
 * Pass: folds BatchNormalization, constant biases and factors into the convolution before them, if nothing else reads that one.
 *
 * <p>The folded convolution makes the tensor of the last node folded. Of a compressed weight only the scale changes: it takes up the factor
 * of each channel and turns negative where that is negative, so that the integers and codes stay what they are.
 */
final class FoldAffine {
  private FoldAffine() {}

  static DraftGraph fold(DraftGraph graph) {
    Map<String, Integer> uses = graph.uses();
    Map<String, Draft> drafts = new LinkedHashMap<>();
    for (Draft draft : graph.drafts()) {
      Draft folded = draft;
      if (draft instanceof Draft.Affine affine && uses.getOrDefault(affine.input(), 0) == 1) {
        folded = folded(affine, drafts.get(affine.input()));
        if (folded != affine) {
          drafts.remove(affine.input());
        }
      }
      drafts.put(draft.name(), folded);
    }
    return graph.with(new ArrayList<>(drafts.values()));
  }

  private static Draft folded(Draft.Affine affine, Draft before) {
    return switch (before) {
      case Draft.Plain plain when plain.node() instanceof Conv conv -> new Draft.Plain(folded(affine, conv));
      case Draft.Affine first -> composed(affine, first);
      case Draft other -> affine;
    };
  }

  private static Conv folded(Draft.Affine affine, Conv conv) {
    return new Conv(
        affine.name(), conv.shape(), conv.input(), conv.weightName(), scaled(conv.weight(), affine.scale()),
        shifted(affine, conv.bias()), conv.window(), conv.groups());
  }

  private static Draft.Affine composed(Draft.Affine second, Draft.Affine first) {
    float[] scale = first.scale().clone();
    for (int c = 0; c < scale.length; c++) {
      scale[c] *= second.scale()[c];
    }
    return new Draft.Affine(
        second.name(), second.shape(), first.input(), first.parameter(), scale, shifted(second, first.shift()));
  }

  private static float[] shifted(Draft.Affine affine, float[] bias) {
    float[] shifted = new float[bias.length];
    for (int c = 0; c < bias.length; c++) {
      shifted[c] = (float) ((double) affine.scale()[c] * bias[c] + affine.shift()[c]);
    }
    return shifted;
  }

  /** The weight times {@code factors[o]} in each output channel o. */
  static FloatGraph.Weight scaled(FloatGraph.Weight weight, float[] factors) {
    return switch (weight) {
      case FloatWeight real -> scaled(real, factors);
      case IntegerWeight coded -> scaled(coded, factors);
    };
  }

  private static FloatWeight scaled(FloatWeight weight, float[] factors) {
    float[] values = weight.values().clone();
    int row = values.length / factors.length;
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[i / row];
    }
    return new FloatWeight(weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX(), values);
  }

  private static IntegerWeight scaled(IntegerWeight weight, float[] factors) {
    float[] scale = new float[factors.length];
    for (int o = 0; o < scale.length; o++) {
      scale[o] = factors[o] * weight.scale()[weight.scale().length == 1 ? 0 : o];
    }
    return new IntegerWeight(
        weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX(), weight.integers(), scale);
  }
}
