package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * A long short-term memory; gates in ONNX's order: input, output, forget, candidate.
 *
 * <pre>
 *   i = f(sums + Pi · c)   f = f(sums + Pf · c)   g = g(sums)
 *   c' = f · c + i · g     o = f(sums + Po · c')  h' = o · h(c')
 * </pre>
 */
final class LstmCell implements RecurrentCell {
  private final Expansion expansion;
  private final Weights weights;
  private final int hidden;
  private final GateFunctions functions;
  private final boolean coupled;
  private final String recurrent;

  /**
   * @param coupled whether the forget gate is one minus the input gate
   */
  LstmCell(Expansion expansion, Weights weights, int hidden, GateFunctions functions, boolean coupled) {
    this.expansion = expansion;
    this.weights = weights;
    this.hidden = hidden;
    this.functions = functions;
    this.coupled = coupled;
    this.recurrent = expansion.constant(weights.name(), weights.recurrent());
  }

  @Override
  public String project(String steps) {
    return RecurrentCell.project(expansion, steps, weights.input(), weights.sum(4 * hidden));
  }

  @Override
  public State step(String projected, State before) {
    String sums = before.hidden().isEmpty()
        ? projected
        : expansion.node("Add", List.of(RecurrentCell.product(expansion, before.hidden(), recurrent, ""), projected));
    String input = functions.apply(0, looking(gate(sums, 0), 0, before.cell()));
    String candidate = functions.apply(1, gate(sums, 3));
    String fresh = expansion.node("Mul", List.of(input, candidate));
    String cell = before.cell().isEmpty() ? fresh : expansion.node("Add", List.of(kept(sums, input, before.cell()), fresh));
    String output = functions.apply(0, looking(gate(sums, 1), 1, cell));
    return new State(expansion.node("Mul", List.of(output, functions.applyTo(2, cell))), cell);
  }

  private String kept(String sums, String input, String cell) {
    String forget = coupled
        ? expansion.node("Sub", List.of(expansion.number("one", 1), input))
        : functions.apply(0, looking(gate(sums, 2), 2, cell));
    return expansion.node("Mul", List.of(forget, cell));
  }

  private String gate(String sums, int gate) {
    return expansion.slice(sums, 1, (long) gate * hidden, (gate + 1L) * hidden);
  }

  private String looking(String sum, int gate, String cell) {
    if (weights.peepholes().length == 0 || cell.isEmpty()) {
      return sum;
    }
    float[] factors = Arrays.copyOfRange(weights.peepholes(), gate * hidden, (gate + 1) * hidden);
    return expansion.node("Add", List.of(sum, expansion.node("Mul", List.of(cell, expansion.floats("peephole", factors, hidden)))));
  }
}
