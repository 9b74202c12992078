package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A gated recurrent unit; gates in ONNX's order: update, reset, candidate.
 *
 * <pre>
 *   z = f(sums)   r = f(sums)   h~ = g(x · Wh + (r · h) · Rh + biases)      h' = (1 − z) · h~ + z · h
 *   linear before reset:        h~ = g(x · Wh + bias + r · (h · Rh + bias))
 * </pre>
 */
final class GruCell implements RecurrentCell {
  private final Expansion expansion;
  private final Weights weights;
  private final int hidden;
  private final GateFunctions functions;
  private final boolean linear;
  private final List<String> recurrent;
  private final String bias;

  /**
   * @param linear whether the reset gate comes behind the product with the state
   */
  GruCell(Expansion expansion, Weights weights, int hidden, GateFunctions functions, boolean linear) {
    this.expansion = expansion;
    this.weights = weights;
    this.hidden = hidden;
    this.functions = functions;
    this.linear = linear;
    this.recurrent =
        linear
            ? List.of(expansion.constant(weights.name(), weights.recurrent()))
            : List.of(rows("gates", 0, 2), rows("candidate", 2, 3));
    this.bias = linear ? expansion.floats("bias", weights.ofState(2 * hidden), 3 * hidden) : "";
  }

  /** The weights of some gates: without a reset before, they are multiplied by another vector. */
  private String rows(String what, int from, int to) {
    int[] rows = IntStream.range(from * hidden * hidden, to * hidden * hidden).toArray();
    return expansion.constant(weights.name() + "/" + what, weights.recurrent().pick(rows, (to - from) * hidden, hidden));
  }

  @Override
  public String project(String steps) {
    return RecurrentCell.project(expansion, steps, weights.input(), weights.sum(linear ? 2 * hidden : 3 * hidden));
  }

  @Override
  public State step(String projected, State before) {
    boolean begun = !before.hidden().isEmpty();
    String sums = begun ? RecurrentCell.product(expansion, before.hidden(), recurrent.getFirst(), bias) : "";
    String update = functions.apply(0, sum(part(projected, 0, 1), sums.isEmpty() ? "" : part(sums, 0, 1)));
    String candidate = functions.apply(1, sum(part(projected, 2, 3), ofState(projected, sums, before.hidden())));
    String rest = expansion.node("Sub", List.of(expansion.number("one", 1), update));
    String fresh = expansion.node("Mul", List.of(rest, candidate));
    String made = begun ? expansion.node("Add", List.of(fresh, expansion.node("Mul", List.of(update, before.hidden())))) : fresh;
    return new State(made, "");
  }

  /** What the state adds to the candidate. */
  private String ofState(String projected, String sums, String state) {
    if (!linear && state.isEmpty()) {
      return "";
    }
    String reset = functions.apply(0, sum(part(projected, 1, 2), sums.isEmpty() ? "" : part(sums, 1, 2)));
    if (linear) {
      float[] own = weights.ofState(2 * hidden);
      String late = sums.isEmpty() ? expansion.floats("bias", Arrays.copyOfRange(own, 2 * hidden, 3 * hidden), hidden) : part(sums, 2, 3);
      return expansion.node("Mul", List.of(reset, late));
    }
    return RecurrentCell.product(expansion, expansion.node("Mul", List.of(reset, state)), recurrent.getLast(), "");
  }

  private String sum(String left, String right) {
    return right.isEmpty() ? left : expansion.node("Add", List.of(right, left));
  }

  private String part(String sums, long from, long to) {
    return expansion.slice(sums, 1, from * hidden, to * hidden);
  }
}
