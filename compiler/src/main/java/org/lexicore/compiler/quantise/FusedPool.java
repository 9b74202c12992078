package org.lexicore.compiler.quantise;

import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.QuantisedLayer.PoolKind;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/**
 * A pooling at the end of a layer.
 *
 * @param name the float node's
 * @param oneDivisor whether every window divides by the same number, the kernel's size
 */
record FusedPool(String name, PoolKind kind, Window window, boolean oneDivisor) {
  static FusedPool of(FloatGraph.MaxPool pool) {
    return new FusedPool(pool.name(), PoolKind.MAX, pool.window(), true);
  }

  /** An average over a tensor of shape {@code input}. */
  static FusedPool of(FloatGraph.AveragePool pool, Shape input) {
    boolean oneDivisor = pool.countPadding() || windowsLieInside(pool.window(), input, pool.shape());
    return new FusedPool(pool.name(), PoolKind.SUM, pool.window(), oneDivisor);
  }

  /** Elements of a window. */
  int area() {
    return window.kernelY() * window.kernelX();
  }

  private static boolean windowsLieInside(Window window, Shape input, Shape output) {
    return window.top() == 0
        && window.left() == 0
        && (output.height() - 1) * window.strideY() + window.kernelY() <= input.height()
        && (output.width() - 1) * window.strideX() + window.kernelX() <= input.width();
  }
}
