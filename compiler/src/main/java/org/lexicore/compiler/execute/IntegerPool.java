package org.lexicore.compiler.execute;

import org.lexicore.model.network.QuantisedLayer.Pool;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** Pooling over whole feature maps of integers; padding pixels are left out. */
final class IntegerPool {
  private IntegerPool() {}

  /** The pooled tensor of {@code values}, which have shape {@code in}; both channel-major. */
  static int[] run(Pool pool, Shape in, int[] values) {
    Window window = pool.window();
    Shape out = new Shape(in.channels(), window.outputHeight(in.height()), window.outputWidth(in.width()));
    int[] pooled = new int[out.size()];
    for (int c = 0; c < out.channels(); c++) {
      for (int y = 0; y < out.height(); y++) {
        for (int x = 0; x < out.width(); x++) {
          pooled[(c * out.height() + y) * out.width() + x] = window(pool, in, values, c, y, x);
        }
      }
    }
    return pooled;
  }

  private static int window(Pool pool, Shape in, int[] values, int channel, int outputY, int outputX) {
    Window window = pool.window();
    int top = outputY * window.strideY() - window.top();
    int left = outputX * window.strideX() - window.left();
    int largest = Integer.MIN_VALUE;
    int sum = 0;
    for (int y = Math.max(0, top); y < Math.min(in.height(), top + window.kernelY()); y++) {
      for (int x = Math.max(0, left); x < Math.min(in.width(), left + window.kernelX()); x++) {
        int value = values[(channel * in.height() + y) * in.width() + x];
        largest = Math.max(largest, value);
        sum += value;
      }
    }
    return switch (pool.kind()) {
      case MAX -> largest;
      case SUM -> Math.max(pool.lowest(), Math.min(pool.highest(), pool.requantisation().apply(sum)));
    };
  }
}
