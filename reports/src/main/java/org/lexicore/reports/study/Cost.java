package org.lexicore.reports.study;

import java.util.List;
import org.lexicore.reports.Inference;
import org.lexicore.reports.Metric;

/** What chips are compared by: a figure of an inference on a chip, of which less is better. */
public enum Cost {
  DRAM(Metric.DRAM, false),
  CYCLES(Metric.CYCLES, false),
  /** Typical. */
  ENERGY(Metric.ENERGY, false),
  /** Typical energy times typical area. */
  AREA_ENERGY(Metric.ENERGY, true);

  private final Metric metric;
  private final boolean timesArea;

  Cost(Metric metric, boolean timesArea) {
    this.metric = metric;
    this.timesArea = timesArea;
  }

  /** By what {@code chips} can be compared: what is known of all that they run. */
  public static List<Cost> known(List<Study.Chip> chips) {
    return List.of(values()).stream().filter(cost -> chips.stream().allMatch(cost::isKnown)).toList();
  }

  private boolean isKnown(Study.Chip chip) {
    return (!timesArea || chip.areaMm2().isPresent())
        && chip.networks().stream().flatMap(network -> network.inferences().stream()).allMatch(metric::isKnown);
  }

  /** What people call it. */
  public String title() {
    return timesArea ? "area × energy" : metric.title();
  }

  /** What it is counted in. */
  public String unit() {
    return timesArea ? "mm² µJ" : metric.unit();
  }

  /** Of {@code inference} on {@code chip}, of which it is known. */
  public double of(Study.Chip chip, Inference inference) {
    return metric.of(inference) * (timesArea ? chip.areaMm2().orElseThrow().typical() : 1);
  }
}
