package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.compiler.onnx.proto.AttributeProto;

/**
 * The functions of a recurrent layer's gates, by ONNX's {@code activations}, {@code activation_alpha},
 * {@code activation_beta} and {@code clip}.
 */
final class GateFunctions {
  /** One function: an operator with its attributes. */
  private record Function(String type, List<AttributeProto> attributes) {}

  private final List<Function> functions;
  private final float clip;
  private final Expansion expansion;

  private GateFunctions(List<Function> functions, float clip, Expansion expansion) {
    this.functions = functions;
    this.clip = clip;
    this.expansion = expansion;
  }

  /** Those of one direction. */
  static GateFunctions of(Attributes given, String type, int direction, Expansion expansion) {
    List<String> absent = absent(type);
    List<String> names = given.texts("activations");
    if (names.isEmpty()) {
      names = direction == 0 ? absent : List.of(absent, absent).stream().flatMap(List::stream).toList();
    }
    float[] alphas = given.reals("activation_alpha");
    float[] betas = given.reals("activation_beta");
    int alpha = 0;
    int beta = 0;
    List<Function> all = new ArrayList<>();
    for (String name : names) {
      List<AttributeProto> attributes = new ArrayList<>();
      if (takesAlpha(name) && alpha < alphas.length) {
        attributes.add(Protos.real("alpha", alphas[alpha++]));
      }
      if (name.equals("HardSigmoid") && beta < betas.length) {
        attributes.add(Protos.real("beta", betas[beta++]));
      }
      all.add(new Function(name, attributes));
    }
    int first = direction * absent.size();
    if (all.size() < first + absent.size()) {
      throw new NotTaken("has " + all.size() + " activations", "export the network again");
    }
    return new GateFunctions(all.subList(first, first + absent.size()), given.real("clip", 0), expansion);
  }

  private static List<String> absent(String type) {
    return switch (type) {
      case "LSTM" -> List.of("Sigmoid", "Tanh", "Tanh");
      case "GRU" -> List.of("Sigmoid", "Tanh");
      default -> List.of("Tanh");
    };
  }

  private static boolean takesAlpha(String name) {
    return switch (name) {
      case "Sigmoid", "Tanh", "Relu", "Softsign", "Softplus" -> false;
      case "LeakyRelu", "ThresholdedRelu", "HardSigmoid", "Elu" -> true;
      default -> throw new NotTaken("the activation \"" + name + "\" is not supported", "train it with Sigmoid, Tanh or Relu");
    };
  }

  /** Function {@code number} of a sum; clipped before, where the layer says so. */
  String apply(int number, String sum) {
    return applyTo(number, clip > 0 ? expansion.node("Clip", List.of(sum, expansion.number("least", -clip), expansion.number("most", clip))) : sum);
  }

  /** Function {@code number} of a cell, which ONNX Runtime does not clip. */
  String applyTo(int number, String cell) {
    Function function = functions.get(number);
    return expansion.node(function.type(), List.of(cell), function.attributes().toArray(AttributeProto[]::new));
  }
}
