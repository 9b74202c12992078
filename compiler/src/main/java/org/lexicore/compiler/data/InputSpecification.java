package org.lexicore.compiler.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.lexicore.model.Problems;

/**
 * What a network input means, so that raw data can be given: real value = (element − mean) / std.
 *
 * @param name the input's name
 * @param dtype {@code uint8} for raw 8-bit pixels, {@code float32} for values that are real already
 * @param mean one, or one per channel
 * @param std one, or one per channel; not zero
 * @param layout {@code CHW} or {@code HWC}: how one sample's elements lie
 */
public record InputSpecification(String name, String dtype, double[] mean, double[] std, String layout) {
  private static final Set<String> KEYS = new TreeSet<>(Set.of("dtype", "mean", "std", "layout"));

  /** An input whose samples hold real values, channel-major. */
  public static InputSpecification real(String name) {
    return new InputSpecification(name, "float32", new double[] {0}, new double[] {1}, "CHW");
  }

  /** Whether samples hold raw 8-bit pixels. */
  public boolean pixels() {
    return dtype.equals("uint8");
  }

  /** Whether a sample's channels lie innermost. */
  public boolean channelsLast() {
    return layout.equals("HWC");
  }

  /** The real value of {@code element} in {@code channel}. */
  public double real(double element, int channel) {
    return (element - at(mean, channel)) / at(std, channel);
  }

  private static double at(double[] values, int channel) {
    return values[values.length == 1 ? 0 : channel];
  }

  /** Smallest real value that a pixel can have. */
  public double smallest() {
    return extreme(false);
  }

  /** Largest real value that a pixel can have. */
  public double largest() {
    return extreme(true);
  }

  private double extreme(boolean largest) {
    double found = largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    for (int channel = 0; channel < Math.max(mean.length, std.length); channel++) {
      double black = real(0, channel);
      double white = real(255, channel);
      double here = largest ? Math.max(black, white) : Math.min(black, white);
      found = largest ? Math.max(found, here) : Math.min(found, here);
    }
    return found;
  }

  /**
   * Reads {@code {dtype, mean, std, layout}}; all but dtype may be left out.
   *
   * @param place how messages call the object, for example {@code inputs.image}
   * @param problems what is wrong is added here
   */
  public static InputSpecification parse(String name, JsonNode json, String place, Problems problems) {
    json.fieldNames().forEachRemaining(key ->
        problems.require(KEYS.contains(key), "%s: unknown key '%s'; known are %s", place, key, KEYS));
    String dtype = json.path("dtype").asText("");
    problems.require(
        dtype.equals("uint8") || dtype.equals("float32"), "%s.dtype: is '%s'; write uint8 or float32", place, dtype);
    String layout = json.path("layout").asText("CHW").replace("N", "");
    problems.require(
        layout.equals("CHW") || layout.equals("HWC"), "%s.layout: is '%s'; write NCHW or NHWC", place, layout);
    double[] mean = numbers(json.path("mean"), 0, place + ".mean", problems);
    double[] std = numbers(json.path("std"), 1, place + ".std", problems);
    problems.require(Arrays.stream(std).noneMatch(s -> s == 0), "%s.std: a standard deviation of 0 divides by zero", place);
    problems.require(
        mean.length == std.length || mean.length == 1 || std.length == 1,
        "%s: mean has %d numbers, std %d; give one, or one per channel", place, mean.length, std.length);
    InputSpecification read = new InputSpecification(name, dtype, mean, std, layout);
    if (problems.none() && !(NumberRange.holds(read.smallest()) && NumberRange.holds(read.largest()))) {
      problems.add("%s: mean and std make pixels %.3g to %.3g; give those of pixels from 0 to 255", place, read.smallest(), read.largest());
    }
    return read;
  }

  private static double[] numbers(JsonNode json, double missing, String place, Problems problems) {
    if (json.isMissingNode() || json.isNull()) {
      return new double[] {missing};
    }
    if (json.isNumber()) {
      return new double[] {json.doubleValue()};
    }
    boolean numbers = json.isArray() && !json.isEmpty();
    for (JsonNode element : json) {
      numbers &= element.isNumber();
    }
    problems.require(numbers, "%s: is no number and no list of numbers", place);
    double[] values = new double[Math.max(1, json.size())];
    for (int i = 0; i < json.size(); i++) {
      values[i] = json.path(i).asDouble(missing);
    }
    return numbers ? values : new double[] {missing};
  }
}
