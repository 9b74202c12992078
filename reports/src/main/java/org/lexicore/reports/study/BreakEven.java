package org.lexicore.reports.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lexicore.reports.Metric;

/**
 * From how many inferences of a network in a row one chip costs less than another, on the average over the first of them, which follows another
 * network (or the reset), and the others, which are steady.
 *
 * @param variant the chip asked about
 * @param against the chip that it is compared with
 * @param at inferences in a row, where the answer changes
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record BreakEven(String network, Metric metric, String variant, String against, Outcome outcome, Optional<Double> at) {
  private static final List<Metric> COMPARED = List.of(Metric.DRAM, Metric.CYCLES, Metric.ENERGY);

  /** How the two compare. */
  public enum Outcome {
    /** The variant costs less, however many there are. */
    @JsonProperty("always")
    ALWAYS,
    /** It costs less from {@code at} on. */
    @JsonProperty("from")
    FROM,
    /** It costs less up to {@code at}. */
    @JsonProperty("up_to")
    UP_TO,
    /** It never costs less. */
    @JsonProperty("never")
    NEVER,
    /** Both cost the same. */
    @JsonProperty("equal")
    EQUAL
  }

  /** By what {@code chips} are compared: what is known of all that they run. */
  public static List<Metric> compared(List<Study.Chip> chips) {
    return COMPARED.stream().filter(metric -> chips.stream().flatMap(chip -> chip.networks().stream())
        .flatMap(network -> network.inferences().stream()).allMatch(metric::isKnown)).toList();
  }

  /** Each chip against each other before it, for each network and metric. */
  public static List<BreakEven> of(List<Study.Chip> chips) {
    List<BreakEven> all = new ArrayList<>();
    for (Study.OnChip network : chips.getFirst().networks()) {
      for (Metric metric : compared(chips)) {
        for (int i = 1; i < chips.size(); i++) {
          for (int j = 0; j < i; j++) {
            all.add(of(network.network(), metric, chips.get(i), chips.get(j)));
          }
        }
      }
    }
    return all;
  }

  private static BreakEven of(String network, Metric metric, Study.Chip variant, Study.Chip against) {
    Study.OnChip mine = variant.network(network);
    Study.OnChip its = against.network(network);
    // The average of n is steady + extra / n.
    double steady = metric.of(its.steady()) - metric.of(mine.steady());
    double extra = metric.of(mine.afterSwitch()) - metric.of(mine.steady()) - metric.of(its.afterSwitch()) + metric.of(its.steady());
    Outcome outcome = outcome(steady, extra);
    boolean changes = outcome == Outcome.FROM || outcome == Outcome.UP_TO;
    return new BreakEven(network, metric, variant.variant(), against.variant(), outcome,
        changes ? Optional.of(extra / steady) : Optional.empty());
  }

  private static Outcome outcome(double steady, double extra) {
    boolean firstIsBetter = extra < steady;
    if (steady == 0 && extra == 0) {
      return Outcome.EQUAL;
    }
    if (steady > 0) {
      return firstIsBetter ? Outcome.ALWAYS : Outcome.FROM;
    }
    if (steady == 0) {
      return firstIsBetter ? Outcome.ALWAYS : Outcome.NEVER;
    }
    return firstIsBetter ? Outcome.UP_TO : Outcome.NEVER;
  }

  /** The outcome in words. */
  public String words() {
    return switch (outcome) {
      case ALWAYS -> "always";
      case FROM -> String.format(Locale.ROOT, "from %.1f inferences in a row", at.orElseThrow());
      case UP_TO -> String.format(Locale.ROOT, "up to %.1f inferences in a row", at.orElseThrow());
      case NEVER -> "never";
      case EQUAL -> "the same";
    };
  }

  /** The average over {@code count} inferences in a row, of which the first follows another network or the reset. */
  public static double average(Metric metric, Study.OnChip network, int count) {
    double steady = metric.of(network.steady());
    return steady + (metric.of(network.afterSwitch()) - steady) / count;
  }
}
