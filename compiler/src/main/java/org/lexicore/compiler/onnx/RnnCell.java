package org.lexicore.compiler.onnx;

import java.util.List;

/** The plain recurrence {@code h' = f(sums)}. */
final class RnnCell implements RecurrentCell {
  private final Expansion expansion;
  private final Weights weights;
  private final int hidden;
  private final GateFunctions functions;
  private final String recurrent;

  RnnCell(Expansion expansion, Weights weights, int hidden, GateFunctions functions) {
    this.expansion = expansion;
    this.weights = weights;
    this.hidden = hidden;
    this.functions = functions;
    this.recurrent = expansion.constant(weights.name(), weights.recurrent());
  }

  @Override
  public String project(String steps) {
    return RecurrentCell.project(expansion, steps, weights.input(), weights.sum(hidden));
  }

  @Override
  public State step(String projected, State before) {
    String sums = before.hidden().isEmpty()
        ? projected
        : expansion.node("Add", List.of(RecurrentCell.product(expansion, before.hidden(), recurrent, ""), projected));
    return new State(functions.apply(0, sums), "");
  }
}
