package org.lexicore.model.network.host;

import org.lexicore.model.network.Shape;

/** The runs of elements along one axis of a channel-major map, {@code groups} of them one after the other on each line. */
record Runs(int outer, int lineStride, int groups, int count, int stride) {
  /** What is done with a run: {@code count} elements, {@code stride} apart, from {@code first} on. */
  @FunctionalInterface
  interface Visit {
    void run(int first, int stride, int count);
  }

  static Runs of(Shape shape, Axis axis, int groups) {
    int stride = axis.stride(shape);
    int extent = axis.extent(shape);
    return new Runs(shape.size() / (extent * stride), extent * stride, groups, extent / groups, stride);
  }

  void forEach(Visit visit) {
    for (int line = 0; line < outer; line++) {
      for (int inner = 0; inner < stride; inner++) {
        for (int group = 0; group < groups; group++) {
          visit.run(line * lineStride + inner + group * count * stride, stride, count);
        }
      }
    }
  }
}
