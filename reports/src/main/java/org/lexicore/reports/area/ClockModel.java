package org.lexicore.reports.area;

import java.util.List;
import java.util.OptionalDouble;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.NodeScaling;

/**
 * How fast a clock the cells allow, without synthesis: in all accelerators that were synthesised the longest path is the same, which has no width
 * in it, so that one length stands for all: the longest of those that calibrate, since a clock is held against it.
 */
public final class ClockModel {
  private static final double NS_IN_MHZ = 1000;

  private final double longestNs;
  private final ModelError error;

  private ClockModel(double longestNs, ModelError error) {
    this.longestNs = longestNs;
    this.error = error;
  }

  /** The model that fits those of {@code data} which are not held out. */
  static ClockModel fit(SynthesisData data) {
    double ns = data.accelerators().stream().filter(one -> !one.heldOut()).mapToDouble(ClockModel::longest).max().orElseThrow();
    List<Double> errors = data.accelerators().stream().filter(SynthesisedAccelerator::heldOut).map(one -> ns / longest(one) - 1).toList();
    return new ClockModel(ns, ModelError.of(errors));
  }

  private static double longest(SynthesisedAccelerator one) {
    return one.longestNs().values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** With the stored synthesis results. */
  public static ClockModel calibrated() {
    return Calibrated.MODEL;
  }

  /** Fitted once, and only if somebody asks. */
  private static final class Calibrated {
    private static final ClockModel MODEL = fit(SynthesisData.stored());
  }

  /** What {@code accelerator}'s clock is held against. */
  public ClockEstimate of(Accelerator accelerator) {
    return of(accelerator, longestNs, error);
  }

  /** The same with a longest path that was measured. */
  public static ClockEstimate measured(Accelerator accelerator, double longestNs) {
    return of(accelerator, longestNs, ModelError.NONE);
  }

  private static ClockEstimate of(Accelerator accelerator, double longestNs, ModelError error) {
    int node = accelerator.technology().nodeNm();
    OptionalDouble atNode = NodeScaling.covers(node)
        ? OptionalDouble.of(NS_IN_MHZ / (longestNs * NodeScaling.delayFrom180(node)))
        : OptionalDouble.empty();
    return new ClockEstimate(accelerator.clockMhz(), longestNs, NS_IN_MHZ / longestNs, error, node, atNode);
  }
}
