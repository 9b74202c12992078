package org.lexicore.reports.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * From where on one chip costs less than another, a sample of a network.
 *
 * @param over what grows
 * @param variant the chip asked about
 * @param against the chip that it is compared with, or the {@link Sharing.Way} to do without it
 * @param at where the answer changes
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record BreakEven(String network, Cost metric, Over over, String variant, String against, Outcome outcome, Optional<Double> at) {

  /** What grows. */
  public enum Over {
    /** Inferences between switches: the average over the first, which follows another network or the reset, and the others, which are steady. */
    @JsonProperty("inferences")
    INFERENCES("inferences in a row"),
    /** Samples in a batch, of a first inference; between the sizes that were simulated on a straight line. */
    @JsonProperty("batch")
    BATCH("samples in a batch"),
    /** Networks that take turns on a chip, an inference each, as many as {@link Sharing} has room for. */
    @JsonProperty("networks")
    NETWORKS("networks that share the chip");

    private final String words;

    Over(String words) {
      this.words = words;
    }
  }

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

  /** Each chip against each other before it, for each network and metric; the ROM against codebooks of the networks' own. */
  public static List<BreakEven> of(List<Study.Chip> chips, Optional<Sharing> sharing) {
    List<BreakEven> all = new ArrayList<>();
    for (Study.OnChip network : chips.getFirst().networks()) {
      for (Cost cost : Cost.known(chips)) {
        for (int i = 1; i < chips.size(); i++) {
          for (int j = 0; j < i; j++) {
            all.add(inARow(network.network(), cost, chips.get(i), chips.get(j)));
            if (network.batches().size() > 1) {
              all.add(inABatch(network.network(), cost, chips.get(i), chips.get(j)));
            }
          }
        }
        sharing.ifPresent(own -> Study.chip(chips, Study.ROM).ifPresent(rom -> {
          for (Sharing.Way way : Sharing.Way.values()) {
            all.add(inTurns(network.network(), cost, rom, own, way));
          }
        }));
      }
    }
    return all;
  }

  private static BreakEven inARow(String network, Cost cost, Study.Chip variant, Study.Chip against) {
    Study.OnChip mine = variant.network(network);
    Study.OnChip its = against.network(network);
    // The average of n is steady + extra / n.
    double steady = cost.of(against, its.steady()) - cost.of(variant, mine.steady());
    double extra = cost.of(variant, mine.afterSwitch()) - cost.of(variant, mine.steady()) - cost.of(against, its.afterSwitch())
        + cost.of(against, its.steady());
    Outcome outcome = outcome(steady - extra, steady);
    boolean changes = outcome == Outcome.FROM || outcome == Outcome.UP_TO;
    return new BreakEven(network, cost, Over.INFERENCES, variant.variant(), against.variant(), outcome,
        changes ? Optional.of(extra / steady) : Optional.empty());
  }

  private static BreakEven inABatch(String network, Cost cost, Study.Chip variant, Study.Chip against) {
    List<Study.Batch> mine = variant.network(network).batches();
    List<Study.Batch> its = against.network(network).batches();
    double[] saved = new double[mine.size()];
    for (int i = 0; i < saved.length; i++) {
      saved[i] = (cost.of(against, its.get(i).inference()) - cost.of(variant, mine.get(i).inference())) / mine.get(i).samples();
    }
    int last = saved.length - 1;
    Outcome outcome = outcome(saved[0], saved[last]);
    Optional<Double> at = Optional.empty();
    if (outcome == Outcome.FROM || outcome == Outcome.UP_TO) {
      int i = last;
      while (saved[i] > 0 == saved[last] > 0) {
        i--;
      }
      double share = saved[i] / (saved[i] - saved[i + 1]);
      at = Optional.of(mine.get(i).samples() + share * (mine.get(i + 1).samples() - mine.get(i).samples()));
    }
    return new BreakEven(network, cost, Over.BATCH, variant.variant(), against.variant(), outcome, at);
  }

  private static BreakEven inTurns(String network, Cost cost, Study.Chip rom, Sharing own, Sharing.Way way) {
    double its = cost.of(rom, rom.network(network).steady());
    double[] saved = IntStream.rangeClosed(1, own.most()).mapToDouble(networks -> own.cost(way, cost, network, networks) - its).toArray();
    Outcome outcome = outcome(saved[0], saved[saved.length - 1]);
    Optional<Double> at = Optional.empty();
    if (outcome == Outcome.FROM || outcome == Outcome.UP_TO) {
      int first = 0;
      while (saved[first] > 0 == saved[0] > 0) {
        first++;
      }
      at = Optional.of(outcome == Outcome.FROM ? first + 1.0 : first);
    }
    return new BreakEven(network, cost, Over.NETWORKS, rom.variant(), way.title(), outcome, at);
  }

  /** What saving so much at first and in the long run comes to. */
  private static Outcome outcome(double first, double last) {
    if (first == 0 && last == 0) {
      return Outcome.EQUAL;
    }
    if (last > 0) {
      return first > 0 ? Outcome.ALWAYS : Outcome.FROM;
    }
    if (last == 0) {
      return first > 0 ? Outcome.ALWAYS : Outcome.NEVER;
    }
    return first > 0 ? Outcome.UP_TO : Outcome.NEVER;
  }

  /** The outcome in words, beside the {@link #question}. */
  public String words() {
    return switch (outcome) {
      case ALWAYS -> "always";
      case FROM -> "from " + count();
      case UP_TO -> "up to " + count();
      case NEVER -> "never";
      case EQUAL -> "the same";
    };
  }

  /** Networks are whole; of the others a fraction says how near the next number is. */
  private String count() {
    return String.format(Locale.ROOT, over == Over.NETWORKS ? "%.0f" : "%.1f", at.orElseThrow());
  }

  /** What is asked: what costs less than what, and over what. */
  public String question() {
    return variant + " costs less than " + against + ", over " + over.words;
  }

  /** The average over {@code count} inferences in a row, of which the first follows another network or the reset. */
  public static double average(Cost cost, Study.Chip chip, String network, int count) {
    double steady = cost.of(chip, chip.network(network).steady());
    return steady + (cost.of(chip, chip.network(network).afterSwitch()) - steady) / count;
  }
}
