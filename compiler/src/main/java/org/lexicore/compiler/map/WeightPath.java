package org.lexicore.compiler.map;

import org.lexicore.model.network.LayerWeights;

/** How a layer's weights reach the array. */
sealed interface WeightPath {
  /** As indices into a codebook of the store. */
  record Indexed(LayerWeights.Coded weights) implements WeightPath {}

  /** As int8 weights; codewords are expanded, and other tensors taken as they are. */
  record Plain(LayerWeights weights) implements WeightPath {}
}
