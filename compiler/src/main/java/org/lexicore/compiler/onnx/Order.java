package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lexicore.model.network.Shape;

/** Which axes of a view become the channels, rows and columns of a feature map, the outermost first; an axis of one element is nowhere. */
record Order(int[] channels, int[] rows, int[] columns) {
  /** How ONNX means a tensor of that many axes: N, C, H, W; N, C, W; N, C. What stands before counts as channels. */
  static Order natural(int rank) {
    int[] axes = IntStream.range(0, rank).toArray();
    return switch (rank) {
      case 0, 1, 2 -> new Order(axes, new int[0], new int[0]);
      case 3 -> new Order(new int[] {0, 1}, new int[0], new int[] {2});
      default -> new Order(Arrays.copyOf(axes, rank - 2), new int[] {rank - 2}, new int[] {rank - 1});
    };
  }

  /** All axes in order, in groups that make a map of that shape; nothing if an axis would lie across a border. */
  static Optional<Order> grouped(Shape map, int... dims) {
    int[] borders = {0, 0, 0, dims.length};
    int[] extents = {map.channels(), map.height()};
    for (int group = 0; group < 2; group++) {
      int product = 1;
      int axis = borders[group];
      while (axis < dims.length && product * dims[axis] <= extents[group]) {
        product *= dims[axis++];
      }
      if (product != extents[group]) {
        return Optional.empty();
      }
      borders[group + 1] = axis;
    }
    Order order = new Order(range(borders[0], borders[1]), range(borders[1], borders[2]), range(borders[2], borders[3]));
    return order.shape(dims).equals(map) ? Optional.of(order) : Optional.empty();
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  /** The axes {@code channels} as channels, all others in order as one row of pixels. */
  static Order channels(int rank, int... channels) {
    int[] pixels = IntStream.range(0, rank).filter(axis -> Arrays.stream(channels).noneMatch(c -> c == axis)).toArray();
    return new Order(channels, new int[0], pixels);
  }

  /** The order in which the view's elements lie in the map that it looks at; the further apart, the further out. */
  static Order of(View view, Shape map) {
    int[] sorted =
        IntStream.range(0, view.rank())
            .filter(axis -> view.dims()[axis] > 1 && view.strides()[axis] != 0)
            .boxed()
            .sorted(Comparator.comparing((Integer axis) -> -Math.abs(view.strides()[axis])))
            .mapToInt(Integer::intValue)
            .toArray();
    int row = map.width();
    int plane = row * map.height();
    return new Order(
        Arrays.stream(sorted).filter(axis -> Math.abs(view.strides()[axis]) >= plane).toArray(),
        Arrays.stream(sorted).filter(axis -> Math.abs(view.strides()[axis]) >= row && Math.abs(view.strides()[axis]) < plane).toArray(),
        Arrays.stream(sorted).filter(axis -> Math.abs(view.strides()[axis]) < row).toArray());
  }

  /**
   * The view's extents cut so that no axis lies across the border of rows or of channels in {@code map}; nothing if that cannot be.
   */
  static Optional<int[]> cut(View view, Shape map) {
    IntStream.Builder dims = IntStream.builder();
    for (int axis = 0; axis < view.rank(); axis++) {
      int stride = view.strides()[axis];
      int left = view.dims()[axis];
      int[] inner = new int[2];
      int[] borders = {map.width(), map.width() * map.height()};
      for (int i = 0; i < 2; i++) {
        inner[i] = 1;
        if (stride > 0 && stride < borders[i] && borders[i] < stride * left) {
          if (borders[i] % stride != 0 || left % (borders[i] / stride) != 0) {
            return Optional.empty();
          }
          inner[i] = borders[i] / stride;
          left /= inner[i];
          stride = borders[i];
        }
      }
      dims.add(left);
      IntStream.of(inner[1], inner[0]).filter(extent -> extent > 1).forEach(dims::add);
    }
    return Optional.of(dims.build().toArray());
  }

  /** The map's shape for a view of these extents. */
  Shape shape(int... dims) {
    return new Shape(product(channels, dims), product(rows, dims), product(columns, dims));
  }

  static int product(int[] axes, int... dims) {
    return Extents.size(Arrays.stream(axes).map(axis -> dims[axis]).toArray());
  }

  /** All axes in the map's order. */
  int[] axes() {
    return IntStream.concat(Arrays.stream(channels), IntStream.concat(Arrays.stream(rows), Arrays.stream(columns))).toArray();
  }

  /** How the view sees the map {@code draft} that holds its elements in this order. */
  View view(String draft, int... dims) {
    int[] strides = new int[dims.length];
    int step = 1;
    int[] axes = axes();
    for (int i = axes.length - 1; i >= 0; i--) {
      strides[axes[i]] = step;
      step *= dims[axes[i]];
    }
    return new View(draft, 0, dims, strides);
  }
}
