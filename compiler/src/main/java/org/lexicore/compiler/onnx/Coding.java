package org.lexicore.compiler.onnx;

import java.util.Optional;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;

/**
 * Where the elements of a constant come from that was looked up in a codebook: element i is {@code factors[i]} times the element
 * {@code places[i]} of the codewords written one after the other.
 *
 * @param name the file's name of the codes
 * @param codebook the codewords as int8
 * @param codebookScale what one step of the int8 codewords is worth
 * @param codes an index into the codebook for each codeword looked up
 * @param places with the extents of the constant
 * @param factors with the extents of the constant
 */
record Coding(String name, Codebook codebook, float codebookScale, int[] codes, Tensor.Integers places, Tensor.Floats factors) {
  /**
   * What stands against the constant as a compressed weight: its codewords must lie as the hardware reads them, along
   * the inputs, every row of an output channel begun with a codeword of its own, and one factor a row.
   *
   * @param oihw extents of the constant's elements in the order {@code places} has them
   */
  Optional<String> obstacle(int... oihw) {
    int rowLength = oihw[1] * oihw[2] * oihw[3];
    if (places.size() != oihw[0] * rowLength || !inOrder(oihw)) {
      return Optional.of(disorder(oihw));
    }
    for (int i = 0; i < places.size(); i++) {
      if (factors.values()[i] != factors.values()[i / rowLength * rowLength]) {
        return Optional.of("there are several scales per output channel");
      }
    }
    return Optional.empty();
  }

  private boolean inOrder(int... oihw) {
    int area = oihw[2] * oihw[3];
    int rowLength = oihw[1] * area;
    int rowPlaces = Math.ceilDiv(rowLength, codebook.d()) * codebook.d();
    boolean inOrder = codes.length * codebook.d() == oihw[0] * rowPlaces;
    for (int i = 0; i < places.size() && inOrder; i++) {
      int k = i % rowLength % area * oihw[1] + i % rowLength / area;
      inOrder = places.values()[i] == (long) (i / rowLength) * rowPlaces + k;
    }
    return inOrder;
  }

  /** How the codewords lie instead. */
  private String disorder(int... oihw) {
    int area = oihw[2] * oihw[3];
    int rowLength = oihw[1] * area;
    if (area > 1 && places.size() > 1 && follows(1)) {
      return "codewords run along the kernel, and along the input channels is run (OHWI)";
    }
    if (oihw[0] > 1 && places.size() > rowLength && follows(rowLength)) {
      return "codewords run along the output channels, and along the input channels is run (OHWI)";
    }
    return rowLength % codebook.d() != 0 && places.size() == codes.length * codebook.d()
        ? "a codeword reaches from one output channel into the next"
        : "codewords do not lie in the order OHWI, each output channel begun with one of its own";
  }

  /** Whether the element that many elements after the first is the codeword's next. */
  private boolean follows(int distance) {
    return codebook.d() > 1 && places.values()[distance] == places.values()[0] + 1;
  }

  /**
   * The constant as a compressed weight, which no {@link #obstacle} forbids.
   *
   * @param oihw extents of the constant's elements in the order {@code places} has them
   */
  IntegerWeight weight(int... oihw) {
    int rowLength = oihw[1] * oihw[2] * oihw[3];
    float[] scale = new float[oihw[0]];
    for (int row = 0; row < scale.length; row++) {
      scale[row] = codebookScale * factors.values()[row * rowLength];
    }
    LayerWeights.Coded integers = new LayerWeights.Coded(oihw[0], rowLength, codebook, codes);
    return new IntegerWeight(oihw[0], oihw[1], oihw[2], oihw[3], integers, scale);
  }

  /** The same elements after {@code operation} has moved them; it only moves. */
  Coding moved(Operation operation, Tensor... operands) {
    return new Coding(
        name, codebook, codebookScale, codes, (Tensor.Integers) moved(operation, places, operands),
        (Tensor.Floats) moved(operation, factors, operands));
  }

  /** The same elements with both axes exchanged. */
  Coding transposed() {
    return new Coding(
        name, codebook, codebookScale, codes, (Tensor.Integers) MoveElements.transpose(places),
        (Tensor.Floats) MoveElements.transpose(factors));
  }

  private static Tensor moved(Operation operation, Tensor tensor, Tensor... operands) {
    Tensor[] others = operands.clone();
    others[0] = tensor;
    return FoldConstants.evaluate(operation, others).orElseThrow();
  }

  /** The same elements multiplied or divided by a constant, which must not widen them. */
  Optional<Coding> scaled(String type, Tensor other) {
    Tensor scaled = Broadcast.combine(type, factors, other);
    return scaled.size() == factors.size()
        ? Optional.of(
            new Coding(name, codebook, codebookScale, codes, (Tensor.Integers) places.withDims(scaled.dims()), (Tensor.Floats) scaled))
        : Optional.empty();
  }
}
