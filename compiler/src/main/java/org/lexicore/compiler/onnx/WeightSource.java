package org.lexicore.compiler.onnx;

import java.util.Map;
import java.util.Optional;
import org.lexicore.model.network.FloatGraph.IntegerWeight;

/**
 * Where the values of compressed weights come from: graph inputs of the ONNX file that have no initializer.
 *
 * <p>A matrix is given as {@code [outputs, inputs, 1, 1]}, already transposed where Gemm has transB = 0 or MatMul takes it. A layer
 * that multiplies a flattened C × H × W map takes either {@code [O, C·H·W, 1, 1]}, whose codes are then lost because the elements
 * change places, or {@code [O, C, H, W]}, whose codes stay.
 */
@FunctionalInterface
public interface WeightSource {
  /** No compressed weights: every graph input is an input of the network. */
  WeightSource NONE = name -> Optional.empty();

  /** The weight of that ONNX name, or nothing if the graph input is an input of the network. */
  Optional<IntegerWeight> weight(String name);

  /** The weights of {@code weights} by ONNX name. */
  static WeightSource of(Map<String, IntegerWeight> weights) {
    Map<String, IntegerWeight> copy = Map.copyOf(weights);
    return name -> Optional.ofNullable(copy.get(name));
  }
}
