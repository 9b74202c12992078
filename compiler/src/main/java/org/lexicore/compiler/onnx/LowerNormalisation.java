package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Axis;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Normalise;
import org.lexicore.model.network.host.Reduce;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.Softmax;
import org.lexicore.model.network.host.UnaryOperator;

/** Softmax and the normalisations. */
final class LowerNormalisation {
  private LowerNormalisation() {}

  static void batch(Operation operation, Lowering lowering) {
    if (operation.attributes().integer("training_mode", 0) != 0) {
      throw new NotTaken("is in training mode", "export the network for inference");
    }
    View view = lowering.view(operation, 0);
    int channels = view.rank() < 2 ? 1 : view.dims()[1];
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
    View map = view.rank() == 4 && view.dims()[0] == 1 ? lowering.map(operation, 0) : channelMap(view, lowering.drawing());
    String parameter = lowering.constants().origin(operation, 1);
    lowering.drawing().add(new Draft.Affine(operation.output(), lowering.shape(map), map.draft(), parameter, scale, shift));
    lowering.bind(operation, map.on(operation.output()));
  }

  /** The view with axis 1 as channels and all others as pixels. */
  private static View channelMap(View view, Drawing drawing) {
    return drawing.arrangePixels(view, Order.channels(view.rank(), view.rank() < 2 ? new int[0] : new int[] {1}));
  }

  static void softmax(Operation operation, Lowering lowering) {
    View view = axesFrom(operation, lowering);
    View made = softmax(operation.output(), view, axis(operation, view, lowering), lowering.drawing());
    lowering.bind(operation, made.reshaped(lowering.view(operation, 0).dims()).orElseThrow());
  }

  /** Before opset 13 all axes from {@code axis} on were one. */
  private static View axesFrom(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    if (lowering.opset() >= 13) {
      return view;
    }
    int axis = Extents.axis(operation.attributes().integer("axis", 1), view.rank());
    int[] dims = Arrays.copyOf(view.dims(), axis + 1);
    dims[axis] = Extents.size(Arrays.copyOfRange(view.dims(), axis, view.rank()));
    return lowering.drawing().reshape(view, dims);
  }

  private static int axis(Operation operation, View view, Lowering lowering) {
    return lowering.opset() >= 13 ? Extents.axis(operation.attributes().integer("axis", -1), view.rank()) : view.rank() - 1;
  }

  private static View softmax(String name, View view, int axis, Drawing drawing) {
    int extent = view.dims()[axis];
    if (view.once().isComplete(drawing.shape(view).size())) {
      Shape map = drawing.shape(view);
      for (Axis along : Axis.values()) {
        boolean fits = view.strides()[axis] == along.stride(map) && along.extent(map) % extent == 0;
        if (fits && extent > 1) {
          drawing.host(name, map, new Softmax(along, along.extent(map) / extent), view.draft());
          return view.on(name);
        }
      }
    }
    View arranged = drawing.arrangePixels(view, Order.channels(view.rank(), axis));
    drawing.host(name, drawing.shape(arranged), new Softmax(Axis.CHANNEL, 1), arranged.draft());
    return arranged.on(name);
  }

  /** x − max − log Σ exp(x − max). */
  static void logSoftmax(Operation operation, Lowering lowering) {
    Drawing drawing = lowering.drawing();
    LowerBinary binary = new LowerBinary(lowering, operation);
    View view = axesFrom(operation, lowering);
    int axis = axis(operation, view, lowering);
    View largest = LowerReduce.reduce(binary.step("largest"), Reduce.Kind.MAXIMUM, view, drawing, axis);
    View below = binary.combine(binary.step("below"), BinaryOperator.SUBTRACT, view, largest);
    View powers = LowerUnary.apply(binary.step("powers"), Formulas.of(UnaryOperator.EXPONENTIAL, Formulas.X), below, drawing);
    View sum = LowerReduce.reduce(binary.step("sum"), Reduce.Kind.SUM, powers, drawing, axis);
    View logarithm = LowerUnary.apply(binary.step("logarithm"), Formulas.of(UnaryOperator.LOGARITHM, Formulas.X), sum, drawing);
    View made = binary.combine(operation.output(), BinaryOperator.SUBTRACT, below, logarithm);
    lowering.bind(operation, made.reshaped(lowering.view(operation, 0).dims()).orElseThrow());
  }

