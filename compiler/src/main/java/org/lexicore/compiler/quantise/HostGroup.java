package org.lexicore.compiler.quantise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lexicore.model.network.FloatGraph.Host;
import org.lexicore.model.network.host.HostOperation;
import org.lexicore.model.network.host.Pick;
import org.lexicore.model.network.host.Rearrange;
import org.lexicore.model.network.host.Resample;
import org.lexicore.model.network.host.Spread;

/**
 * Host operations that follow each other without a tensor between: what only the next one reads is never rounded.
 *
 * @param members in an order in which they can run, constants among them; the last one's tensor is stored
 */
record HostGroup(List<Host> members) implements StepGroup {
  HostGroup {
    members = List.copyOf(members);
  }

  @Override
  public Host last() {
    return members.getLast();
  }

  @Override
  public List<String> reads() {
    Set<String> reads = new LinkedHashSet<>();
    Set<String> made = new LinkedHashSet<>();
    for (Host member : members) {
      member.inputs().stream().filter(input -> !made.contains(input)).forEach(reads::add);
      made.add(member.name());
    }
    return new ArrayList<>(reads);
  }

  /** Whether elements of the one tensor read are only moved, so that their integers can be kept. */
  boolean moves() {
    return reads().size() == 1 && members.stream().allMatch(member -> moves(member.operation()));
  }

  private static boolean moves(HostOperation operation) {
    return operation instanceof Rearrange
        || operation instanceof Spread
        || operation instanceof Pick pick && pick.moves()
        || operation instanceof Resample resample && isNearest(resample);
  }

  private static boolean isNearest(Resample resample) {
    return Arrays.stream(resample.rows().share()).allMatch(share -> share == 0)
        && Arrays.stream(resample.columns().share()).allMatch(share -> share == 0);
  }
}
