package org.lexicore.compiler.execute;

import org.lexicore.model.network.FloatGraph.OutputAxis;
import org.lexicore.model.network.FloatGraph.Product;
import org.lexicore.model.network.Shape;

/** The product of two activations in float, summed in order of the reduction. */
final class FloatProduct {
  private FloatProduct() {}

  /**
   * The product's values, channel-major.
   *
   * @param weightShape of the operand that serves as weights
   * @param input channel-major
   * @param weights channel-major
   */
  static float[] run(Product product, Shape weightShape, float[] input, float[] weights) {
    int pixels = product.shape().height() * product.shape().width();
    int weightPixels = weightShape.height() * weightShape.width();
    int weightChannels = weightShape.channels() / product.groups();
    boolean byPixel = product.outputs() == OutputAxis.PIXEL;
    int outputs = byPixel ? weightPixels : weightChannels;
    int length = byPixel ? weightChannels : weightPixels;
    float[] result = new float[product.shape().size()];
    for (int o = 0; o < product.groups() * outputs; o++) {
      int group = o / outputs;
      for (int k = 0; k < length; k++) {
        int channel = group * weightChannels + (byPixel ? k : o % outputs);
        float weight = weights[channel * weightPixels + (byPixel ? o % outputs : k)];
        int row = (group * length + k) * pixels;
        for (int p = 0; p < pixels; p++) {
          result[o * pixels + p] += weight * input[row + p];
        }
      }
    }
    return result;
  }
}
