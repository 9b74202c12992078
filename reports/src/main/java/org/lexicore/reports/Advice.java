package org.lexicore.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lexicore.reports.ArrayCycles.Cause;

/**
 * What the array waited for in the first inference, and what other accelerators would do about it.
 *
 * @param busy part of the cycles in which the array took a pixel, 0 to 1
 * @param waitsFor what it waited for most, as in {@code stall_cycles}
 * @param waits part of the cycles in which it waited for that, 0 to 1
 * @param trials other accelerators that the network was timed on
 */
public record Advice(double busy, String waitsFor, double waits, List<Trial> trials) {
  /** Part of the cycles from which on the array counts as busy: only a larger one would make a difference. */
  public static final double BUSY = 0.9;

  /** Changes that save a smaller part of the cycles help nobody. */
  private static final double WORTH = 0.01;

  /** Of several values, the first that saves so much of what the best one saves is enough. */
  private static final double ENOUGH = 0.9;

  /** A field of {@code accelerator.yaml} with another value. */
  public record Change(String field, String from, String to) {
    @Override
    public String toString() {
      return field + " " + from + " → " + to;
    }
  }

  /** How the cycles of a trial were found. */
  public enum How {
    /** The network was mapped to the changed accelerator, and simulated. */
    MAPPED("mapped and simulated"),
    /** The program as it is was simulated on the changed accelerator. */
    SAME_PROGRAM("same program, simulated"),
    /** As before, both with an ideal memory of the latency and rate of the timed one. */
    IDEAL_MEMORY("same program, simulated with an ideal memory");

    private final String words;

    How(String words) {
      this.words = words;
    }

    /** For a table. */
    public String words() {
      return words;
    }
  }

  /**
   * The same network on an accelerator with other fields.
   *
   * @param cycles of its first inference
   * @param saved part of the cycles that it saves, negative if it takes more
   * @param area by which part its chip is larger, where there is an estimate
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Trial(List<Change> changes, How how, long cycles, double saved, Optional<Double> area) {
    public Trial {
      changes = List.copyOf(changes);
    }

    /** The changes in words. */
    public String words() {
      return changes.stream().map(Change::toString).collect(Collectors.joining(" with "));
    }
  }

  public Advice {
    trials = List.copyOf(trials);
  }

  /** What {@code cycles} say, with the {@code trials} that were made for it. */
  public static Advice of(ArrayCycles cycles, List<Trial> trials) {
    double total = Math.max(1, cycles.total());
    Cause most = most(cycles);
    return new Advice(cycles.busy() / total, most.key(), cycles.of(most) / total, trials);
  }

  /** What the array waited for most. */
  public static Cause most(ArrayCycles cycles) {
    return cycles.causes().max(Comparator.comparingLong(cycles::of)).orElseThrow();
  }

  /** The trial that is worth it most: the least of those changes that save nearly as much as the best. */
  public Optional<Trial> best() {
    double most = trials.stream().mapToDouble(Trial::saved).max().orElse(0);
    return trials.stream().filter(trial -> most >= WORTH && trial.saved >= ENOUGH * most).findFirst();
  }

  /** One sentence. */
  public String sentence() {
    String waiting = String.format(Locale.ROOT, "the array is busy in %s of the cycles, and waits for %s in %s", percent(busy), what(), percent(waits));
    Optional<Trial> best = best();
    if (best.isPresent()) {
      String saves = switch (best.get().how) {
        case MAPPED -> "saves";
        case SAME_PROGRAM, IDEAL_MEMORY -> "would save about";
      };
      return waiting + String.format(Locale.ROOT, ": %s %s %s of the cycles%s", best.get().words(), saves, percent(best.get().saved),
          best.get().area.map(area -> String.format(Locale.ROOT, " for %+.1f %% area", 100 * area)).orElse(""));
    }
    if (busy >= BUSY) {
      return waiting + ": only a larger array would make it much faster";
    }
    return trials.isEmpty() ? waiting : waiting + ": " + trials.stream().map(Trial::words).collect(Collectors.joining(", "))
        + (trials.size() == 1 ? " saves" : " each save") + " less than 1 %";
  }

  private String what() {
    return switch (Cause.valueOf(waitsFor.toUpperCase(Locale.ROOT))) {
      case BUSY -> throw new IllegalStateException("being busy is no waiting");
      case WEIGHTS -> "weights to be decoded";
      case LOAD -> "data from DRAM";
      case DRAIN -> "accumulators to be drained";
      case STORE -> "results to be stored";
      case INSTRUCTION -> "instructions";
    };
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }
}
