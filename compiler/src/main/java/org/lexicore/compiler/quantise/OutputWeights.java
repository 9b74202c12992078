package org.lexicore.compiler.quantise;

import org.lexicore.model.network.FloatGraph.Conv;

/** A convolution's float weights by output channel. */
final class OutputWeights {
  private OutputWeights() {}

  /** The convolution whose output channels are divided by {@code factors}. */
  static Conv divided(Conv conv, float[] factors) {
    float[] values = conv.weight().values().clone();
    float[] bias = conv.bias().clone();
    int row = values.length / factors.length;
    for (int i = 0; i < values.length; i++) {
      values[i] /= factors[i / row];
    }
    for (int o = 0; o < bias.length; o++) {
      bias[o] /= factors[o];
    }
    return InputWeights.with(conv, values, bias);
  }
}
