package org.lexicore.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the host does in an inference, between the runs of the accelerator. Its bytes are beside {@code dram_bytes}, not in them, and its
 * time is in no number of cycles: figures of the inference are the array's alone, but for those of {@code estimate}.
 *
 * @param runs how often the accelerator is started
 * @param kinds by what is done
 * @param steps one by one, in order
 * @param estimate time and energy with the host; none unless the accelerator's file says what the host is
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record HostWork(int runs, HostCost total, SortedMap<String, HostCost> kinds, List<Step> steps, Optional<HostEstimate> estimate) {
  /** One step, or the weights of one layer. */
  public record Step(String name, String kind, HostCost cost) {}

  public HostWork {
    steps = List.copyOf(steps);
  }

  /** The sums over {@code steps}. */
  public static HostWork of(int runs, List<Step> steps, Optional<HostEstimate> estimate) {
    SortedMap<String, HostCost> kinds = new TreeMap<>();
    steps.forEach(step -> kinds.merge(step.kind, step.cost, HostCost::plus));
    return new HostWork(runs, steps.stream().map(Step::cost).reduce(HostCost.NONE, HostCost::plus), kinds, steps, estimate);
  }
}
