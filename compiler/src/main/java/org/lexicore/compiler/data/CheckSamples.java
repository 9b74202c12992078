package org.lexicore.compiler.data;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;

/** Holds the data of network inputs against the network, before anything is computed. */
final class CheckSamples {
  private final Map<String, Integer> tokens;
  private final Problems problems;

  /**
   * @param tokens rows of the tables that inputs are looked up in, by input
   */
  CheckSamples(Map<String, Integer> tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  /**
   * Notes what is wrong with the data of {@code input}.
   *
   * @param place how messages call the data
   */
  void check(FloatGraph.Input input, NdArray array, InputSpecification specification, String place) {
    int channels = Math.max(specification.mean().length, specification.std().length);
    problems.require(
        channels == 1 || channels == input.shape().channels(),
        "input %s: mean or std has %d numbers for %d channels", input.name(), channels, input.shape().channels());
    checkExtents(input.shape(), array, specification, place);
    checkNumbers(array, place);
    if (tokens.containsKey(input.name())) {
      checkTokens(array, tokens.get(input.name()), place);
    }
  }

  private void checkExtents(Shape shape, NdArray array, InputSpecification specification, String place) {
    if (array.count() == 0) {
      return;
    }
    boolean last = specification.channelsLast();
    int[] sample = sample(array);
    int[] wanted = last ? new int[] {shape.height(), shape.width(), shape.channels()} : new int[] {shape.channels(), shape.height(), shape.width()};
    if (array.sliceSize() != shape.size()) {
      problems.add("%s: a sample has %d elements, the network takes %s = %d", place, array.sliceSize(), shape, shape.size());
    } else if (!sameOrder(sample, wanted)) {
      int[] other = last ? new int[] {shape.channels(), shape.height(), shape.width()} : new int[] {shape.height(), shape.width(), shape.channels()};
      String layout = sameOrder(sample, other) ? ", or say \"layout\": \"" + (last ? "NCHW" : "NHWC") + "\" of this input" : "";
      problems.add("%s: a sample is %s, the network takes %s%s; transpose the samples%s", place, text(sample), text(wanted),
          last ? " (layout NHWC)" : "", layout);
    }
  }

  /** One sample's extents; a scalar for a file that has but the axis of samples. */
  private static int[] sample(NdArray array) {
    return array.shape().length < 2 ? new int[] {1} : Arrays.copyOfRange(array.shape(), 1, array.shape().length);
  }

  /**
   * Whether elements in C order of {@code a} can be those of {@code b}: the extents are alike, but that neighbouring
   * ones may be joined into one on either side, as in a flat sample.
   */
  private static boolean sameOrder(int[] a, int[] b) {
    Set<Long> ofA = bounds(a);
    Set<Long> ofB = bounds(b);
    return ofA.containsAll(ofB) || ofB.containsAll(ofA);
  }

  /** How many elements the first 1, 2, … extents have. */
  private static Set<Long> bounds(int[] extents) {
    Set<Long> bounds = new TreeSet<>();
    long size = 1;
    for (int extent : extents) {
      size *= extent;
      bounds.add(size);
    }
    bounds.remove(1L);
    return bounds;
  }

  private void checkNumbers(NdArray array, String place) {
    for (int i = 0; i < array.size(); i++) {
      if (!NumberRange.holds(array.real(i))) {
        problems.add("%s: %s is %s; correct or leave out the sample", place, position(array, i), NumberRange.describe(array.real(i)));
        return;
      }
    }
  }

  private void checkTokens(NdArray array, int rows, String place) {
    for (int i = 0; i < array.size(); i++) {
      double token = array.real(i);
      if (NumberRange.holds(token) && (token != Math.rint(token) || token < 0 || token >= rows)) {
        problems.add("%s: %s is %s; give token numbers from 0 to %d", place, position(array, i), token, rows - 1);
        return;
      }
    }
  }

  /** {@code sample 2, element [0, 1, 7]}. */
  private static String position(NdArray array, int i) {
    int[] extents = sample(array);
    int[] indices = new int[extents.length];
    int rest = i % array.sliceSize();
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      indices[axis] = rest % extents[axis];
      rest /= extents[axis];
    }
    return "sample " + i / array.sliceSize() + ", element " + Arrays.toString(indices);
  }

  private static String text(int[] extents) {
    return IntStream.of(extents).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }
}
