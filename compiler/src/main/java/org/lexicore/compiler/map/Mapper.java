package org.lexicore.compiler.map;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.compiler.encode.CodebookImage;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.model.accelerator.Accelerator;
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
    validate(accelerator);
    UnfusePools unfuse = new UnfusePools(accelerator);
    List<Step> steps = unfuse.apply(network.steps()); // first: makes layers and tensors
    List<QuantisedLayer> layers = layers(steps);
    if (layers.isEmpty()) {
      throw new InputException(network.name() + ": has nothing that the accelerator could run, only work for the host");
    }
    ChooseWeightPaths weights = new ChooseWeightPaths(accelerator);
    List<WeightPath> paths = weights.choose(layers); // before the layouts, which depend on d
    Map<String, TensorLayout> layouts = new ChooseLayouts(accelerator, layers, paths).choose(writtenByHost(network, steps));
    Map<String, LayerPlan> plans = new ChooseStreams(accelerator, layouts, steps).apply(plan(accelerator, layers, paths, layouts));
    List<List<Step>> batches = new OrderSteps(layer -> !plans.get(layer.name()).streamsDirectly()).order(network.inputs(), steps);
    PlaceTensors.Placement placement = new PlaceTensors(layouts).place(network, batches.stream().flatMap(List::stream).toList());
    BuildStages build = new BuildStages(accelerator, placement, plans, before(accelerator, weights, before));
    batches.forEach(build::add);

    List<MappingNote> notes = new ArrayList<>(unfuse.notes());
    notes.addAll(weights.notes());
    Program program =
        new Program(
            network.name(), build.instructions(), build.layerOf(), build.layers(), build.data(), placement.scratchBytes(),
            placement.inputBytes(), placement.outputBytes(), placements(network.inputs(), placement),
            placements(network.outputs(), placement), rom(weights.romBooks(), accelerator), network.macs(), build.stages());
    List<HostReport> host = program.hostWork().stream().map(HostReport::of).toList();
    return new Mapping(program, new MappingReport(build.reports(), program.runs().size(), host, notes), build.after());
  }

  private static List<QuantisedLayer> layers(List<Step> steps) {
    return steps.stream().filter(QuantisedLayer.class::isInstance).map(QuantisedLayer.class::cast).toList();
  }

  private static List<QuantisedTensor> writtenByHost(QuantisedNetwork network, List<Step> steps) {
    List<QuantisedTensor> tensors = new ArrayList<>(network.inputs());
    steps.stream().filter(HostStep.class::isInstance).map(Step::output).forEach(tensors::add);
    return tensors;
  }

  private static StoreContent before(Accelerator accelerator, ChooseWeightPaths weights, StoreContent sram) {
    return switch (accelerator.codebook().place()) {
      case NONE -> StoreContent.NONE;
      case SRAM -> sram;
      case ROM -> StoreContent.of(weights.romBooks().toArray(Codebook[]::new));
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

  /** A plan for each layer; all layers that do not fit are reported together. */
  private static List<LayerPlan> plan(
      Accelerator accelerator, List<QuantisedLayer> layers, List<WeightPath> paths, Map<String, TensorLayout> layouts) {
    List<String> problems = new ArrayList<>();
    List<LayerPlan> plans = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      QuantisedLayer layer = layers.get(i);
      TensorLayout input = layouts.get(layer.input().name());
      TensorLayout output = layouts.get(layer.output().name());
      Optional<TensorLayout> residual = layer.residual().map(r -> layouts.get(r.operand().name()));
      try {
        plans.add(new PlanLayer(accelerator, Geometry.of(layer), paths.get(i), input, output, residual).plan());
      } catch (InputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return plans;
  }

  private static List<TensorPlacement> placements(List<QuantisedTensor> tensors, PlaceTensors.Placement placement) {
    return tensors.stream().map(tensor -> placement.tensors().get(tensor.name())).toList();
  }

  /** The codebooks one after the other, each at its book's first entry. */
  private static byte[] rom(List<Codebook> books, Accelerator accelerator) {
    ByteArrayOutputStream rom = new ByteArrayOutputStream();
    int bookBytes = accelerator.codebook().entries() * accelerator.codewordBytes();
    for (int i = 0; i < books.size(); i++) {
      rom.writeBytes(new byte[i * bookBytes - rom.size()]);
      rom.writeBytes(CodebookImage.encode(books.get(i), accelerator.codewordBytes()));
    }
    return rom.toByteArray();
  }
}
