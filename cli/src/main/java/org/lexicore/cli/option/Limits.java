package org.lexicore.cli.option;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lexicore.cli.terminal.Nearest;
import org.lexicore.model.Problems;
import org.lexicore.reports.Metric;

/** By how much metrics may rise, as {@code cycles=1%,dram=0.5%} says. */
public final class Limits {
  private static final Pattern LIMIT = Pattern.compile("([a-z_]+)=(\\d+(?:\\.\\d+)?)%");

  private Limits() {}

  /**
   * The limits in {@code text} as fractions.
   *
   * @throws org.lexicore.model.InputException if one of them is none
   */
  public static Map<Metric, Double> of(String text) {
    Map<Metric, Double> limits = new EnumMap<>(Metric.class);
    Problems problems = new Problems();
    for (String word : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      Matcher limit = LIMIT.matcher(word.strip());
      if (!limit.matches()) {
        problems.add("--fail-over \"%s\": is no limit; write e.g. cycles=1%%", word);
        continue;
      }
      Optional<Metric> metric = Metric.of(limit.group(1));
      metric.ifPresentOrElse(
          known -> limits.put(known, Double.parseDouble(limit.group(2)) / 100),
          () -> problems.add("--fail-over %s: is no metric; %schoose from %s", limit.group(1),
              Nearest.among(limit.group(1), Metric.keys()).map(near -> near + " Or ").orElse(""), String.join(", ", Metric.keys())));
    }
    problems.throwIfAny();
    return limits;
  }
}
