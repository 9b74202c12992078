package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Resample;
import org.lexicore.model.network.host.Resample.Taps;

/** Resize of rows and columns. */
final class LowerResize {
  private LowerResize() {}

  static void lower(Operation operation, Lowering lowering) {
    Attributes given = operation.attributes();
    View view = lowering.map(operation, 0);
    if (given.integer("antialias", 0) != 0 || given.integer("exclude_outside", 0) != 0) {
      throw new NotTaken("antialias and exclude_outside are not supported", "resize without");
    }
    double[] scales = scales(operation, view, lowering);
    int[] dims = dims(operation, view, scales, lowering);
    if (dims[0] != 1 || dims[1] != view.dims()[1]) {
      throw new NotTaken("resizes " + Extents.text(view.dims()) + " to " + Extents.text(dims), "resize height and width only");
    }
    ResizeRule rule = ResizeRule.of(given);
    Taps rows = rule.taps(view.dims()[2], dims[2], scales[2]);
    Taps columns = rule.taps(view.dims()[3], dims[3], scales[3]);
    Shape shape = new Shape(dims[1], dims[2], dims[3]);
    lowering.drawing().host(operation.output(), shape, new Resample(rows, columns), view.draft());
    lowering.bind(operation, View.of(operation.output(), dims));
  }

  private static double[] scales(Operation operation, View view, Lowering lowering) {
    Tensor sizes = lowering.constant(operation, 3).filter(tensor -> tensor.size() > 0).orElse(null);
    Tensor scales = lowering.constant(operation, 2).filter(tensor -> tensor.size() > 0).orElse(null);
    if (sizes == null && scales == null) {
      throw new NotTaken("has neither scales nor sizes", "export the network again");
    }
    if (!operation.attributes().text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
      throw new NotTaken("keeps the aspect ratio", "export it with sizes or scales for height and width");
    }
    double[] all = {1, 1, 1, 1};
    Tensor wanted = sizes == null ? scales : sizes;
    long[] axes = operation.attributes().integers("axes", lastAxes(wanted.size()));
    for (int i = 0; i < wanted.size(); i++) {
      int axis = Extents.axis(axes[i], 4);
      all[axis] = sizes == null ? scales.at(i) : sizes.at(i) / view.dims()[axis];
    }
    return all;
  }

  /** For a map the four axes; for a line, whose height was added, N, C and W. */
  private static long[] lastAxes(int count) {
    return count == 3 ? new long[] {0, 1, 3} : IntStream.range(4 - Math.min(4, count), 4).asLongStream().toArray();
  }

  private static int[] dims(Operation operation, View view, double[] scales, Lowering lowering) {
    boolean bySizes = lowering.constant(operation, 3).filter(tensor -> tensor.size() > 0).isPresent();
    int[] dims = new int[4];
    for (int axis = 0; axis < 4; axis++) {
      double extent = view.dims()[axis] * scales[axis];
      dims[axis] = (int) (bySizes ? Math.round(extent) : Math.floor(extent + 1e-9));
      boolean corners = operation.attributes().text("coordinate_transformation_mode", "half_pixel").equals("align_corners");
      if (corners && Math.abs(dims[axis] - extent) > 1e-6) {
        throw new NotTaken("aligns corners of " + extent + " elements, of which implementations think differently", "export it with sizes");
      }
    }
    if (Arrays.stream(dims).anyMatch(extent -> extent < 1)) {
      throw new NotTaken("resizes to " + Extents.text(dims), "give positive sizes");
    }
    return dims;
  }
}
