package org.lexicore.reports;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the host does in an inference, between the runs of the accelerator. Its bytes are beside {@code dram_bytes}, not in them, and its
 * time is in no number of cycles.
 *
 * @param runs how often the accelerator is started
 * @param kinds by what is done
 * @param steps one by one, in order
 */
public record HostWork(int runs, HostCost total, SortedMap<String, HostCost> kinds, List<Step> steps) {
  /** One step, or the weights of one layer. */
  public record Step(String name, String kind, HostCost cost) {}

  public HostWork {
    steps = List.copyOf(steps);
  }

  /** The sums over {@code steps}. */
  public static HostWork of(int runs, List<Step> steps) {
    SortedMap<String, HostCost> kinds = new TreeMap<>();
    steps.forEach(step -> kinds.merge(step.kind, step.cost, HostCost::plus));
    return new HostWork(runs, steps.stream().map(Step::cost).reduce(HostCost.NONE, HostCost::plus), kinds, steps);
  }
}
