package org.lexicore.compiler.quantise;

import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.FloatWeight;

/** A convolution's float weights by input channel. */
final class InputWeights {
  private final Conv conv;
  private final float[] oihw;
  private final int inputs;
  private final int kernel;
  private final int outputsPerGroup;

  InputWeights(Conv conv) {
    this.conv = conv;
    this.oihw = conv.weight().values();
    this.inputs = conv.weight().inputsPerGroup();
    this.kernel = conv.weight().kernelY() * conv.weight().kernelX();
    this.outputsPerGroup = conv.weight().outputs() / conv.groups();
  }

  private int channel(int i) {
    return i / (kernel * inputs) / outputsPerGroup * inputs + i / kernel % inputs;
  }

  /** Raises each input channel's number to the largest magnitude of the weights that it meets. */
  void raise(float[] largest) {
    for (int i = 0; i < oihw.length; i++) {
      largest[channel(i)] = Math.max(largest[channel(i)], Math.abs(oihw[i]));
    }
  }

  /** The convolution for an input whose channels were divided by {@code factors}. */
  Conv times(float[] factors) {
    float[] values = new float[oihw.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = oihw[i] * factors[channel(i)];
    }
    FloatWeight weight =
        new FloatWeight(conv.weight().outputs(), conv.weight().inputsPerGroup(), conv.weight().kernelY(), conv.weight().kernelX(), values);
    return new Conv(conv.name(), conv.shape(), conv.input(), conv.weightName(), weight, conv.bias(), conv.window(), conv.groups());
  }
}
