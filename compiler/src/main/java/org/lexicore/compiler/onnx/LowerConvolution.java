package org.lexicore.compiler.onnx;

import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** Conv in two dimensions; a line is a map with a height of 1. */
final class LowerConvolution {
  private LowerConvolution() {}

  static void lower(Operation operation, Lowering lowering) {
    requirePlane(operation, lowering);
    View view = lowering.map(operation, 0);
    Shape input = lowering.shape(view);
    FloatGraph.Weight weight =
        lowering
            .coded(operation, 1)
            .map(coded -> declared(operation, coded, lowering))
            .orElseGet(() -> constantWeight(operation, lowering));
    requireKernel(operation, weight);
    int groups = (int) operation.attributes().integer("group", 1);
    requireGroups(weight, groups, input);
    Window window = Windows.read(operation, weight.kernelY(), weight.kernelX(), input);
    Shape shape = new Shape(weight.outputs(), window.outputHeight(input.height()), window.outputWidth(input.width()));
    float[] bias = Parameters.vector(operation, 2, weight.outputs(), lowering);
    String weightName = lowering.constants().origin(operation, 1);
    lowering.make(operation, new FloatGraph.Conv(operation.output(), shape, view.draft(), weightName, weight, bias, window, groups));
  }

  /** A line's weight may be declared without its height of 1. */
  private static FloatGraph.Weight declared(Operation operation, FloatGraph.IntegerWeight coded, Lowering lowering) {
    boolean line = lowering.codedDims(operation, 1).length == 3 && coded.kernelY() == 1;
    return line
        ? Parameters.declared(operation, coded, lowering, new int[] {coded.outputs(), coded.inputsPerGroup(), coded.kernelX()})
        : Parameters.declared(operation, coded, lowering, dims(coded), 0, 1, 2, 3);
  }

  private static void requirePlane(Operation operation, Lowering lowering) {
    if (lowering.coded(operation, 1).isPresent()) {
      return;
    }
    int rank = lowering.constant(operation, 1).orElseThrow().dims().length;
    if (rank != 3 && rank != 4) {
      throw new NotTaken("its weight \"" + operation.inputs().get(1) + "\" has " + rank + " axes", "only 2-D convolution is supported");
    }
  }

  private static FloatGraph.Weight constantWeight(Operation operation, Lowering lowering) {
    Tensor tensor = lowering.constant(operation, 1).orElseThrow();
    int[] dims = kernelDims(tensor);
    if (tensor.size() == 0) {
      throw new NotTaken("its weight \"" + operation.inputs().get(1) + "\" is empty", "export the network again");
    }
    float[] values = Parameters.usable(operation, 1, tensor, lowering);
    return lowering
        .constants().coded(operation, 1, false, dims)
        .map(FloatGraph.Weight.class::cast)
        .orElseGet(() -> new FloatGraph.FloatWeight(dims[0], dims[1], dims[2], dims[3], values));
  }

  /** O, I, Y, X. */
  static int[] kernelDims(Tensor weight) {
    int[] dims = weight.dims();
    return dims.length == 3 ? new int[] {dims[0], dims[1], 1, dims[2]} : dims;
  }

  private static int[] dims(FloatGraph.Weight weight) {
    return new int[] {weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX()};
  }

  private static void requireKernel(Operation operation, FloatGraph.Weight weight) {
    int[] kernel = {weight.kernelY(), weight.kernelX()};
    int[] given = operation.attributes().has("kernel_shape") ? Windows.pair(operation, "kernel_shape", 1) : kernel;
    if (given[0] != kernel[0] || given[1] != kernel[1]) {
      throw new NotTaken(
          "kernel_shape is " + Extents.text(given) + ", its weight's kernel is " + Extents.text(kernel), "export the network again");
    }
  }

  private static void requireGroups(FloatGraph.Weight weight, int groups, Shape input) {
    boolean divides = groups > 0 && weight.outputs() % groups == 0;
    if (!divides || weight.inputsPerGroup() * groups != input.channels()) {
      throw new NotTaken(
          "its weight " + Extents.text(dims(weight)) + " in " + groups + " groups does not fit " + input.channels() + " input channels",
          "export the network again");
    }
  }
}
