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
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
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
    List<QuantisedLayer> layers = unfuse.apply(network.layers());
    ChooseWeightPaths weights = new ChooseWeightPaths(accelerator);
    List<WeightPath> paths = layers.stream().map(weights::choose).toList();
    Map<String, TensorLayout> layouts = new ChooseLayouts(accelerator, layers, paths).choose(network.inputs());
    PlaceTensors.Placement placement = new PlaceTensors(layouts).place(network, layers);
    List<LayerPlan> plans = plan(accelerator, layers, paths, layouts);

    Machine machine = new Machine(accelerator, placement, before(accelerator, weights, before));
    List<LayerReport> reports = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      machine.sink.beginLayer(i);
      reports.add(report(plans.get(i), new EmitLayer(machine, plans.get(i)).emit()));
    }
    List<ScheduleInstructions.Scheduled> ordered = new ScheduleInstructions(accelerator).schedule(machine.sink.drafts());
    List<Instruction> instructions = new FreshenWaits().apply(ordered);
    List<String> names = layers.stream().map(QuantisedLayer::name).toList();
    checkFields(instructions, ordered, names);
    DeadlockCheck.check(instructions);

    List<MappingNote> notes = new ArrayList<>(unfuse.notes());
    notes.addAll(weights.notes());
    Program program =
        new Program(
            network.name(), instructions, ordered.stream().mapToInt(ScheduleInstructions.Scheduled::layer).toArray(), names,
            machine.data.content(), placement.scratchBytes(), placement.inputBytes(), placement.outputBytes(),
            placements(network.inputs(), placement), placements(network.outputs(), placement),
            rom(weights.romBooks(), accelerator), network.macs());
    return new Mapping(program, new MappingReport(reports, notes), machine.codebooks.content());
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

  private static List<LayerPlan> plan(
      Accelerator accelerator, List<QuantisedLayer> layers, List<WeightPath> paths, Map<String, TensorLayout> layouts) {
    List<String> problems = new ArrayList<>();
    List<LayerPlan> plans = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      QuantisedLayer layer = layers.get(i);
      Optional<TensorLayout> residual = layer.residual().map(r -> layouts.get(r.operand().name()));
      try {
        plans.add(
            new PlanLayer(
                    accelerator, Geometry.of(layer), paths.get(i), layouts.get(layer.input().name()),
                    layouts.get(layer.output().name()), residual)
                .plan());
      } catch (InputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return plans;
  }

  /** Sizes beyond an instruction's fields are the network's, so they are reported as such. */
  private static void checkFields(List<Instruction> instructions, List<ScheduleInstructions.Scheduled> schedule, List<String> names) {
    for (int i = 0; i < instructions.size(); i++) {
      try {
        InstructionSet.encode(instructions.get(i));
      } catch (IllegalArgumentException e) {
        throw new InputException(
            names.get(schedule.get(i).layer()) + ": too large for a " + instructions.get(i).unit() + " instruction: " + e.getMessage());
      }
    }
  }

  private static List<TensorPlacement> placements(List<QuantisedTensor> tensors, PlaceTensors.Placement placement) {
    return tensors.stream().map(tensor -> placement.tensors().get(tensor.name())).toList();
  }

  private static byte[] rom(List<Codebook> books, Accelerator accelerator) {
    ByteArrayOutputStream rom = new ByteArrayOutputStream();
    int bookBytes = accelerator.codebook().entries() * accelerator.codewordBytes();
    for (int i = 0; i < books.size(); i++) {
      byte[] image = CodebookImage.encode(books.get(i), accelerator.codewordBytes());
      rom.writeBytes(image);
      rom.writeBytes(new byte[i < books.size() - 1 ? bookBytes - image.length : 0]);
    }
    return rom.toByteArray();
  }

  private static LayerReport report(LayerPlan plan, EmitLayer.LayerStatistics statistics) {
    Map<String, Long> counts = statistics.counts();
    String weights =
        switch (plan.path()) {
          case WeightPath.Plain plain -> "int8";
          case WeightPath.Indexed indexed -> "indices";
        };
    return new LayerReport(
        plan.geometry().layer().name(), weights, plan.tileHeight(), plan.tileWidth(), counts.get("tiles"), counts.get("passes"),
        counts.get("streamBytes"), counts.get("streamLoads"), counts.get("replays"), plan.estimate().cycles());
  }
}
