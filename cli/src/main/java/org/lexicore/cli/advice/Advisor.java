package org.lexicore.cli.advice;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lexicore.cli.accelerator.AcceleratorValues;
import org.lexicore.cli.advice.Remedy.Changed;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.Accelerator.Dram;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.reports.Advice;
import org.lexicore.reports.Advice.How;
import org.lexicore.reports.Advice.Trial;
import org.lexicore.reports.ArrayCycles;
import org.lexicore.reports.RunResult;
import org.lexicore.reports.area.AreaModel;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.Simulator;

/** Says what an accelerator waits for, and times the network on others that would wait less. */
public final class Advisor {
  /** Programs of more instructions are not timed again unless asked for: each trial would take seconds. */
  private static final int MOST_INSTRUCTIONS = 100_000;

  /** And of more bytes of weights, which would be laid out once more. */
  private static final int MOST_BYTES = 64 << 20;

  /**
   * A remedy that keeps the program is believed from this part of the cycles on; below, one that needs another program
   * is tried.
   */
  private static final double WORTH = 0.01;

  private final Deployment deployment;
  private final RunResult result;

  private Advisor(Deployment deployment, RunResult result) {
    this.deployment = deployment;
    this.result = result;
  }

  /**
   * The advice that costs little: remedies for what {@code result} waited for most, timed with the program as it is,
   * and one that needs another program if none of those helps. None is tried where the array is busy nearly always.
   */
  public static Advice quick(Deployment deployment, RunResult result) {
    return Advice.of(result.stallCycles(), new Advisor(deployment, result).quick());
  }

  /** Every remedy for what takes a hundredth of the cycles, each mapped and simulated. */
  public static Advice thorough(Deployment deployment, RunResult result) {
    return Advice.of(result.stallCycles(), new Advisor(deployment, result).thorough());
  }

  private List<Trial> quick() {
    ArrayCycles cycles = result.stallCycles();
    boolean large = deployment.program().instructions().size() > MOST_INSTRUCTIONS || deployment.program().data().length > MOST_BYTES;
    if (large || cycles.busy() >= Advice.BUSY * cycles.total()) {
      return List.of();
    }
    List<Changed> changed = remedies(Set.of(Advice.most(cycles)));
    List<Trial> trials = new ArrayList<>();
    long now = dramIsIdeal() ? result.cycles() : sameProgram(deployment.accelerator());
    for (Changed one : changed.stream().filter(Changed::sameProgram).toList()) {
      double saved = 1 - (double) sameProgram(one.accelerator()) / now;
      trials.add(trial(one, dramIsIdeal() ? How.SAME_PROGRAM : How.IDEAL_MEMORY, Math.round(result.cycles() * (1 - saved))));
    }
    if (dramIsIdeal() && trials.stream().noneMatch(trial -> trial.saved() >= WORTH)) {
      changed.stream().filter(one -> !one.sameProgram()).findFirst().flatMap(this::mapped).ifPresent(trials::add);
    }
    return trials;
  }

  private List<Trial> thorough() {
    ArrayCycles cycles = result.stallCycles();
    Set<ArrayCycles.Cause> causes = new LinkedHashSet<>();
    for (ArrayCycles.Cause cause : ArrayCycles.Cause.values()) {
      if (cycles.of(cause) >= WORTH * cycles.total()) {
        causes.add(cause);
      }
    }
    List<Changed> changed = remedies(causes);
    List<Trial> trials = new ArrayList<>();
    try (Progress progress = Progress.of("trying accelerators", changed.size())) {
      for (Changed one : changed) {
        mapped(one).ifPresent(trials::add);
        progress.step();
      }
    }
    return trials;
  }

  /** What may help against {@code causes}, each accelerator once. */
  private List<Changed> remedies(Set<ArrayCycles.Cause> causes) {
    Set<Accelerator> seen = new LinkedHashSet<>();
    return Remedy.ALL.stream().filter(remedy -> causes.contains(remedy.cause()))
        .flatMap(remedy -> remedy.on(deployment.accelerator()).stream())
        .filter(one -> seen.add(one.accelerator())).toList();
  }

  private boolean dramIsIdeal() {
    return switch (deployment.accelerator().dram()) {
      case Dram.Ideal ideal -> true;
      case Dram.Timed timed -> false;
    };
  }

  /** Cycles of the program as it is on {@code accelerator}, with an ideal memory in place of a timed one. */
  private long sameProgram(Accelerator accelerator) {
    Accelerator ideal = switch (accelerator.dram()) {
      case Dram.Ideal same -> accelerator;
      case Dram.Timed timed -> AcceleratorValues.with(accelerator, List.of("dram.kind=" + Dram.Ideal.KIND,
          "dram.latency_cycles=" + accelerator.dramLatency(), "dram.bytes_per_cycle=" + accelerator.dramBytesPerCycle()));
    };
    return time(deployment, ideal);
  }

  /** The network mapped to the changed accelerator; empty if it does not fit there. */
  private Optional<Trial> mapped(Changed changed) {
    try {
      Deployment other = Deployment.of(deployment.network(), deployment.labels(), changed.accelerator(), deployment.batch());
      return Optional.of(trial(changed, How.MAPPED, time(other, changed.accelerator())));
    } catch (InputException doesNotFit) {
      return Optional.empty();
    }
  }

  private static long time(Deployment deployment, Accelerator accelerator) {
    Machine machine = new Machine(accelerator, deployment.rom());
    MemoryMap map = MemoryMap.of(deployment.program(), 0);
    machine.load(deployment.program(), map);
    return Simulator.time(machine, deployment.program(), map, accelerator).cycles();
  }

  private Trial trial(Changed changed, How how, long cycles) {
    double before = AreaModel.calibrated().of(deployment.accelerator()).total().typical();
    double after = AreaModel.calibrated().of(changed.accelerator()).total().typical();
    return new Trial(changed.changes(), how, cycles, 1 - (double) cycles / result.cycles(), Optional.of(after / before - 1));
  }
}
