package org.lexicore.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.model.Problems;

/**
 * What is different between two runs of one network.
 *
 * @param totals each metric of each inference that both have and know
 * @param layers of the first inference whose cycles or DRAM bytes differ, the greatest change of cycles first
 */
public record RunDifference(String network, List<Total> totals, List<Layer> layers) {
  /**
   * A metric of one inference.
   *
   * @param limit the fraction by which it may rise, if one was given
   */
  public record Total(String occasion, Metric metric, double before, double after, Optional<Double> limit) {
    /** What a limit reached exactly may seem to be above it, because percentages are no binary fractions. */
    private static final double ROUNDING = 1e-12;

    /** By which fraction of {@code before} it rose; none, if from nothing to something. */
    public Optional<Double> change() {
      return before == after ? Optional.of(0.0) : before == 0 ? Optional.empty() : Optional.of(after / before - 1);
    }

    /** Whether it rose beyond its limit. */
    public boolean regression() {
      return limit.isPresent() && after > before * (1 + limit.get()) * (1 + ROUNDING);
    }
  }

  /** A layer; 0 in the run that does not have it. */
  public record Layer(String name, long cyclesBefore, long cyclesAfter, long bytesBefore, long bytesAfter) {
    private boolean changed() {
      return cyclesBefore != cyclesAfter || bytesBefore != bytesAfter;
    }
  }

  /** As {@link #of(RunResult, RunResult, Map, boolean)}, of one network. */
  public static RunDifference of(RunResult before, RunResult after, Map<Metric, Double> limits) {
    return of(before, after, limits, false);
  }

  /**
   * Compares {@code after} with {@code before}.
   *
   * @param limits by how much, as a fraction, a metric may rise
   * @param force whether the numbers of multiply-accumulates may differ
   * @throws org.lexicore.model.InputException if they cannot be compared
   */
  public static RunDifference of(RunResult before, RunResult after, Map<Metric, Double> limits, boolean force) {
    List<String> common = before.inferences().stream().map(Inference::occasion)
        .filter(name -> after.inference(name).isPresent()).toList();
    Problems problems = new Problems();
    problems.require(before.network().equals(after.network()) && (force || before.macs() == after.macs()),
        "not comparable: %s of %d multiply-accumulates and %s of %d; give two runs of one network, or %s",
        before.network(), before.macs(), after.network(), after.macs(),
        before.macs() == after.macs() ? "--name NAME if it is one under two names" : "--force to compare them nevertheless");
    problems.require(!common.isEmpty(),
        "not comparable: the runs have no kind of inference in common; simulate both in the same way");
    problems.throwIfAny();
    List<Total> totals = new ArrayList<>();
    for (String occasion : common) {
      Inference one = before.inference(occasion).orElseThrow();
      Inference two = after.inference(occasion).orElseThrow();
      for (Metric metric : Metric.values()) {
        Optional<Double> limit = Optional.ofNullable(limits.get(metric));
        if (metric.isKnown(one) && metric.isKnown(two)) {
          totals.add(new Total(occasion, metric, metric.of(one), metric.of(two), limit));
        } else {
          problems.require(limit.isEmpty(), "%s: not both runs have an estimate of their %s inference; leave its limit out", metric.key(), occasion);
        }
      }
    }
    problems.throwIfAny();
    return new RunDifference(before.network(), totals, layers(before, after));
  }

  private static List<Layer> layers(RunResult before, RunResult after) {
    List<Layer> layers = new ArrayList<>();
    for (LayerCost one : before.layers()) {
      Optional<LayerCost> two = layer(after, one.name());
      layers.add(new Layer(one.name(), one.cycles(), two.map(LayerCost::cycles).orElse(0L), one.dramBytes().total(),
          two.map(cost -> cost.dramBytes().total()).orElse(0L)));
    }
    after.layers().stream().filter(two -> layer(before, two.name()).isEmpty())
        .forEach(two -> layers.add(new Layer(two.name(), 0, two.cycles(), 0, two.dramBytes().total())));
    return layers.stream().filter(Layer::changed).sorted(
        Comparator.comparingLong((Layer layer) -> Math.abs(layer.cyclesAfter - layer.cyclesBefore)).reversed()
            .thenComparing(
                Comparator.comparingLong((Layer layer) -> Math.abs(layer.bytesAfter - layer.bytesBefore)).reversed())).toList();
  }

  private static Optional<LayerCost> layer(RunResult run, String name) {
    return run.layers().stream().filter(layer -> layer.name().equals(name)).findFirst();
  }

  /** The metrics that rose beyond their limits. */
  public List<Total> regressions() {
    return totals.stream().filter(Total::regression).toList();
  }
}
