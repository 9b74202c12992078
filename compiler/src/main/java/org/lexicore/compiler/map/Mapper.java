package org.lexicore.compiler.map;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.lexicore.compiler.encode.CodebookImage;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.instruction.WeightStream;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Step;
import org.lexicore.model.program.Program;
import org.lexicore.model.program.TensorLayout;
import org.lexicore.model.program.TensorPlacement;

/** Maps a network to an accelerator. Stateless. */
public final class Mapper {
  private Mapper() {}

  /**
   * The program that runs {@code network} on {@code accelerator}.
   *
   * @throws InputException if it does not fit, naming layer and buffer
   */
  public static Program map(QuantisedNetwork network, Accelerator accelerator) {
    return explain(network, accelerator).program();
  }

  /** As {@link #map}, with how each layer is run. */
  public static Mapping explain(QuantisedNetwork network, Accelerator accelerator) {
    return explain(network, accelerator, StoreContent.NONE);
  }

  /** As {@link #explain(QuantisedNetwork, Accelerator)}, for an accelerator whose codebook SRAM holds {@code before} already. */
  public static Mapping explain(QuantisedNetwork network, Accelerator accelerator, StoreContent before) {
    return explain(network, accelerator, before, 1);
  }

  /**
   * As {@link #explain(QuantisedNetwork, Accelerator, StoreContent)}, for {@code samples} samples at once: the program's inputs and outputs are
   * those of the first sample, then of the second, and so on.
   */
  public static Mapping explain(QuantisedNetwork network, Accelerator accelerator, StoreContent before, int samples) {
    validate(accelerator);
    Batch batch = new Batch(network, samples);
    UnfusePools unfuse = new UnfusePools(accelerator);
    List<Step> steps = unfuse.apply(network.steps()); // first: makes layers and tensors
    List<QuantisedLayer> layers = layers(steps);
    if (layers.isEmpty()) {
      throw new InputException(network.name() + ": has nothing that the accelerator could run, only work for the host");
    }
    ChooseWeights weights = new ChooseWeights(accelerator);
    List<WeightStream> streams = weights.choose(layers); // before the layouts, which depend on d
    Map<String, TensorLayout> layouts = new ChooseLayouts(accelerator, layers, streams).choose(writtenByHost(network, steps));
    Map<String, LayerPlan> plans =
        new ChooseStreams(accelerator, layouts, steps).apply(plan(accelerator, layers, streams, layouts, samples));
    List<List<Step>> turns = new OrderSteps(layer -> !plans.get(layer.name()).streamsDirectly()).order(network.inputs(), steps);
    PlaceTensors.Placement placement = new PlaceTensors(batch.layouts(layouts)).place(
        batch.tensors(network.inputs()), batch.tensors(network.outputs()), turns.stream().flatMap(List::stream).map(batch::steps).toList());
    BuildStages build = new BuildStages(accelerator, placement, plans, batch, before(accelerator, weights, before));
    turns.forEach(build::add);

    List<LayerNote> notes = new ArrayList<>(unfuse.notes());
    notes.addAll(NotePadding.of(accelerator, layers, streams));
    Program program =
        new Program(
            network.name(), build.instructions(), build.layerOf(), build.layers(), build.data(), placement.scratchBytes(),
            placement.inputBytes(), placement.outputBytes(), placements(batch.tensors(network.inputs()), placement),
            placements(batch.tensors(network.outputs()), placement), rom(weights.romBooks(), accelerator), samples * network.macs(),
            build.stages());
    List<HostReport> host = program.hostWork().stream().map(HostReport::of).toList();
    return new Mapping(program, new MappingReport(build.reports(), program.runs().size(), host, notes, weights.expanded()), build.after());
  }

  private static List<QuantisedLayer> layers(List<Step> steps) {
    return steps.stream().filter(QuantisedLayer.class::isInstance).map(QuantisedLayer.class::cast).toList();
  }

  private static List<QuantisedTensor> writtenByHost(QuantisedNetwork network, List<Step> steps) {
    List<QuantisedTensor> tensors = new ArrayList<>(network.inputs());
    steps.stream().filter(HostStep.class::isInstance).map(Step::output).forEach(tensors::add);
    return tensors;
  }

