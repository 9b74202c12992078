package org.lexicore.compiler.onnx;

import java.util.Arrays;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** The pools. */
final class LowerPool {
  private LowerPool() {}

  static void max(Operation operation, Lowering lowering) {
    if (operation.makes(1)) {
      throw new NotTaken("its indices are read", "only the maxima are supported");
    }
    View view = lowering.map(operation, 0);
    Window window = window(operation, lowering.shape(view));
    Shape shape = pooled(lowering.shape(view), window);
    lowering.make(operation, new FloatGraph.MaxPool(operation.output(), shape, view.draft(), window));
  }

  static void average(Operation operation, Lowering lowering) {
    View view = lowering.map(operation, 0);
    Shape map = lowering.shape(view);
    Window floor = floorWindow(operation, map);
    Window window = window(operation, map);
    boolean padded = floor.top() + floor.left() + floor.bottom() + floor.right() > 0;
    boolean countPadding = padded && operation.attributes().integer("count_include_pad", 0) != 0;
    if (countPadding && !window.equals(floor)) {
      throw new NotTaken(
          "ceil_mode = 1 with count_include_pad = 1 is not supported where a window is cut short", "export with ceil_mode = 0");
    }
    Shape shape = pooled(map, window);
    lowering.make(operation, new FloatGraph.AveragePool(operation.output(), shape, view.draft(), window, countPadding));
  }

  static void globalMax(Operation operation, Lowering lowering) {
    View view = lowering.map(operation, 0);
    Window window = whole(lowering.shape(view));
    Shape shape = pooled(lowering.shape(view), window);
    lowering.make(operation, new FloatGraph.MaxPool(operation.output(), shape, view.draft(), window));
  }

  static void globalAverage(Operation operation, Lowering lowering) {
    View view = lowering.map(operation, 0);
    Window window = whole(lowering.shape(view));
    Shape shape = pooled(lowering.shape(view), window);
    lowering.make(operation, new FloatGraph.AveragePool(operation.output(), shape, view.draft(), window, false));
  }

  private static Window whole(Shape map) {
    return new Window(map.height(), map.width(), 1, 1, 1, 1, 0, 0, 0, 0);
  }

  private static Shape pooled(Shape map, Window window) {
    return new Shape(map.channels(), window.outputHeight(map.height()), window.outputWidth(map.width()));
  }

  private static Window floorWindow(Operation operation, Shape map) {
    if (!operation.attributes().has("kernel_shape")) {
      throw new NotTaken("has no kernel_shape", "export the network again");
    }
    int[] kernel = Windows.pair(operation, "kernel_shape", 1);
    Window window = Windows.read(operation, kernel[0], kernel[1], map);
    if (window.dilationY() != 1 || window.dilationX() != 1) {
      throw new NotTaken("a pool with dilation is not supported", "train the network without");
    }
    if (window.top() >= kernel[0] || window.bottom() >= kernel[0] || window.left() >= kernel[1] || window.right() >= kernel[1]) {
      throw new NotTaken("its padding reaches as far as its kernel", "pad by less than the kernel");
    }
    return window;
  }

  /** The window that, rounding down, makes as many outputs as the operator's own rounding. */
  private static Window window(Operation operation, Shape map) {
    Window floor = floorWindow(operation, map);
    if (operation.attributes().integer("ceil_mode", 0) == 0) {
      return floor;
    }
    int bottom = ceilPad(map.height(), floor.kernelY(), floor.strideY(), floor.top(), floor.bottom());
    int right = ceilPad(map.width(), floor.kernelX(), floor.strideX(), floor.left(), floor.right());
    return new Window(
        floor.kernelY(), floor.kernelX(), floor.strideY(), floor.strideX(), 1, 1, floor.top(), floor.left(), bottom, right);
  }

  /** Padding at the end with which rounding down gives what rounding up gives; a window that starts beyond the map is left out. */
  private static int ceilPad(int extent, int kernel, int stride, int before, int after) {
    int last = Math.ceilDiv(extent + before + after - kernel, stride);
    int outputs = last * stride >= extent + before ? last : last + 1;
    return Math.max(after, (outputs - 1) * stride + kernel - extent - before);
  }
}
