package org.lexicore.compiler.onnx;

import java.util.Arrays;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;

/** Elementwise operators: sums of two activations, clamps, and arithmetic with one constant a channel. */
final class LowerArithmetic {
  private LowerArithmetic() {}

  static void add(Operation operation, Lowering lowering) {
    if (lowering.isConstant(operation, 0) || lowering.isConstant(operation, 1)) {
      int constant = lowering.isConstant(operation, 1) ? 1 : 0;
      affine(operation, constant, lowering, 1, 1);
      return;
    }
    View left = lowering.view(operation, 0);
    View right = lowering.view(operation, 1);
    Shape shape = lowering.shape(left);
    if (!Arrays.equals(left.dims(), right.dims())) {
      throw new NotTaken(
          "adds " + Extents.text(left.dims()) + " and " + Extents.text(right.dims()),
          "broadcasting of activations is not supported: give both the same extents");
    }
    if (!shape.equals(lowering.shape(right))) {
      throw new NotTaken(
          "adds flattened maps of " + shape + " and " + lowering.shape(right), "add maps of one shape before they are flattened");
    }
    lowering.make(new FloatGraph.Add(operation.output(), shape, left.draft(), right.draft()), left.dims());
  }

  static void subtract(Operation operation, Lowering lowering) {
    if (lowering.isConstant(operation, 1)) {
      affine(operation, 1, lowering, 1, -1);
    } else if (lowering.isConstant(operation, 0)) {
      affine(operation, 0, lowering, -1, 1);
    } else {
      throw new NotTaken("the difference of two activations is not supported", "write it as a sum");
    }
  }

  /** {@code sign · x + constantSign · c}. */
  private static void affine(Operation operation, int constant, Lowering lowering, float sign, float constantSign) {
    View view = lowering.view(operation, 1 - constant);
    int channels = lowering.shape(view).channels();
    float[] shift = Parameters.perChannel(operation, constant, view, channels, lowering);
    for (int c = 0; c < channels; c++) {
      shift[c] *= constantSign;
    }
    affine(operation, view, constant, Parameters.all(channels, sign), shift, lowering);
  }

  static void multiply(Operation operation, Lowering lowering) {
    if (!lowering.isConstant(operation, 0) && !lowering.isConstant(operation, 1)) {
      throw new NotTaken("the product of two activations is not supported", "only constant factors are");
    }
    int constant = lowering.isConstant(operation, 1) ? 1 : 0;
    View view = lowering.view(operation, 1 - constant);
    int channels = lowering.shape(view).channels();
    float[] scale = Parameters.perChannel(operation, constant, view, channels, lowering);
    affine(operation, view, constant, scale, new float[channels], lowering);
  }

  static void divide(Operation operation, Lowering lowering) {
    if (!lowering.isConstant(operation, 1)) {
      throw new NotTaken("division by an activation is not supported", "only constant divisors are");
    }
    View view = lowering.view(operation, 0);
    int channels = lowering.shape(view).channels();
    float[] scale = Parameters.perChannel(operation, 1, view, channels, lowering);
    for (int c = 0; c < channels; c++) {
      if (scale[c] == 0) {
        throw new NotTaken("divides by zero in channel " + c, "train or export the network again");
      }
      scale[c] = 1 / scale[c];
    }
    affine(operation, view, 1, scale, new float[channels], lowering);
  }

  private static void affine(Operation operation, View view, int parameter, float[] scale, float[] shift, Lowering lowering) {
    String name = lowering.origin(operation, parameter);
    lowering.make(new Draft.Affine(operation.output(), lowering.shape(view), view.draft(), name, scale, shift), view.dims());
  }

  static void batchNormalization(Operation operation, Lowering lowering) {
    if (operation.attributes().integer("training_mode", 0) != 0) {
      throw new NotTaken("is in training mode", "export the network for inference");
    }
    View view = lowering.view(operation, 0);
    int channels = lowering.shape(view).channels();
    if (view.dims().length < 2 || view.dims()[1] != channels) {
      throw new NotTaken("normalises " + lowering.shape(view) + " seen as " + Extents.text(view.dims()), "put it before the reshaping");
    }
    float[][] given = new float[5][];
    for (int operand = 1; operand < 5; operand++) {
      given[operand] = Parameters.vector(operation, operand, channels, lowering);
    }
    double epsilon = operation.attributes().real("epsilon", 1e-5f);
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    for (int c = 0; c < channels; c++) {
      double factor = given[1][c] / Math.sqrt(given[4][c] + epsilon);
      if (!Double.isFinite(factor)) {
        String variance = "the variance of channel " + c + " is " + given[4][c];
        lowering.note(operation, new NotTaken(variance, "train or export the network again"));
        break;
      }
      scale[c] = (float) factor;
      shift[c] = (float) (given[2][c] - given[3][c] * factor);
    }
    affine(operation, view, 1, scale, shift, lowering);
  }

  static void relu(Operation operation, Lowering lowering) {
    clamp(operation, 0, Float.POSITIVE_INFINITY, lowering);
  }

  static void clip(Operation operation, Lowering lowering) {
    Attributes given = operation.attributes();
    float lowest = bound(operation, 1, given.real("min", Float.NEGATIVE_INFINITY), lowering);
    float highest = bound(operation, 2, given.real("max", Float.POSITIVE_INFINITY), lowering);
    if (!(lowest <= highest)) {
      throw new NotTaken("its bounds are " + lowest + " and " + highest, "give the smaller one first");
    }
    clamp(operation, lowest, highest, lowering);
  }

  private static float bound(Operation operation, int operand, float absent, Lowering lowering) {
    return lowering.constant(operation, operand).filter(tensor -> tensor.size() == 1).map(tensor -> (float) tensor.at(0)).orElse(absent);
  }

  private static void clamp(Operation operation, float lowest, float highest, Lowering lowering) {
    View view = lowering.view(operation, 0);
    lowering.make(new FloatGraph.Clamp(operation.output(), lowering.shape(view), view.draft(), lowest, highest), view.dims());
  }
}
