package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.FloatWeight;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.FloatGraph.RealWeight;
import org.lexicore.model.network.host.Normalise;

/**
 * Pass: folds BatchNormalization, constant biases and factors into the convolution or layer normalisation before
 * them, if nothing else reads that one.
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
        folded = folded(affine, drafts, uses);
        if (folded != affine) {
          drafts.remove(affine.input());
        }
      }
      drafts.put(draft.name(), folded);
    }
    return graph.with(new ArrayList<>(drafts.values()));
  }

  private static Draft folded(Draft.Affine affine, Map<String, Draft> drafts, Map<String, Integer> uses) {
    return switch (drafts.get(affine.input())) {
      case Draft.Affine first -> composed(affine, first);
      case Draft.Padding padding -> affine;
      case Draft.Plain plain ->
          switch (plain.node()) {
            case Conv conv -> new Draft.Plain(folded(affine, conv));
            case FloatGraph.Host host when host.operation() instanceof Normalise normalise -> folded(affine, host, normalise);
            case FloatGraph.Product product -> folded(affine, product, drafts, uses);
            case FloatGraph.Node other -> affine;
          };
    };
  }

  private static Draft folded(Draft.Affine affine, FloatGraph.Host host, Normalise normalise) {
    float[] gamma = normalise.gamma().clone();
    for (int c = 0; c < gamma.length; c++) {
      gamma[c] *= affine.scale()[c];
    }
    Normalise scaled = new Normalise(normalise.epsilon(), gamma, shifted(affine, normalise.beta()));
    return new Draft.Plain(new FloatGraph.Host(affine.name(), host.shape(), host.inputs(), scaled));
  }

  /** One factor for a whole product, such as an attention's 1/√width, goes into the convolution that makes its input. */
  private static Draft folded(Draft.Affine affine, FloatGraph.Product product, Map<String, Draft> drafts, Map<String, Integer> uses) {
    boolean factor = FuseElementwise.isUniform(affine) && affine.shift()[0] == 0 && uses.get(product.input()) == 1;
    if (!factor || !(drafts.get(product.input()) instanceof Draft.Plain plain && plain.node() instanceof Conv conv)) {
      return affine;
    }
    float[] factors = Parameters.all(conv.bias().length, affine.scale()[0]);
    Draft.Affine inner = new Draft.Affine(conv.name(), conv.shape(), conv.input(), conv.weightName(), factors, new float[factors.length]);
    drafts.put(conv.name(), new Draft.Plain(folded(inner, conv)));
    return new Draft.Plain(
        new FloatGraph.Product(affine.name(), product.shape(), product.input(), product.weights(), product.groups(), product.outputs()));
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
      case RealWeight real -> scaled(real, factors);
      case IntegerWeight coded -> scaled(coded, factors);
    };
  }

  private static FloatWeight scaled(RealWeight weight, float[] factors) {
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
