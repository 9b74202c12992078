package org.lexicore.compiler.execute;

import org.lexicore.model.network.FloatGraph.AveragePool;
import org.lexicore.model.network.FloatGraph.MaxPool;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** Pools in float; the window is clipped at the map's border. */
final class FloatPool {
  private FloatPool() {}

  static float[] max(MaxPool pool, Shape input, float[] values) {
    Shape shape = pool.shape();
    float[] output = new float[shape.size()];
    int at = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          output[at++] = max(pool.window(), input, values, c, y, x);
        }
      }
    }
    return output;
  }

  private static float max(Window window, Shape input, float[] values, int c, int y, int x) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int ky = 0; ky < window.kernelY(); ky++) {
      int row = y * window.strideY() - window.top() + ky * window.dilationY();
      for (int kx = 0; kx < window.kernelX() && row >= 0 && row < input.height(); kx++) {
        int column = x * window.strideX() - window.left() + kx * window.dilationX();
        if (column >= 0 && column < input.width()) {
          largest = Math.max(largest, values[(c * input.height() + row) * input.width() + column]);
        }
      }
    }
    return largest;
  }

  static float[] average(AveragePool pool, Shape input, float[] values) {
    Shape shape = pool.shape();
    float[] output = new float[shape.size()];
    int at = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          output[at++] = average(pool, input, values, c, y, x);
        }
      }
    }
    return output;
  }

  private static float average(AveragePool pool, Shape input, float[] values, int c, int y, int x) {
    Window window = pool.window();
    double sum = 0;
    int inside = 0;
    for (int ky = 0; ky < window.kernelY(); ky++) {
      int row = y * window.strideY() - window.top() + ky * window.dilationY();
      for (int kx = 0; kx < window.kernelX() && row >= 0 && row < input.height(); kx++) {
        int column = x * window.strideX() - window.left() + kx * window.dilationX();
        if (column >= 0 && column < input.width()) {
          sum += values[(c * input.height() + row) * input.width() + column];
          inside++;
        }
      }
    }
    return (float) (sum / (pool.countPadding() ? window.kernelY() * window.kernelX() : inside));
  }
}