  static void layer(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    int axis = Extents.axis(operation.attributes().integer("axis", -1), view.rank());
    int[] axes = IntStream.range(axis, view.rank()).toArray();
    if (operation.makes(1) || operation.makes(2)) {
      moments(operation, view, axes, lowering);
    }
    boolean vectors = isVector(operation, 1, view, axis, lowering) && (!operation.has(2) || isVector(operation, 2, view, axis, lowering));
    int channels = Order.product(axes, view.dims());
    float[] gamma = vectors ? Parameters.vector(operation, 1, channels, lowering) : Parameters.all(channels, 1);
    float[] beta = vectors ? Parameters.vector(operation, 2, channels, lowering) : new float[channels];
    String name = vectors ? operation.output() : lowering.drawing().fresh(operation.output() + "/normalised");
    View made = normalise(name, new Normalise(operation.attributes().real("epsilon", 1e-5f), gamma, beta), view, lowering.drawing(), axes);
    lowering.bind(operation, vectors ? made : scaled(operation, made, lowering));
  }

  /** The other outputs: the mean, and 1 over the deviation. */
  private static void moments(Operation operation, View view, int[] axes, Lowering lowering) {
    Drawing drawing = lowering.drawing();
    LowerBinary binary = new LowerBinary(lowering, operation);
    View mean = LowerReduce.reduce(binary.step("mean"), Reduce.Kind.MEAN, view, drawing, axes);
    View difference = binary.combine(binary.step("difference"), BinaryOperator.SUBTRACT, view, mean);
    View squares = LowerUnary.apply(binary.step("squares"), Formulas.times(Formulas.X, Formulas.X), difference, drawing);
    View variance = LowerReduce.reduce(binary.step("variance"), Reduce.Kind.MEAN, squares, drawing, axes);
    ScalarFunction shifted = Formulas.plus(Formulas.X, Formulas.number(operation.attributes().real("epsilon", 1e-5f)));
    ScalarFunction inverse = Formulas.of(UnaryOperator.RECIPROCAL, Formulas.of(UnaryOperator.SQUARE_ROOT, shifted));
    if (operation.makes(1)) {
      lowering.bind(operation.outputs().get(1), mean);
    }
    if (operation.makes(2)) {
      lowering.bind(operation.outputs().get(2), LowerUnary.apply(binary.step("inverse"), inverse, variance, drawing));
    }
  }

  /** Whether the operand is a constant of the normalised extents, and nothing has to be repeated. */
  private static boolean isVector(Operation operation, int operand, View view, int axis, Lowering lowering) {
    int[] normalised = Arrays.copyOfRange(view.dims(), axis, view.rank());
    return lowering.isConstant(operation, operand)
        && Arrays.equals(lowering.constant(operation, operand).orElseThrow().dims(), normalised);
  }

  private static View scaled(Operation operation, View normalised, Lowering lowering) {
    LowerBinary binary = new LowerBinary(lowering, operation);
    boolean shifted = operation.has(2);
    String name = shifted ? binary.step("scaled") : operation.output();
    View scaled = binary.multiply(name, normalised, lowering.operand(operation, 1));
    return shifted ? binary.add(operation.output(), scaled, lowering.operand(operation, 2)) : scaled;
  }

  private static View normalise(String name, Normalise normalise, View view, Drawing drawing, int... axes) {
    View arranged = drawing.arrangePixels(view, Order.channels(view.rank(), axes));
    drawing.host(name, drawing.shape(arranged), normalise, arranged.draft());
    return arranged.on(name);
  }

  /** Each channel of each sample over its own pixels, then one factor a channel. */
  static void instance(Operation operation, Lowering lowering) {
    View view = lowering.map(operation, 0);
    Drawing drawing = lowering.drawing();
    int pixels = view.dims()[2] * view.dims()[3];
    Normalise normalise =
        new Normalise(operation.attributes().real("epsilon", 1e-5f), Parameters.all(pixels, 1), new float[pixels]);
    View made = normalise(drawing.fresh(operation.output() + "/normalised"), normalise, view, drawing, 2, 3);
    View map = drawing.arrange(made, Order.natural(4));
    int channels = view.dims()[1];
    float[] scale = Parameters.vector(operation, 1, channels, lowering);
    float[] shift = Parameters.vector(operation, 2, channels, lowering);
    String parameter = lowering.constants().origin(operation, 1);
    drawing.add(new Draft.Affine(operation.output(), drawing.shape(map), map.draft(), parameter, scale, shift));
    lowering.bind(operation, map.on(operation.output()));
  }
}
