package org.lexicore.cli.chain;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.lexicore.cli.Version;
import org.lexicore.compiler.map.LeastTraffic;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.result.Activity;
import org.lexicore.model.result.Result;
import org.lexicore.reports.Accuracy;
import org.lexicore.reports.ArrayCycles;
import org.lexicore.reports.DramBytes;
import org.lexicore.reports.Hardware;
import org.lexicore.reports.HostCost;
import org.lexicore.reports.HostEstimate;
import org.lexicore.reports.HostWork;
import org.lexicore.reports.Inference;
import org.lexicore.reports.LayerCost;
import org.lexicore.reports.RunResult;
import org.lexicore.reports.Verification.OfNetwork;
import org.lexicore.reports.Weights;
import org.lexicore.reports.area.AreaModel;
import org.lexicore.reports.area.ClockModel;
import org.lexicore.reports.energy.EnergyModel;
import org.lexicore.reports.energy.EnergyModel.Commands;
import org.lexicore.reports.energy.EnergyModel.Counts;
import org.lexicore.rtl.HardwareCount;
import org.lexicore.testbenches.Verification;

/** Gathers what a simulation showed, and what is known besides, into the record that is written and reported. */
public final class Results {
  /** Where a result comes from. */
  public record Origin(String command, long seed, SortedMap<String, String> inputs) {}

  private Results() {}

  /** The record of {@code occasions}, of which the first is first. */
  public static RunResult of(
      Deployment deployment, Map<String, Result> occasions, Optional<Weights> weights, Optional<Accuracy> accuracy, Origin origin) {
    Result first = occasions.get(Inference.FIRST);
    Accelerator accelerator = deployment.accelerator();
    Hardware hardware = hardware(accelerator);
    Optional<EnergyModel> energy = EnergyModel.of(accelerator, hardware);
    List<Inference> inferences = inferences(occasions, energy);
    return new RunResult(
        RunResult.SCHEMA, Version.text(), origin.command(), origin.seed(), origin.inputs(), first.network(), first.accelerator(),
        first.codebookPlace(), first.cycles(), first.timeMs(), first.macs(), first.utilisation(), bytes(first.dramBytes()),
        Optional.of(least(deployment)), cycles(first.stallCycles()), Optional.empty(), inferences, layers(deployment, first, energy), host(deployment, first, inferences.getFirst()), weights, accuracy, hardware,
        Optional.of(AreaModel.calibrated().of(accelerator)), Optional.of(ClockModel.calibrated().of(accelerator)),
        first.outputsSha256(), Optional.empty(), accelerator);
  }

  /** The results of {@code occasions} by themselves, in their order. */
  public static List<Inference> inferences(Deployment deployment, Map<String, Result> occasions) {
    return inferences(occasions, EnergyModel.of(deployment.accelerator(), hardware(deployment.accelerator())));
  }

  private static List<Inference> inferences(Map<String, Result> occasions, Optional<EnergyModel> energy) {
    return occasions.entrySet().stream().map(occasion -> inference(occasion.getKey(), occasion.getValue(), energy)).toList();
  }

  /**
   * {@code simulated} with what lockstep of all its inferences, one after the other, showed. The host's accesses before and after are compared
   * too, but are no cycles of an inference.
   */
  public static RunResult verified(RunResult simulated, Verification shown) {
    Map<String, Long> occasions = new LinkedHashMap<>();
    long left = shown.cyclesCompared();
    for (Inference inference : simulated.inferences()) {
      long compared = Math.min(left, inference.cycles());
      occasions.put(inference.occasion(), compared);
      left -= compared;
    }
    return simulated.with(
        new org.lexicore.reports.Verification(
            occasions.get(Inference.FIRST), shown.signalsCompared(), shown.divergences(), occasions, Optional.empty()));
  }

  /**
   * As {@link #verified(RunResult, Verification)}, with what was compared of each network among {@code occasions},
   * whose results are {@code each}.
   */
  public static RunResult verified(RunResult simulated, Verification shown, Occasions occasions, List<Result> each) {
    Map<String, Long> named = new LinkedHashMap<>();
    Map<String, OfNetwork> networks = new LinkedHashMap<>();
    long left = shown.cyclesCompared();
    boolean ended = false;
    for (int i = 0; i < each.size(); i++) {
      long compared = Math.min(left, each.get(i).cycles());
      left -= compared;
      occasions.inOrder().get(i).name().ifPresent(name -> named.put(name, compared));
      boolean endsHere = !ended && shown.divergences() > 0 && (left == 0 || i == each.size() - 1);
      ended |= endsHere;
      networks.merge(each.get(i).network(), new OfNetwork(each.get(i).network(), 1, compared, endsHere ? shown.divergences() : 0),
          (one, next) -> new OfNetwork(one.network(), one.inferences() + 1, one.cyclesCompared() + next.cyclesCompared(),
              one.divergences() + next.divergences()));
    }
    return simulated.with(new org.lexicore.reports.Verification(
        named.get(Inference.FIRST), shown.signalsCompared(), shown.divergences(), named, Optional.of(List.copyOf(networks.values()))));
  }

