package org.lexicore.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A figure of an inference by which runs are compared: more of it is worse. */
public enum Metric {
  CYCLES("cycles"),
  TIME("ms"),
  STALLS("cycles"),
  DRAM("bytes");

  private final String unit;

  Metric(String unit) {
    this.unit = unit;
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

  /** Its value for a whole inference. */
  double of(Inference inference) {
    return switch (this) {
      case CYCLES -> inference.cycles();
      case TIME -> inference.timeMs();
      case STALLS -> inference.arrayCycles().total() - inference.arrayCycles().busy();
      case DRAM -> inference.dramBytes().total();
    };
  }
}
