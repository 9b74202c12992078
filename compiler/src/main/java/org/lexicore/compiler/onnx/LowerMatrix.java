package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.Optional;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.FloatWeight;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/**
 * Gemm and MatMul with a constant matrix: a convolution whose kernel covers the map that was flattened. A row of the matrix, transposed to
 * [outputs, inputs], is in the order IHW already, because that is the order in which Flatten leaves the elements.
 */
final class LowerMatrix {
  private LowerMatrix() {}

  static void gemm(Operation operation, Lowering lowering) {
    Attributes given = operation.attributes();
    if (given.integer("transA", 0) != 0) {
      throw new NotTaken("transA = 1 is not supported", "give the activations as rows");
    }
    boolean transposed = given.integer("transB", 0) != 0;
    FloatGraph.Weight weight = scaled(weight(operation, transposed, lowering), given.real("alpha", 1));
    float[] bias = new float[weight.outputs()];
    if (operation.has(2)) {
      View row = new View("", 1, weight.outputs());
      bias = Parameters.perChannel(operation, 2, row, weight.outputs(), lowering);
      for (int o = 0; o < bias.length; o++) {
        bias[o] *= given.real("beta", 1);
      }
    }
    multiply(operation, weight, bias, lowering);
  }

  static void matMul(Operation operation, Lowering lowering) {
    FloatGraph.Weight weight = weight(operation, false, lowering);
    multiply(operation, weight, new float[weight.outputs()], lowering);
  }

  private static void multiply(Operation operation, FloatGraph.Weight weight, float[] bias, Lowering lowering) {
    View view = lowering.view(operation, 0);
    Shape map = lowering.shape(view);
    int[] dims = view.dims().clone();
    if (dims.length == 0 || dims[dims.length - 1] != view.size()) {
      throw new NotTaken("multiplies " + Extents.text(dims) + ", more than one row a sample", "flatten each sample to one vector");
    }
    int inputs = weight.inputsPerGroup() * weight.kernelY() * weight.kernelX();
    if (inputs != view.size()) {
      throw new NotTaken(
          "its weight takes " + inputs + " inputs, its operand has " + view.size(), "check the network's input size");
    }
    dims[dims.length - 1] = weight.outputs();
    Window window = new Window(map.height(), map.width(), 1, 1, 1, 1, 0, 0, 0, 0);
    String weightName = lowering.origin(operation, 1);
    lowering.make(
        new FloatGraph.Conv(
            operation.output(), new Shape(weight.outputs(), 1, 1), view.draft(), weightName, covering(weight, map), bias, window, 1),
        dims);
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
    Parameters.finite(operation, 1, given, lowering);
    Tensor matrix = transposed ? given : MoveElements.transpose(given);
    int[] dims = {matrix.dims()[0], matrix.dims()[1], 1, 1};
    Optional<Coding> coding = lowering.coding(operation, 1);
    if (!transposed) {
      coding = coding.map(Coding::transposed);
    }
    return coding
        .flatMap(codes -> codes.weight(dims))
        .map(FloatGraph.Weight.class::cast)
        .orElseGet(() -> new FloatWeight(dims[0], dims[1], 1, 1, FoldConstants.floats(matrix)));
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
      case FloatWeight real -> new FloatWeight(real.outputs(), map.channels(), map.height(), map.width(), real.values());
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
