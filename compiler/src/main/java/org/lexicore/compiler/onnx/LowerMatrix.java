package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.Optional;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.FloatWeight;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.FloatGraph.RealWeight;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/**
 * Gemm and MatMul. With a constant matrix on the last axis, that axis is the channels and all others are pixels: a 1x1
 * convolution. Where a map was flattened to one vector it is a convolution whose kernel covers the map; a row of the
 * matrix, transposed to [outputs, inputs], is in the order IHW already, because that is the order in which Flatten
 * leaves the elements. Two activations are a {@link LowerProduct}, other constants a {@link LowerWeightStack}.
 */
final class LowerMatrix {
  private LowerMatrix() {}

  static void gemm(Operation operation, Lowering lowering) {
    Attributes given = operation.attributes();
    boolean transposed = given.integer("transB", 0) != 0;
    float alpha = given.real("alpha", 1);
    if (lowering.isActivation(operation, 1)) {
      LowerBinary binary = new LowerBinary(lowering, operation);
      View right = turned(lowering.view(operation, 1), transposed);
      View product = product(operation, step(operation, lowering, alpha != 1 || operation.has(2)), right, lowering);
      View scaled = alpha == 1 ? product : binary.affine(step(operation, lowering, operation.has(2)), product, alpha, 0);
      lowering.bind(operation, added(operation, binary, scaled, lowering));
      return;
    }
    View left = turned(lowering.operand(operation, 0), given.integer("transA", 0) != 0);
    FloatGraph.Weight weight = scaled(weight(operation, transposed, lowering), alpha);
    Optional<float[]> bias = bias(operation, weight.outputs(), lowering);
    String name = step(operation, lowering, bias.isEmpty());
    View made = multiply(operation, name, left, weight, bias.orElseGet(() -> new float[weight.outputs()]), lowering);
    lowering.bind(operation, bias.isEmpty() ? added(operation, new LowerBinary(lowering, operation), made, lowering) : made);
  }

  /** The left factor, constant or not, times an activation. */
  private static View product(Operation operation, String name, View right, Lowering lowering) {
    boolean turn = operation.attributes().integer("transA", 0) != 0;
    if (lowering.isActivation(operation, 0)) {
      return LowerProduct.multiply(name, turned(lowering.view(operation, 0), turn), right, lowering.drawing());
    }
    Tensor given = lowering.constant(operation, 0).orElseThrow();
    if (given.dims().length != 2) {
      throw new NotTaken("multiplies " + Extents.text(given.dims()), "Gemm takes matrices: flatten each sample to one vector");
    }
    return LowerWeightStack.multiply(name, operation, 0, right, turn ? MoveElements.transpose(given) : given, lowering);
  }

  private static String step(Operation operation, Lowering lowering, boolean notLast) {
    return notLast ? lowering.drawing().fresh(operation.output() + "/product") : operation.output();
  }

  private static View turned(View view, boolean turn) {
    if (view.rank() != 2) {
      throw new NotTaken("multiplies " + Extents.text(view.dims()), "Gemm takes matrices: flatten each sample to one vector");
    }
    return turn ? view.transposed(1, 0) : view;
  }

