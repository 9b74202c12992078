package org.lexicore.reports;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.result.Timeline;
import org.lexicore.reports.area.AreaModel;
import org.lexicore.reports.area.ClockModel;
import org.lexicore.reports.energy.EnergyEstimate;
import org.lexicore.reports.energy.EnergyPart;

/** Made-up results for tests. */
final class Results {
  private Results() {}

  static Accelerator accelerator(CodebookStore.Kind place) {
    return new Accelerator(1, "edge-8", new Accelerator.Array(8, 8), 150, new Accelerator.Technology(28),
        place.apply(new CodebookStore.Capacity(256, 8, 1, 1)), new Accelerator.Buffers(64, 16, 8, 16, 16, 4),
        new Accelerator.Postprocess(4), new Accelerator.Axi(64, 32, 8, 4), new Accelerator.Dram.Ideal(40, 8, 0, 1));
  }

  /** {@code r}, but on another accelerator. */
  static RunResult on(RunResult r, Accelerator accelerator) {
    return new RunResult(r.schema(), r.version(), r.command(), r.seed(), r.inputs(), r.network(), r.accelerator(), r.codebookPlace(), r.cycles(),
        r.timeMs(), r.macs(), r.utilisation(), r.dramBytes(), r.leastDramBytes(), r.stallCycles(), r.advice(), r.inferences(), r.layers(), r.host(), r.weights(), r.accuracy(),
        r.hardware(), r.area(), r.clock(), r.outputsSha256(), r.verification(), accelerator);
  }

  private static HostWork host(int layers) {
    return HostWork.of(
        layers + 1,
        List.of(
            new HostWork.Step("attention.softmax", "softmax", new HostCost(1, 640, 3200, 640, 640)),
            new HostWork.Step("attention.product", "streamweights", new HostCost(1, 320, 0, 300, 320))),
        Optional.empty());
  }

  /** As at a node for which there are no factors. */
  static RunResult withoutEnergy(RunResult r) {
    List<Inference> inferences = r.inferences().stream().map(it -> new Inference(it.occasion(), it.cycles(), it.timeMs(), it.utilisation(),
        it.dramBytes(), it.arrayCycles(), it.activity(), it.dram(), Optional.empty())).toList();
    return new RunResult(r.schema(), r.version(), r.command(), r.seed(), r.inputs(), r.network(), r.accelerator(), r.codebookPlace(), r.cycles(),
        r.timeMs(), r.macs(), r.utilisation(), r.dramBytes(), r.leastDramBytes(), r.stallCycles(), r.advice(), inferences, r.layers(), r.host(), r.weights(), r.accuracy(),
        r.hardware(), r.area(), r.clock(), r.outputsSha256(), r.verification(), r.configuration());
  }

  private static final Map<String, Long> ACTIVITY = Map.of("passes", 900L);

  private static Optional<EnergyEstimate> energy(long scale) {
    Map<EnergyPart, Band> parts = new EnumMap<>(EnergyPart.class);
    for (EnergyPart part : EnergyPart.values()) {
      double typical = scale * 1000.0 * (1 + part.ordinal());
      parts.put(part, new Band(0.5 * typical, typical, 2 * typical));
    }
    return Optional.of(new EnergyEstimate(parts));
  }

  private static ArrayCycles split(long scale, int i) {
    return new ArrayCycles(scale * (12 + i % 5), scale * 3, scale * 2, scale * 2, scale, 0);
  }

  /** A timeline with {@code intervals} of each unit. */
  static Timeline timeline(int intervals) {
    List<Timeline.Unit> units = new ArrayList<>();
    for (String name : List.of("DRAM read", "load", "compute", "drain", "store", "DRAM write")) {
      List<Timeline.Interval> busy = new ArrayList<>();
      for (int i = 0; i < intervals; i++) {
        busy.add(new Timeline.Interval(100 + 10L * i, 104 + 10L * i + i % 5, 4 + i % 5, 1, "stage1.block1.conv", "stage1.block1.conv"));
      }
      units.add(new Timeline.Unit(name, "instructions", 0, busy));
    }
    return new Timeline(100, 100 + 10L * intervals, units);
  }

  private static final DramBytes LEAST = new DramBytes(0, 60_000, 2048, 144, 5000, 200_000, 220_000);

  private static Advice advice(ArrayCycles cycles) {
    return Advice.of(cycles, List.of(new Advice.Trial(
        List.of(new Advice.Change("codebook.ports", "1", "2")), Advice.How.MAPPED, cycles.total() * 9 / 10, 0.1, Optional.of(0.02))));
  }

  static RunResult result(CodebookStore.Kind place, int layers, long scale) {
    List<LayerCost> costs = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      costs.add(new LayerCost("stage" + (1 + i / 7) + ".block" + i % 7 + ".conv", i == 0 ? "int8" : "k=256, d=4", 1_000_000 + 1000L * i,
          scale * (20 + i % 5), Optional.of(split(scale, i)), 0.6 + 0.01 * i,
          new DramBytes(640, scale * 9, i == 1 ? 2048 : 0, i == 0 ? 144 : 0, 128, scale * 12, scale * 11), energy(scale * (1 + i))));
    }
    DramBytes bytes = new DramBytes(15_000, 70_000, 2048, 144, 5000, 240_000, 220_000);
    ArrayCycles cycles = new ArrayCycles(400 * scale, 30 * scale, 20 * scale, 5 * scale, scale, 44);
    List<Inference> inferences = List.of(
        new Inference(Inference.FIRST, cycles.total(), 4.5, 0.7, bytes, cycles, ACTIVITY, Optional.empty(), energy(100 * scale)),
        new Inference(Inference.STEADY, cycles.total(), 4.5, 0.7, bytes, cycles, ACTIVITY, Optional.empty(), energy(100 * scale)));
    var inputs = new TreeMap<String, String>();
    inputs.put("edge-8.yaml", "00ff");
    return new RunResult(1, "0.1", "lexicore simulate a <b>", 7, inputs, "resnet20", "edge-8", place.word(),
        cycles.total(), 4.5, 40_000_000, 0.7, bytes, Optional.of(LEAST), cycles,
        Optional.of(advice(cycles)), inferences, costs, Optional.of(host(layers)), Optional.of(new Weights(270_000, 2.31, 2.05)),
        Optional.of(new Accuracy(1000, 0.921, 0.93)), new Hardware(64, 12, 9000, 1_000_000, 16_384),
        Optional.of(AreaModel.calibrated().of(accelerator(place))), Optional.of(ClockModel.calibrated().of(accelerator(place))), Optional.of("ab12"),
        Optional.of(new Verification(cycles.total(), 61, 0, java.util.Map.of(), Optional.empty())), accelerator(place));
  }
}
