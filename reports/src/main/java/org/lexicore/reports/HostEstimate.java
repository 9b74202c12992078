package org.lexicore.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.lexicore.model.accelerator.Accelerator.Host;

/**
 * What the host adds to an inference, as far as the accelerator's file says what it is. Its steps run one after the
 * other, while the accelerator waits. A step takes as long as its operations or its bytes, whichever takes longer, and
 * the energy of both.
 *
 * @param timeMs of the host's steps; none if its rates are not stated
 * @param energyPj of the host's steps; none if its energies are not stated
 * @param wholeMs of the inference, accelerator and host
 * @param wholePj of the inference, accelerator (typical) and host
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record HostEstimate(Optional<Double> timeMs, Optional<Double> energyPj, Optional<Double> wholeMs, Optional<Double> wholePj) {
  private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

  /**
   * The estimate for {@code steps}; empty if {@code host} states neither both rates nor both energies.
   *
   * @param arrayMs time of the accelerator alone
   * @param arrayPj its energy, typical
   */
  public static Optional<HostEstimate> of(Host host, List<HostWork.Step> steps, double arrayMs, Optional<Double> arrayPj) {
    Optional<Double> ms = both(host.gops(), host.gbPerS(), steps, cost -> Math.max(
        operations(cost) / host.gops().orElseThrow(), bytes(cost) / host.gbPerS().orElseThrow()) / NANOSECONDS_PER_MILLISECOND);
    Optional<Double> pj = both(host.pjPerOp(), host.pjPerByte(), steps, cost ->
        operations(cost) * host.pjPerOp().orElseThrow() + bytes(cost) * host.pjPerByte().orElseThrow());
    if (ms.isEmpty() && pj.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new HostEstimate(
        ms, pj, ms.map(it -> arrayMs + it), pj.flatMap(it -> arrayPj.map(array -> array + it))));
  }

  private static Optional<Double> both(
      OptionalDouble one, OptionalDouble other, List<HostWork.Step> steps, ToDoubleFunction<HostCost> value) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(steps.stream().map(HostWork.Step::cost).mapToDouble(value).sum())
        : Optional.empty();
  }

  private static double operations(HostCost cost) {
    return cost.arithmetic();
  }

  private static double bytes(HostCost cost) {
    return (double) cost.bytesRead() + cost.bytesWritten();
  }
}
