package org.lexicore.cli.command;

import java.util.Optional;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.terminal.TextTable;
import org.lexicore.compiler.map.Candidate;
import org.lexicore.compiler.map.LayerChoice;

/** Prints why the mapper runs each layer as it does. */
final class Explanation {
  private Explanation() {}

  /** A table of what was chosen for each layer, and of the runners-up. */
  static String of(Deployment deployment) {
    TextTable table =
        new TextTable("layer", "", "tile", "loops", "weights", "array", "drain", "memory", "serial", "expected cycles", "cost");
    for (LayerChoice choice : deployment.choices()) {
      String layer = deployment.labels().of(choice.layer());
      add(table, layer, "chosen", Optional.of(choice.chosen()));
      add(table, layer, "other tile", choice.otherTile());
      add(table, layer, "other loops", choice.otherOrder());
      add(table, layer, "other weights", choice.otherWeights());
    }
    return table + "The cheapest is chosen: cost = expected cycles + a cycle for each word from DRAM. Expected cycles = the most of array, drain and"
        + System.lineSeparator() + "memory, + serial, in which nothing overlaps. Tiles narrower than the map must save 2 % of the cost."
        + System.lineSeparator();
  }

  private static void add(TextTable table, String layer, String role, Optional<Candidate> candidate) {
    candidate.ifPresent(c -> table.row(
        layer, role, c.tile(), c.order(), c.weights(), c.array(), c.drain(), c.memory(), c.serial(), c.cycles(), c.cost()));
  }
}
