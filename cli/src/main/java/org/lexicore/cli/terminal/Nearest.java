package org.lexicore.cli.terminal;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Suggests the known word that a misspelt one most likely stands for: of fields as of values. */
public final class Nearest {
  /** Letters that may be wrong in a short word; in a longer one, one of so many. */
  private static final int MISTAKES = 2;
  private static final int LETTERS_PER_MISTAKE = 3;

  private Nearest() {}

  /** "did you mean x?" if a field among {@code known} is close to {@code word}, else to remove it. */
  public static String remedy(String word, Collection<String> known) {
    return among(word, known).orElse("remove it, or see `lexicore init` for all fields");
  }

  /** "did you mean x?" if a word among {@code known} is close to {@code word}. */
  public static Optional<String> among(String word, Collection<String> known) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : new TreeSet<>(known)) {
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    boolean close = least <= Math.max(MISTAKES, word.length() / LETTERS_PER_MISTAKE) && best != null && least < best.length();
    return close ? Optional.of("did you mean " + best + "?") : Optional.empty();
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