  /** One bias for each output; nothing if there is one that is no such vector. */
  private static Optional<float[]> bias(Operation operation, int outputs, Lowering lowering) {
    if (!operation.has(2)) {
      return Optional.of(new float[outputs]);
    }
    View bias = lowering.operand(operation, 2);
    int[] dims = bias.dims();
    int columns = dims.length == 0 ? 1 : dims[dims.length - 1];
    if (!lowering.drawing().isConstant(bias) || bias.size() != columns || columns != 1 && columns != outputs) {
      return Optional.empty();
    }
    float[] given = Parameters.bias(operation, 2, lowering.constant(operation, 2).orElseThrow(), lowering);
    float beta = operation.attributes().real("beta", 1);
    float[] values = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      values[o] = beta * given[columns == 1 ? 0 : o];
    }
    return Optional.of(values);
  }

  private static View added(Operation operation, LowerBinary binary, View product, Lowering lowering) {
    if (!operation.has(2)) {
      return product;
    }
    float beta = operation.attributes().real("beta", 1);
    View bias = lowering.operand(operation, 2);
    if (!Arrays.equals(Broadcast.dims(product.dims(), bias.dims()), product.dims())) {
      throw new NotTaken("its bias " + Extents.text(bias.dims()) + " widens " + Extents.text(product.dims()), "export the network again");
    }
    View scaled = bias;
    if (beta != 1) {
      scaled = binary.multiply(lowering.drawing().fresh(operation.output() + "/bias"), lowering.drawing().constant(operation.output() + "/beta", scalar(beta)), bias);
    }
    return binary.add(operation.output(), product, scaled);
  }

  private static Tensor scalar(float value) {
    return new Tensor.Floats(new int[0], new float[] {value});
  }

  static void matMul(Operation operation, Lowering lowering) {
    boolean left = lowering.isActivation(operation, 0);
    boolean right = lowering.isActivation(operation, 1);
    if (left && !right && isMatrix(operation, lowering)) {
      FloatGraph.Weight weight = weight(operation, false, lowering);
      float[] bias = new float[weight.outputs()];
      lowering.bind(operation, multiply(operation, operation.output(), lowering.view(operation, 0), weight, bias, lowering));
    } else if (left == right) {
      View a = lowering.view(operation, 0);
      View b = lowering.view(operation, 1);
      lowering.bind(operation, LowerProduct.multiply(operation.output(), a, b, lowering.drawing()));
    } else {
      int constant = left ? 1 : 0;
      Tensor weight = lowering.constant(operation, constant).orElseThrow();
      View activation = lowering.view(operation, 1 - constant);
      lowering.bind(operation, LowerWeightStack.multiply(operation.output(), operation, constant, activation, weight, lowering));
    }
  }

  private static boolean isMatrix(Operation operation, Lowering lowering) {
    return lowering.coded(operation, 1).isPresent() || lowering.constant(operation, 1).orElseThrow().dims().length == 2;
  }

  private static View multiply(
      Operation operation, String name, View rows, FloatGraph.Weight weight, float[] bias, Lowering lowering) {
    int[] dims = rows.dims();
    int inputs = weight.inputsPerGroup() * weight.kernelY() * weight.kernelX();
    int last = dims.length - 1;
    if (last < 0 || dims[last] != inputs) {
      throw new NotTaken(
          "its weight takes " + inputs + " inputs, its operand " + Extents.text(dims) + " has " + (last < 0 ? 1 : dims[last]) + " a row",
          "check the network's input size");
    }
    Drawing drawing = lowering.drawing();
    boolean flattened = dims[last] == rows.size() && !drawing.isConstant(rows) && rows.isInOrder(drawing.shape(rows).size());
    View view = flattened ? View.of(rows.draft(), dims) : drawing.arrangePixels(rows, Order.channels(dims.length, last));
    Shape map = drawing.shape(view);
    Window window = flattened ? new Window(map.height(), map.width(), 1, 1, 1, 1, 0, 0, 0, 0) : Window.POINT;
    Shape shape = flattened ? new Shape(weight.outputs(), 1, 1) : new Shape(weight.outputs(), map.height(), map.width());
    FloatGraph.Weight kernel = flattened ? covering(weight, map) : covering(weight, new Shape(inputs, 1, 1));
    if (codes(weight) instanceof LayerWeights.Coded coded && !(codes(kernel) instanceof LayerWeights.Coded)) {
      String origin = lowering.constants().origin(operation, 1);
      lowering.constants().codes().expand(origin, ExpandedCodes.of(origin, coded, "a flattened map's rows run along its pixels, and along its channels is run (OHWI)",
          "give the weight the map's extents: [O, C, H, W], and codes along C"));
    }
    drawing.add(
        new Draft.Plain(new FloatGraph.Conv(name, shape, view.draft(), lowering.constants().origin(operation, 1), kernel, bias, window, 1)));
    return Order.channels(dims.length, last).view(name, Drawing.with(dims, last, weight.outputs()));
  }

  /** The matrix as [outputs, inputs]. */
  private static FloatGraph.Weight weight(Operation operation, boolean transposed, Lowering lowering) {
    var coded = lowering.coded(operation, 1);
    if (coded.isPresent()) {
      IntegerWeight weight = coded.get();
      int inputs = weight.inputsPerGroup() * weight.kernelY() * weight.kernelX();
      int[] dims = transposed ? new int[] {weight.outputs(), inputs} : new int[] {inputs, weight.outputs()};
      return Parameters.declared(operation, weight, lowering, dims, transposed ? new int[] {0, 1} : new int[] {1, 0});
    }
    Tensor given = lowering.constant(operation, 1).orElseThrow();
    if (given.dims().length != 2 || given.size() == 0) {
      throw new NotTaken(
          "its weight \"" + operation.inputs().get(1) + "\" " + Extents.text(given.dims()) + " is no matrix", "give two axes");
    }
    Parameters.usable(operation, 1, given, lowering);
    Tensor matrix = transposed ? given : MoveElements.transpose(given);
    int[] dims = {matrix.dims()[0], matrix.dims()[1], 1, 1};
    return lowering
        .constants().coded(operation, 1, !transposed, dims)
        .map(FloatGraph.Weight.class::cast)
        .orElseGet(() -> new FloatWeight(dims[0], dims[1], 1, 1, FoldConstants.floats(matrix)));
  }

  private static LayerWeights codes(FloatGraph.Weight weight) {
    return weight instanceof IntegerWeight integers ? integers.integers() : null;
  }

  private static FloatGraph.Weight scaled(FloatGraph.Weight weight, float alpha) {
    return alpha == 1 ? weight : FoldAffine.scaled(weight, Parameters.all(weight.outputs(), alpha));
  }

  /** The matrix as the kernel that covers {@code map}. */
  private static FloatGraph.Weight covering(FloatGraph.Weight weight, Shape map) {
    boolean already = weight.inputsPerGroup() == map.channels() && weight.kernelY() == map.height() && weight.kernelX() == map.width();
    if (already) {
      return weight;
    }
    if (weight.kernelY() != 1 || weight.kernelX() != 1) {
      throw new NotTaken(
          "its weight is stored for a map of " + new Shape(weight.inputsPerGroup(), weight.kernelY(), weight.kernelX())
              + ", its operand is " + map,
          "compress the network again");
    }
    return switch (weight) {
      case RealWeight real -> new FloatWeight(real.outputs(), map.channels(), map.height(), map.width(), real.values());
      case IntegerWeight coded -> reordered(coded, map);
    };
  }

  /** Codes run along IHW here and would have to along HWI: the integers stay, the codes do not. */
  private static IntegerWeight reordered(IntegerWeight coded, Shape map) {
    int area = map.height() * map.width();
    int rowLength = map.size();
    byte[] values = new byte[coded.outputs() * rowLength];
    for (int o = 0; o < coded.outputs(); o++) {
      for (int k = 0; k < rowLength; k++) {
        values[o * rowLength + k] = coded.integers().weight(o, k % map.channels() * area + k / map.channels());
      }
    }
    LayerWeights.Plain plain = new LayerWeights.Plain(coded.outputs(), rowLength, values);
    return new IntegerWeight(
        coded.outputs(), map.channels(), map.height(), map.width(), plain, Arrays.copyOf(coded.scale(), coded.scale().length));
  }
}
