package org.lexicore.cli.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.compiler.map.StoreContent;
import org.lexicore.model.result.Result;
import org.lexicore.reports.Inference;

/**
 * What an accelerator meets one after the other, without a reset: the first inference, further samples, the next inference of the same
 * network, other networks, and the first network again.
 *
 * @param inOrder each with the program for what the codebook store holds by then
 */
public record Occasions(List<Occasion> inOrder) {
  /**
   * One inference.
   *
   * @param name as in {@link Inference}; empty where its result is not asked for
   * @param inputs integers by input, in the network's order
   */
  public record Occasion(Optional<String> name, Deployment deployment, List<int[]> inputs) {
    /** The outputs by the reference executor, which takes its time: whole networks run. */
    public List<int[]> expected() {
      return deployment.expected(inputs);
    }
  }

  /**
   * The occasions of {@code deployment}.
   *
   * @param samples integers by input; the first is that of the named occasions
   * @param others networks that run before the occasion {@link Inference#SWITCHED}, on zeros; without any there is none
   */
  public static Occasions of(Deployment deployment, List<Map<String, int[]>> samples, List<Deployment> others) {
    List<Occasion> inOrder = new ArrayList<>();
    Map<String, int[]> sample = samples.getFirst();
    inOrder.add(of(Optional.of(Inference.FIRST), deployment, sample));
    Deployment warm = deployment.after(deployment.mapping().after());
    samples.stream().skip(1).forEach(further -> inOrder.add(of(Optional.empty(), warm, further)));
    inOrder.add(of(Optional.of(Inference.STEADY), warm, sample));
    StoreContent store = warm.mapping().after();
    for (Deployment other : others) {
      Deployment next = other.after(store);
      List<int[]> zeros = next.program().inputs().stream().map(input -> new int[input.tensor().shape().size()]).toList();
      inOrder.add(new Occasion(Optional.empty(), next, zeros));
      store = next.mapping().after();
    }
    if (!others.isEmpty()) {
      inOrder.add(of(Optional.of(Inference.SWITCHED), deployment.after(store), sample));
    }
    return new Occasions(List.copyOf(inOrder));
  }

  /** The first inference alone. */
  public static Occasions once(Deployment deployment, Map<String, int[]> sample) {
    return new Occasions(List.of(of(Optional.of(Inference.FIRST), deployment, sample)));
  }

  /** Those of {@code results}, one for each occasion, whose occasion has a name. */
  public Map<String, Result> named(List<Result> results) {
    Map<String, Result> named = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      inOrder.get(i).name().ifPresent(name -> named.put(name, result));
    }
    return named;
  }

  private static Occasion of(Optional<String> name, Deployment deployment, Map<String, int[]> sample) {
    return new Occasion(name, deployment, deployment.inputs(sample));
  }
}
