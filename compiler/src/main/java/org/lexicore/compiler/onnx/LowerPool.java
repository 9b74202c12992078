package org.lexicore.compiler.onnx;

import java.util.stream.IntStream;
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

  /**
   * Where windows have different divisors, because they leave padding out, the array divides all by the kernel's size
   * and the host multiplies each pixel by what that is too small.
   */
  static void average(Operation operation, Lowering lowering) {
    View view = lowering.map(operation, 0);
    Shape map = lowering.shape(view);
    Window window = window(operation, map);
    Shape shape = pooled(map, window);
    float[] factors = factors(map, window, shape, counted(operation, map));
    boolean exact = IntStream.range(0, factors.length).allMatch(i -> factors[i] == 1);
    String name = exact ? operation.output() : lowering.drawing().fresh(operation.output() + "/padded");
    boolean inside = window.top() + window.left() + window.bottom() + window.right() == 0;
    lowering.make(name, new FloatGraph.AveragePool(name, shape, view.draft(), window, !inside));
    if (exact) {
      lowering.bind(operation, lowering.view(name));
      return;
    }
    boolean alike = IntStream.range(0, factors.length).allMatch(i -> factors[i] == factors[0]);
    Tensor constant = alike
        ? new Tensor.Floats(new int[0], new float[] {factors[0]})
        : new Tensor.Floats(new int[] {shape.height(), shape.width()}, factors);
    View divided = lowering.drawing().constant(operation.output() + "/divisors", constant);
    lowering.bind(operation, new LowerBinary(lowering, operation).multiply(operation.output(), lowering.view(name), divided));
  }

  /**
   * The padding whose elements count: what the operator declares, if it counts any; what rounding up adds never does.
   */
  private static Window counted(Operation operation, Shape map) {
    Window floor = floorWindow(operation, map);
    return operation.attributes().integer("count_include_pad", 0) != 0
        ? floor
        : new Window(floor.kernelY(), floor.kernelX(), floor.strideY(), floor.strideX(), 1, 1, 0, 0, 0, 0);
  }

  /** The kernel's size over the number of elements that count, for each window. */
  private static float[] factors(Shape map, Window window, Shape shape, Window counted) {
    float[] factors = new float[shape.height() * shape.width()];
    for (int y = 0; y < shape.height(); y++) {
      int rows = inside(y * window.strideY() - window.top(), window.kernelY(), -counted.top(), map.height() + counted.bottom());
      for (int x = 0; x < shape.width(); x++) {
        int columns = inside(x * window.strideX() - window.left(), window.kernelX(), -counted.left(), map.width() + counted.right());
        factors[y * shape.width() + x] = (float) (window.kernelY() * window.kernelX()) / (rows * columns);
      }
    }
    return factors;
  }

  private static int inside(int from, int length, int lowest, int highest) {
    return Math.min(from + length, highest) - Math.max(from, lowest);
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