  /** Why each layer is run as it is, for {@code samples} samples at once. */
  public static List<LayerChoice> choices(QuantisedNetwork network, Accelerator accelerator, int samples) {
    validate(accelerator);
    List<Step> steps = new UnfusePools(accelerator).apply(network.steps());
    List<QuantisedLayer> layers = layers(steps);
    List<WeightStream> streams = new ChooseWeights(accelerator).choose(layers);
    Map<String, TensorLayout> layouts = new ChooseLayouts(accelerator, layers, streams).choose(writtenByHost(network, steps));
    List<LayerChoice> choices = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      QuantisedLayer layer = layers.get(i);
      PlanLayer planner = planner(accelerator, layer, streams.get(i), layouts, samples);
      Candidate chosen = Candidate.of(planner.plan());
      List<Candidate> all = new ArrayList<>(planner.candidates());
      if (streams.get(i).looksUp()) {
        PlanLayer expanded = planner(accelerator, layer, KernelWalks.plain(accelerator), layouts, samples);
        expanded.plan();
        all.addAll(expanded.candidates());
      }
      choices.add(LayerChoice.of(layer.name(), chosen, all));
    }
    return choices;
  }

  private static PlanLayer planner(
      Accelerator accelerator, QuantisedLayer layer, WeightStream stream, Map<String, TensorLayout> layouts, int samples) {
    TensorLayout input = layouts.get(layer.input().name());
    TensorLayout output = layouts.get(layer.output().name());
    Optional<TensorLayout> residual = layer.residual().map(r -> layouts.get(r.operand().name()));
    return new PlanLayer(accelerator, Geometry.of(layer), stream, input, output, residual, samples);
  }

  private static StoreContent before(Accelerator accelerator, ChooseWeights weights, StoreContent sram) {
    return switch (accelerator.codebook()) {
      case CodebookStore.None none -> StoreContent.NONE;
      case CodebookStore.Sram loadable -> sram;
      case CodebookStore.Rom rom -> StoreContent.of(weights.romBooks().toArray(Codebook[]::new));
    };
  }

  private static void validate(Accelerator accelerator) {
    Problems problems = new Problems();
    accelerator.validate(problems);
    problems.require(
        accelerator.activationBytes() / accelerator.wordBytes() <= 1 << 20,
        "buffers.activations_kib: %d is more than addresses reach with axi.data_bits %d; write at most %d",
        accelerator.buffers().activationsKib(), accelerator.axi().dataBits(), accelerator.wordBytes() * 1024);
    problems.throwIfAny();
  }

  /** A plan for each layer, on all cores; all layers that do not fit are reported together. */
  private static List<LayerPlan> plan(
      Accelerator accelerator, List<QuantisedLayer> layers, List<WeightStream> streams, Map<String, TensorLayout> layouts,
      int samples) {
    List<Optional<LayerPlan>> plans = new ArrayList<>(Collections.nCopies(layers.size(), Optional.empty()));
    Map<Integer, List<String>> problems = new ConcurrentSkipListMap<>();
    IntStream.range(0, layers.size()).parallel().forEach(i -> {
      try {
        plans.set(i, Optional.of(planner(accelerator, layers.get(i), streams.get(i), layouts, samples).plan()));
      } catch (InputException e) {
        problems.put(i, e.problems());
      }
    });
    if (!problems.isEmpty()) {
      throw new InputException(problems.values().stream().flatMap(List::stream).toList());
    }
    return plans.stream().map(Optional::orElseThrow).toList();
  }

  private static List<TensorPlacement> placements(List<QuantisedTensor> tensors, PlaceTensors.Placement placement) {
    return tensors.stream().map(tensor -> placement.tensors().get(tensor.name())).toList();
  }

  /** The codebooks one after the other, each at its book's first entry. */
  private static byte[] rom(List<Codebook> books, Accelerator accelerator) {
    ByteArrayOutputStream rom = new ByteArrayOutputStream();
    int bookBytes = accelerator.codebook().bookBytes();
    for (int i = 0; i < books.size(); i++) {
      rom.writeBytes(new byte[i * bookBytes - rom.size()]);
      rom.writeBytes(CodebookImage.encode(books.get(i), accelerator.codewordBytes()));
    }
    return rom.toByteArray();
  }
}
