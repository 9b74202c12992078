package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Step;
import org.lexicore.model.program.Program;
import org.lexicore.model.program.Stage;

/** Writes the stages of a program: the instructions of each run, and between them the work of the host. */
final class BuildStages {
  private final Accelerator accelerator;
  private final PlaceTensors.Placement placement;
  private final Map<String, LayerPlan> plans;
  private final Batch batch;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Instruction> instructions = new ArrayList<>();
  private final List<Integer> layerOf = new ArrayList<>();
  private final List<String> layers = new ArrayList<>();
  private final List<LayerReport> reports = new ArrayList<>();
  private Machine machine;
  private int offset;

  /**
   * A builder of one program.
   *
   * @param plans by layer
   * @param batch the samples that each step is for
   * @param before what the codebook store holds
   */
  BuildStages(
      Accelerator accelerator, PlaceTensors.Placement placement, Map<String, LayerPlan> plans, Batch batch, StoreContent before) {
    this.accelerator = accelerator;
    this.placement = placement;
    this.plans = plans;
    this.batch = batch;
    this.machine = new Machine(accelerator, placement, before);
  }

  /** Appends what {@code turn} comes to: steps of the host, or one run. */
  void add(List<Step> turn) {
    if (turn.getFirst() instanceof QuantisedLayer) {
      run(turn);
    } else {
      turn.stream().map(batch::steps).flatMap(List::stream).forEach(step -> stages.add(host((HostStep) step)));
    }
  }

  private Stage host(HostStep step) {
    return new Stage.Compute(
        step, step.operands().stream().map(QuantisedTensor::name).map(placement.tensors()::get).toList(),
        placement.tensors().get(step.output().name()));
  }

  private void run(List<Step> turn) {
    machine = machine.afterRun(placement);
    for (Step layer : turn) {
      machine.sink.beginLayer(layers.size());
      layers.add(layer.name());
      reports.add(new EmitLayer(machine, plans.get(layer.name()), batch).emit());
    }
    stages.addAll(machine.rewrites);
    List<ScheduleInstructions.Scheduled> schedule = new ScheduleInstructions(accelerator).schedule(machine.sink.drafts());
    List<Instruction> ordered = new FreshenWaits().apply(schedule); // last: depends on the order of fetch
    CheckFields.check(ordered, schedule, layers);
    DeadlockCheck.check(ordered);
    Stage.Run run = new Stage.Run(instructions.size(), ordered.size(), offset);
    stages.add(run);
    offset = Program.after(run);
    instructions.addAll(ordered);
    schedule.forEach(scheduled -> layerOf.add(scheduled.layer()));
  }

  List<Stage> stages() {
    return stages;
  }

  /** Those of all runs. */
  List<Instruction> instructions() {
    return instructions;
  }

  int[] layerOf() {
    return layerOf.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Layer names in the order in which they run. */
  List<String> layers() {
    return layers;
  }

  List<LayerReport> reports() {
    return reports;
  }

  byte[] data() {
    return machine.data.content();
  }

  /** What the codebook store holds after the last run. */
  StoreContent after() {
    return machine.codebooks.content();
  }
}
