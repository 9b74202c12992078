package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Resample;
import org.lexicore.model.network.host.Resample.Taps;

/** Resize of rows and columns; every rule on coordinates and rounding comes down to which two samples are mixed, and how. */
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
    Taps rows = taps(operation, view.dims()[2], dims[2], scales[2]);
    Taps columns = taps(operation, view.dims()[3], dims[3], scales[3]);
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
    }
    if (Arrays.stream(dims).anyMatch(extent -> extent < 1)) {
      throw new NotTaken("resizes to " + Extents.text(dims), "give positive sizes");
    }
    return dims;
  }

  private static Taps taps(Operation operation, int from, int to, double scale) {
    Attributes given = operation.attributes();
    String mode = given.text("mode", "nearest");
    String transformation = given.text("coordinate_transformation_mode", "half_pixel");
    int[] first = new int[to];
    int[] second = new int[to];
    double[] share = new double[to];
    for (int i = 0; i < to; i++) {
      double x = from == to && scale == 1 ? i : original(transformation, i, from, to, scale);
      if (mode.equals("nearest")) {
        first[i] = bound(nearest(given.text("nearest_mode", "round_prefer_floor"), x), from);
        second[i] = first[i];
      } else if (mode.equals("linear")) {
        double inside = Math.max(0, Math.min(from - 1, x));
        first[i] = (int) Math.floor(inside);
        second[i] = bound(first[i] + 1, from);
        share[i] = inside - first[i];
      } else {
        throw new NotTaken("mode \"" + mode + "\" is not supported", "resize with nearest or linear");
      }
    }
    return new Taps(first, second, share);
  }

  private static int bound(int index, int extent) {
    return Math.max(0, Math.min(extent - 1, index));
  }

  /** Where the sample {@code i} of the result lies in the original (ONNX, {@code coordinate_transformation_mode}). */
  private static double original(String transformation, int i, int from, int to, double scale) {
    return switch (transformation) {
      case "half_pixel" -> (i + 0.5) / scale - 0.5;
      case "half_pixel_symmetric" -> from / 2.0 * (1 - to / (scale * from)) + (i + 0.5) / scale - 0.5;
      case "pytorch_half_pixel" -> to > 1 ? (i + 0.5) / scale - 0.5 : 0;
      case "align_corners" -> to > 1 ? i * (from - 1.0) / (to - 1) : 0;
      case "asymmetric" -> i / scale;
      case "tf_half_pixel_for_nn" -> (i + 0.5) / scale;
      default -> throw new NotTaken(
          "coordinate_transformation_mode \"" + transformation + "\" is not supported", "resize with half_pixel or align_corners");
    };
  }

  private static int nearest(String mode, double x) {
    return switch (mode) {
      case "round_prefer_floor" -> (int) Math.ceil(x - 0.5);
      case "round_prefer_ceil" -> (int) Math.floor(x + 0.5);
      case "floor" -> (int) Math.floor(x);
      case "ceil" -> (int) Math.ceil(x);
      default -> throw new NotTaken("nearest_mode \"" + mode + "\" is unknown", "give round_prefer_floor, round_prefer_ceil, floor or ceil");
    };
  }
}
