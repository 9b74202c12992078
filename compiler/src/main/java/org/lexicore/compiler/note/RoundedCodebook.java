package org.lexicore.compiler.note;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A codebook that was stored in real numbers and is rounded to int8.
 *
 * @param error root mean square of what rounding changes over that of the codewords
 */
public record RoundedCodebook(String name, double error) {
  /** One notice for all of them; none if there are none. */
  public static List<Notice> notices(List<RoundedCodebook> all) {
    if (all.isEmpty()) {
      return List.of();
    }
    String names = Names.of(all.stream().map(RoundedCodebook::name).toList());
    double largest = all.stream().max(Comparator.comparingDouble(RoundedCodebook::error)).orElseThrow().error;
    return List.of(Notice.of(
        all.size() == 1
            ? String.format(Locale.ROOT, "codebook %s is not of int8 and is rounded to it; relative error %.2e", names, largest)
            : String.format(Locale.ROOT, "%d codebooks (%s) are not of int8 and are rounded to it; relative error up to %.2e", all.size(), names, largest)));
  }
}
