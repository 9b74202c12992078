package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.network.host.Resample.Taps;

/**
 * How Resize samples an axis; every rule on coordinates and rounding comes down to which two samples are mixed, and how.
 *
 * @param mode nearest or linear
 * @param transformation ONNX's {@code coordinate_transformation_mode}
 * @param rounding ONNX's {@code nearest_mode}
 */
record ResizeRule(String mode, String transformation, String rounding) {
  private static final List<String> TRANSFORMATIONS =
      List.of("half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel", "tf_half_pixel_for_nn", "half_pixel_symmetric");
  /** How Resize and Upsample rounded before opset 11, which has no name. */
  static final String BEFORE_RULES = "up where the map shrinks, else down";

  private static final List<String> ROUNDINGS = List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil");

  ResizeRule {
    require(List.of("nearest", "linear"), mode, "mode");
    require(TRANSFORMATIONS, transformation, "coordinate_transformation_mode");
    if (!rounding.equals(BEFORE_RULES)) {
      require(ROUNDINGS, rounding, "nearest_mode");
    }
  }

  private static void require(List<String> known, String given, String attribute) {
    if (!known.contains(given)) {
      throw new NotTaken(attribute + " \"" + given + "\" is not supported", "resize with " + String.join(", ", known));
    }
  }

  static ResizeRule of(Attributes given) {
    return new ResizeRule(
        given.text("mode", "nearest"), given.text("coordinate_transformation_mode", "half_pixel"),
        given.text("nearest_mode", "round_prefer_floor"));
  }

  /** Every rule there is. */
  static List<ResizeRule> all() {
    List<ResizeRule> all = new ArrayList<>();
    for (String transformation : TRANSFORMATIONS) {
      ROUNDINGS.forEach(rounding -> all.add(new ResizeRule("nearest", transformation, rounding)));
      all.add(new ResizeRule("linear", transformation, "round_prefer_floor"));
    }
    return all;
  }

  Taps taps(int from, int to, double scale) {
    int[] first = new int[to];
    int[] second = new int[to];
    double[] share = new double[to];
    for (int i = 0; i < to; i++) {
      double x = from == to && scale == 1 ? i : original(i, from, to, scale);
      if (mode.equals("nearest")) {
        first[i] = bound(nearest(x, scale), from);
        second[i] = first[i];
      } else {
        double inside = Math.max(0, Math.min(from - 1, x));
        first[i] = (int) Math.floor(inside);
        second[i] = bound(first[i] + 1, from);
        share[i] = inside - first[i];
      }
    }
    return new Taps(first, second, share);
  }

  private static int bound(int index, int extent) {
    return Math.max(0, Math.min(extent - 1, index));
  }

  /** Where the sample {@code i} of the result lies in the original. */
  private double original(int i, int from, int to, double scale) {
    return switch (transformation) {
      case "half_pixel" -> (i + 0.5) / scale - 0.5;
      case "half_pixel_symmetric" -> from / 2.0 * (1 - to / (scale * from)) + (i + 0.5) / scale - 0.5;
      case "pytorch_half_pixel" -> to > 1 ? (i + 0.5) / scale - 0.5 : 0;
      case "align_corners" -> to > 1 ? i * (from - 1.0) / (to - 1) : 0;
      case "asymmetric" -> i / scale;
      case "tf_half_pixel_for_nn" -> (i + 0.5) / scale;
      default -> throw new IllegalStateException(transformation);
    };
  }

  private int nearest(double x, double scale) {
    return switch (rounding) {
      case "round_prefer_floor" -> (int) Math.ceil(x - 0.5);
      case "round_prefer_ceil" -> (int) Math.floor(x + 0.5);
      case "floor" -> (int) Math.floor(x);
      case "ceil" -> (int) Math.ceil(x);
      case BEFORE_RULES -> (int) (scale < 1 ? Math.ceil(x) : Math.floor(x));
      default -> throw new IllegalStateException(rounding);
    };
  }
}
