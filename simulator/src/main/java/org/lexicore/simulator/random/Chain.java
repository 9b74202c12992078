package org.lexicore.simulator.random;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;

/**
 * Instructions one behind the other, each of which waits for all before it: when the first issues, nothing else is there. No field of one
 * instruction shows it, so that a chain is not drawn until it appears, but built.
 */
record Chain(String name, List<Unit> units) {
  /** The compute waits for the store alone, then for a load or a drain too: the cycles count as waits for what comes first in the registers' order. */
  static final List<Chain> ALL =
      List.of(
          new Chain("a compute that waits for a store alone", List.of(Unit.STORE, Unit.COMPUTE)),
          new Chain("a compute that waits for a store and a load", List.of(Unit.STORE, Unit.LOAD, Unit.COMPUTE)),
          new Chain("a compute that waits for a store and a drain", List.of(Unit.STORE, Unit.DRAIN, Unit.COMPUTE)));

  /** A program that has it shows it with its last instruction. */
  Feature feature() {
    return new Feature(name, units.getLast(), (program, at) -> endsAt(program, at - units.size() + 1));
  }

  private boolean endsAt(List<Instruction> program, int first) {
    return first >= 0
        && IntStream.range(0, units.size()).allMatch(i -> program.get(first + i).unit() == units.get(i) && behindAll(program, first + i));
  }

  private static boolean behindAll(List<Instruction> program, int at) {
    Instruction instruction = program.get(at);
    return Stream.of(Unit.values()).filter(unit -> unit != instruction.unit())
        .allMatch(unit -> instruction.waits().of(unit) == program.subList(0, at).stream().filter(before -> before.unit() == unit).count());
  }
}
