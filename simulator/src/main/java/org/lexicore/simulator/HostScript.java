package org.lexicore.simulator;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Registers.Access;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Stage;

/** What the host does at the AXI4-Lite port, one action after the other. */
public record HostScript(List<Action> actions) {
  public HostScript {
    actions = List.copyOf(actions);
  }

  /** One thing that the host does. */
  public sealed interface Action {}

  /** Writes a register. */
  public record Write(int address, int value) implements Action {}

  /** Reads a register. */
  public record Read(int address) implements Action {}

  /** Does nothing until the interrupt request is 1. */
  public record AwaitInterrupt() implements Action {}

  /** Does nothing for {@code cycles}. */
  public record Pause(int cycles) implements Action {}

  /** Runs a program of {@code instructions} in one go at {@code map}, reads every register and clears the interrupt. */
  public static HostScript inference(MemoryMap map, int instructions) {
    return inference(map, new Stage.Run(0, instructions, 0));
  }

  /** Makes one run of a program at {@code map}, reads every register and clears the interrupt. */
  public static HostScript inference(MemoryMap map, Stage.Run run) {
    List<Action> actions = new ArrayList<>();
    actions.add(new Write(Registers.PROGRAM, map.program() + run.offset()));
    actions.add(new Write(Registers.INSTRUCTIONS, run.count()));
    actions.add(new Write(Registers.DATA, map.data()));
    actions.add(new Write(Registers.SCRATCH, map.scratch()));
    actions.add(new Write(Registers.INPUT, map.input()));
    actions.add(new Write(Registers.OUTPUT, map.output()));
    actions.add(new Write(Registers.INTERRUPT_ENABLE, 1));
    actions.add(new Write(Registers.CONTROL, Registers.START));
    actions.add(new AwaitInterrupt());
    for (Registers.Register register : Registers.all()) {
      if (register.access() != Access.WRITE) {
        actions.add(new Read(register.offset()));
      }
    }
    actions.add(new Write(Registers.INTERRUPT_CLEAR, 1));
    return new HostScript(actions);
  }
}
