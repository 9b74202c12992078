package org.lexicore.compiler.execute;

import java.util.Arrays;
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
    float[][] rows = new float[product.groups() * length][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Arrays.copyOfRange(input, row * pixels, (row + 1) * pixels);
    }
    float[] result = new float[product.shape().size()];
    float[] sums = new float[pixels];
    for (int o = 0; o < product.groups() * outputs; o++) {
      int group = o / outputs;
      Arrays.fill(sums, 0);
      for (int k = 0; k < length; k++) {
        int channel = group * weightChannels + (byPixel ? k : o % outputs);
        add(sums, weights[channel * weightPixels + (byPixel ? o % outputs : k)], rows[group * length + k]);
      }
      System.arraycopy(sums, 0, result, o * pixels, pixels);
    }
    return result;
  }

  /** The inner loop by itself and over whole arrays, which the JIT turns into vector instructions. */
  private static void add(float[] sums, float weight, float[] row) {
    for (int p = 0; p < sums.length; p++) {
      sums[p] += weight * row[p];
    }
  }
}
