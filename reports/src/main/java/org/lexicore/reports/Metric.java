package org.lexicore.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A figure of an inference by which runs are compared: more of it is worse. */
public enum Metric {
  CYCLES("cycles", "cycles"),
  TIME("time", "ms"),
  STALLS("stalls", "cycles"),
  DRAM("DRAM traffic", "bytes"),
  /** Typical. */
  ENERGY("energy", "µJ");

  private static final double MICROJOULE = 1e-6;

  private final String title;
  private final String unit;

  Metric(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** Its name on the command line and in JSON. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is counted in. */
  public String unit() {
    return unit;
  }

  /** The metric of that name, if there is one. */
  public static Optional<Metric> of(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key().equals(key)).findFirst();
  }

  /** All names. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Metric::key).toList();
  }

  /** Whether there is such a figure: energy is not estimated at every node. */
  public boolean isKnown(Inference inference) {
    return this != ENERGY || inference.energy().isPresent();
  }

  /** Its value for a whole inference, of which it is known. */
  public double of(Inference inference) {
    return switch (this) {
      case CYCLES -> inference.cycles();
      case TIME -> inference.timeMs();
      case STALLS -> inference.arrayCycles().total() - inference.arrayCycles().busy();
      case DRAM -> inference.dramBytes().total();
      case ENERGY -> MICROJOULE * inference.energy().orElseThrow().total().typical();
    };
  }
}
