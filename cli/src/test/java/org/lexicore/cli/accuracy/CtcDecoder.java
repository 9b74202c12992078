package org.lexicore.cli.accuracy;

import java.util.ArrayList;
import java.util.List;

/** Reads the answer of a recogniser that was trained with CTC: the likeliest class of each step, repetitions merged, blanks dropped. */
final class CtcDecoder {
  private final List<String> classes = new ArrayList<>();

  /**
   * A decoder of PP-OCR's classes: the blank, the dictionary's characters, the space.
   *
   * @param dictionary one character each
   */
  CtcDecoder(List<String> dictionary) {
    classes.add("");
    classes.addAll(dictionary);
    classes.add(" ");
  }

  /** Number of classes. */
  int classes() {
    return classes.size();
  }

  /** The text of {@code scores}, laid out {@code [steps][classes]}. */
  String text(float[] scores) {
    StringBuilder text = new StringBuilder();
    int previous = 0;
    for (int from = 0; from < scores.length; from += classes.size()) {
      int best = likeliest(scores, from);
      if (best != previous) {
        text.append(classes.get(best));
      }
      previous = best;
    }
    return text.toString();
  }

  private int likeliest(float[] scores, int from) {
    int best = 0;
    for (int c = 1; c < classes.size(); c++) {
      best = scores[from + c] > scores[from + best] ? c : best;
    }
    return best;
  }
}