  private static DramBytes least(Deployment deployment) {
    return DramBytes.of(
        LeastTraffic.of(deployment.network(), deployment.accelerator(), deployment.mapping().report(), deployment.batch())::get);
  }

  private static Hardware hardware(Accelerator accelerator) {
    HardwareCount count = HardwareCount.of(accelerator);
    return new Hardware(count.multipliers(), count.byteMultipliers(), count.allFlipFlops(), count.ramBits(), count.romBits());
  }

  private static Inference inference(String occasion, Result result, Optional<EnergyModel> energy) {
    DramBytes bytes = bytes(result.dramBytes());
    Map<Activity, Long> activity = new EnumMap<>(Activity.class);
    result.layers().forEach(layer -> layer.activity().forEach((what, count) -> activity.merge(what, count, Long::sum)));
    long multiplications = result.layers().stream().mapToLong(Result.Layer::multiplications).sum();
    Map<String, Long> named = new LinkedHashMap<>();
    activity.forEach((what, count) -> named.put(what.key(), count));
    return new Inference(
        occasion, result.cycles(), result.timeMs(), result.utilisation(), bytes, cycles(result.stallCycles()), named, result.dram(),
        energy.map(model -> model.estimate(
            new Counts(result.cycles(), multiplications, bytes, activity, result.dram().map(use -> Commands.whole(use.commands()))))));
  }

  private static List<LayerCost> layers(Deployment deployment, Result result, Optional<EnergyModel> energy) {
    long allBytes = result.layers().stream().mapToLong(layer -> bytes(layer.dramBytes()).total()).sum();
    long allCycles = result.layers().stream().mapToLong(Result.Layer::cycles).sum();
    return result.layers().stream()
        .map(layer -> {
          DramBytes bytes = bytes(layer.dramBytes());
          Optional<Commands> commands = result.dram().map(use -> new Commands(
              use.commands(), (double) bytes.total() / allBytes, (double) layer.cycles() / allCycles));
          return new LayerCost(
              deployment.labels().of(layer.name()), weights(deployment, layer.name()), layer.multiplications(), layer.cycles(),
              Optional.of(cycles(layer.stallCycles())), layer.utilisation(), bytes,
              energy.map(model -> model.estimate(
                  new Counts(layer.cycles(), layer.multiplications(), bytes, layer.activity(), commands))));
        })
        .toList();
  }

  private static Optional<HostWork> host(Deployment deployment, Result result, Inference first) {
    List<HostWork.Step> steps = result.host().stream()
        .map(work -> new HostWork.Step(
            deployment.labels().of(work.name()), work.kind(),
            new HostCost(1, work.elements(), work.arithmetic(), work.bytesRead(), work.bytesWritten())))
        .toList();
    Optional<HostEstimate> estimate = deployment.accelerator().host().flatMap(
        host -> HostEstimate.of(host, steps, first.timeMs(), first.energy().map(energy -> energy.total().typical())));
    return steps.isEmpty() ? Optional.empty() : Optional.of(HostWork.of(result.runs(), steps, estimate));
  }

  /** How a layer's weights are stored; a layer that only the mapper knows has identity weights. */
  private static String weights(Deployment deployment, String name) {
    boolean coded = deployment.mapping().report().layers().stream()
        .anyMatch(layer -> layer.layer().equals(name) && layer.weights().equals("indices"));
    for (QuantisedLayer layer : deployment.network().layers()) {
      if (layer.name().equals(name) && coded && layer.weights() instanceof LayerWeights.Coded codes) {
        return "k=" + codes.codebook().k() + " d=" + codes.codebook().d();
      }
    }
    return streamed(deployment, name) ? "tensor" : "int8";
  }

  /** Whether they are another activation. */
  private static boolean streamed(Deployment deployment, String name) {
    return deployment.network().layers().stream()
        .anyMatch(layer -> layer.name().equals(name) && layer.weights() instanceof LayerWeights.Streamed);
  }

  private static DramBytes bytes(Map<String, Long> named) {
    return DramBytes.of((Traffic kind) -> named.get(kind.key()));
  }

  private static ArrayCycles cycles(Map<String, Long> named) {
    return new ArrayCycles(
        named.get("busy"), named.get("weights"), named.get("load"), named.get("drain"), named.get("store"), named.get("instruction"));
  }
}
