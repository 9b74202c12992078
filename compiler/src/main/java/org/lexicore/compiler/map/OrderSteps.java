package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Step;

/**
 * Puts the steps into an order with as few runs of the accelerator as there can be: host and accelerator take turns, and each does all that
 * it can before the other's turn comes.
 */
final class OrderSteps {
  /** Layers whose weights the host has to rewrite before their run. */
  private final Predicate<QuantisedLayer> rewritten;

  OrderSteps(Predicate<QuantisedLayer> rewritten) {
    this.rewritten = rewritten;
  }

  /** Batches of steps: those of the host alone, and runs of the accelerator. */
  List<List<Step>> order(List<QuantisedTensor> inputs, List<Step> steps) {
    Set<Step> waiting = new LinkedHashSet<>(steps);
    Set<String> made = new HashSet<>();
    inputs.forEach(input -> made.add(input.name()));
    List<List<Step>> batches = new ArrayList<>();
    for (boolean host = true; !waiting.isEmpty(); host = !host) {
      List<Step> batch = batch(waiting, made, host);
      if (!batch.isEmpty()) {
        batches.add(batch);
      }
    }
    return batches;
  }

  /** The steps that can follow each other now; the order given is one in which they can run, so one look at each will do. */
  private List<Step> batch(Set<Step> waiting, Set<String> made, boolean host) {
    Set<String> before = Set.copyOf(made);
    List<Step> batch = new ArrayList<>();
    for (Step step : List.copyOf(waiting)) {
      if (step instanceof HostStep == host && isReady(step, made, before)) {
        batch.add(step);
        waiting.remove(step);
        made.add(step.output().name());
      }
    }
    return batch;
  }

  private boolean isReady(Step step, Set<String> made, Set<String> before) {
    boolean weights =
        !(step instanceof QuantisedLayer layer && layer.weights() instanceof LayerWeights.Streamed streamed && rewritten.test(layer))
            || before.contains(streamed.tensor().name());
    return weights && step.operands().stream().allMatch(operand -> made.contains(operand.name()));
  }
}
