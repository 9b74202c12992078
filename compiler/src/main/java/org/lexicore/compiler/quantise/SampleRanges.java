package org.lexicore.compiler.quantise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lexicore.compiler.data.Samples;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Storage;

/**
 * Holds samples against the ranges that a network's inputs were calibrated on: images of 0 to 255 for a network that
 * was calibrated on ±2 would all saturate, and its answers would mean nothing.
 *
 * <p>An element is beyond if it is larger than twice the range, since the largest of other samples is a little above
 * that of the calibration's. Where most elements other than 0 are beyond, the samples are refused; where one in a
 * hundred is, or none reaches a hundredth of the range, they are taken with a warning. Inputs that are no bytes, as
 * token numbers, keep what they are given.
 */
public final class SampleRanges {
  private static final double BEYOND = 2;
  private static final double REFUSED = 0.5;
  private static final double TOLD = 0.01;
  private static final double TINY = 0.01;

  /** Samples that are looked at. */
  private static final int SAMPLES = 256;

  private SampleRanges() {}

  /** What the elements of one input come to. */
  private static final class Seen {
    private long others;
    private long beyond;
    private double largest;

    private void add(float[] values, double range) {
      for (float value : values) {
        double magnitude = Math.abs(value);
        others += magnitude > 0 ? 1 : 0;
        beyond += magnitude > BEYOND * range ? 1 : 0;
        largest = Math.max(largest, magnitude);
      }
    }
  }

  /**
   * Checks {@code samples}.
   *
   * @param scales the network's ranges; inputs without one are not checked
   * @param recalibrate how the network gets other ranges, for messages
   * @return a warning for each input that is out of range in part
   * @throws org.lexicore.model.InputException naming every input whose samples are far beyond its range
   */
  public static List<String> check(FloatGraph graph, Map<String, ActivationScale> scales, Samples samples, String recalibrate) {
    Problems problems = new Problems();
    List<String> warnings = new ArrayList<>();
    ChooseStorage storage = ChooseStorage.of(graph, FuseNodes.fuse(graph));
    for (FloatGraph.Node node : graph.nodes()) {
      ActivationScale scale = scales.get(node.name());
      if (node instanceof FloatGraph.Input && scale != null && bytes(storage.of(node.name(), scale.signed()))) {
        check(node.name(), scale.scale() * scale.highest(), samples, recalibrate, problems, warnings);
      }
    }
    problems.throwIfAny();
    return warnings;
  }

  private static boolean bytes(Storage storage) {
    return switch (storage) {
      case INT8, UINT8 -> true;
      case INT16, INT32 -> false;
    };
  }

  private static void check(
      String input, double range, Samples samples, String recalibrate, Problems problems, List<String> warnings) {
    Seen seen = new Seen();
    for (int i = 0; i < Math.min(SAMPLES, samples.count()); i++) {
      seen.add(samples.real(i).get(input), range);
    }
    String place = String.format(Locale.ROOT, "%s: the network was calibrated on values up to %.3g", samples.place(input), range);
    if (seen.beyond > REFUSED * seen.others) {
      problems.add("%s, these samples reach %.4g, and %.0f %% of what is not 0 would saturate; normalise them as the calibration samples were, or "
          + "%s such samples", place, seen.largest, 100.0 * seen.beyond / seen.others, recalibrate);
    } else if (seen.beyond > TOLD * seen.others) {
      warnings.add(String.format(Locale.ROOT, "%s, these samples reach %.4g: %.1f %% of what is not 0 saturates; are they normalised as the calibration "
          + "samples were?", place, seen.largest, 100.0 * seen.beyond / seen.others));
    } else if (seen.largest > 0 && seen.largest < TINY * range) {
      warnings.add(String.format(Locale.ROOT, "%s, these samples reach only %.4g: 8 bits leave little of them; are they normalised as the calibration "
          + "samples were?", place, seen.largest));
    }
  }
}
