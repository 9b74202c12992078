package org.lexicore.cli.accelerator;

import java.util.Collection;
import java.util.TreeSet;

/** Suggests the known word that a misspelt one most likely stands for. */
final class Nearest {
  private Nearest() {}

  /** "did you mean x?" if a known word is close to {@code word}, else the list of the known ones nearby or to remove it. */
  static String remedy(String word, Collection<String> known) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : new TreeSet<>(known)) {
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return least <= Math.max(2, word.length() / 3) ? "did you mean " + best + "?" : "remove it, or see `lexicore init` for all fields";
  }

  /** Levenshtein's distance: the least number of letters to insert, delete or replace. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
