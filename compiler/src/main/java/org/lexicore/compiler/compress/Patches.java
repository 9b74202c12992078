package org.lexicore.compiler.compress;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/**
 * Which output pixels of which samples a convolution's input statistics are taken from, and what its kernel sees there.
 *
 * @param sample one per position
 * @param pixel one per position, row-major over the output map
 */
record Patches(Conv conv, Shape input, int[] sample, int[] pixel) {
  private static final int FEWEST = 4096;
  private static final int MOST = 16_384;

  /** Seeded positions, the same number from each sample, about eight for each K position. */
  static Patches choose(Conv conv, Shape input, int samples, long seed) {
    int length = conv.weight().values().length / conv.weight().outputs();
    int pixels = conv.shape().height() * conv.shape().width();
    int wanted = Math.max(FEWEST, Math.min(MOST, 8 * length));
    int perSample = Math.min(pixels, (wanted + samples - 1) / samples);
    SplittableRandom random = new SplittableRandom(seed);
    int[] sample = new int[samples * perSample];
    int[] pixel = new int[sample.length];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = i / perSample;
      pixel[i] = perSample == pixels ? i % perSample : random.nextInt(pixels);
    }
    return new Patches(conv, input, sample, pixel);
  }

  int count() {
    return sample.length;
  }

  /**
   * What the kernel sees, in K order (ky, kx, c).
   *
   * @param tensors per sample, channel-major
   * @param group of the convolution
   * @return {@code [positions][K]}
   */
  float[][] of(float[][] tensors, int group) {
    return IntStream.range(0, count()).parallel().mapToObj(i -> patch(tensors[sample[i]], group, pixel[i])).toArray(float[][]::new);
  }

  private float[] patch(float[] tensor, int group, int at) {
    Window window = conv.window();
    int channels = conv.weight().inputsPerGroup();
    float[] patch = new float[window.kernelY() * window.kernelX() * channels];
    int top = at / conv.shape().width() * window.strideY() - window.top();
    int left = at % conv.shape().width() * window.strideX() - window.left();
    for (int kernel = 0; kernel < window.kernelY() * window.kernelX(); kernel++) {
      int y = top + kernel / window.kernelX() * window.dilationY();
      int x = left + kernel % window.kernelX() * window.dilationX();
      if (y >= 0 && y < input.height() && x >= 0 && x < input.width()) {
        for (int c = 0; c < channels; c++) {
          patch[kernel * channels + c] = tensor[((group * channels + c) * input.height() + y) * input.width() + x];
        }
      }
    }
    return patch;
  }
}
