package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.ScalarFunction;

/**
 * Pass: writes whatever operators come down to a function of one tensor's elements as that function: {@code x · clip(x / 6 + 0.5)} needs no
 * pattern. Only what involves the host anyway is fused; clamps, sums and factors by themselves stay with the array.
 */
final class FuseElementwise {
  /** A longer expression is not looked through: one that uses its operand twice doubles it. */
  private static final int LONGEST = 64;

  /**
   * What a draft's tensor is of another.
   *
   * @param onHost whether an operator in it is the host's
   * @param clamp whether it is a clamp of the root and nothing else, which the convolution before it takes up for nothing
   */
  private record Expression(String root, ScalarFunction function, boolean onHost, boolean clamp) {}

  private final Map<String, Expression> expressions = new HashMap<>();

  /**
   * As {@link #expressions}, looked through clamps that the array could do: what meets again behind them is one
   * function.
   */
  private final Map<String, Expression> throughClamps = new HashMap<>();

  private final Map<String, Shape> shapes = new HashMap<>();

  private FuseElementwise() {}

  static DraftGraph fuse(DraftGraph graph) {
    FuseElementwise pass = new FuseElementwise();
    List<Draft> drafts = new ArrayList<>();
    for (Draft draft : graph.drafts()) {
      pass.shapes.put(draft.name(), draft.shape());
      Optional<Expression> found = pass.remember(draft, pass.expressions);
      pass.remember(draft, pass.throughClamps);
      drafts.add(found.filter(Expression::onHost).map(expression -> fused(draft, expression)).orElse(draft));
    }
    return graph.with(drafts);
  }

  private Optional<Expression> remember(Draft draft, Map<String, Expression> known) {
    Optional<Expression> found = expression(draft, known).filter(it -> length(it.function) <= LONGEST);
    found.ifPresent(expression -> known.put(draft.name(), expression));
    return found;
  }

  private static Draft fused(Draft draft, Expression expression) {
    Elementwise operation = new Elementwise(expression.function);
    return new Draft.Plain(new FloatGraph.Host(draft.name(), draft.shape(), List.of(expression.root), operation));
  }

  private static Expression of(String tensor, Map<String, Expression> known) {
    return known.getOrDefault(tensor, new Expression(tensor, Formulas.X, false, false));
  }

  private Optional<Expression> expression(Draft draft, Map<String, Expression> known) {
    return switch (draft) {
      case Draft.Padding padding -> Optional.empty();
      case Draft.Affine affine -> isUniform(affine) ? Optional.of(scaled(affine, known)) : Optional.empty();
      case Draft.Plain plain -> expression(plain.node(), known);
    };
  }

  private Optional<Expression> expression(FloatGraph.Node node, Map<String, Expression> known) {
    return switch (node) {
      case FloatGraph.Clamp clamp -> Optional.of(clamped(clamp, known));
      case FloatGraph.Add add -> both(BinaryOperator.ADD, add, false);
      case FloatGraph.Host host ->
          switch (host.operation()) {
            case Elementwise it -> Optional.of(applied(it.function(), host.inputs().get(0), known));
            case Combine it -> both(it.operator(), host, true);
            default -> Optional.empty();
          };
      case FloatGraph.Input it -> Optional.empty();
      case FloatGraph.Conv it -> Optional.empty();
      case FloatGraph.Product it -> Optional.empty();
      case FloatGraph.MaxPool it -> Optional.empty();
      case FloatGraph.AveragePool it -> Optional.empty();
    };
  }

  static boolean isUniform(Draft.Affine affine) {
    for (int c = 1; c < affine.scale().length; c++) {
      if (affine.scale()[c] != affine.scale()[0] || affine.shift()[c] != affine.shift()[0]) {
        return false;
      }
    }
    return true;
  }

  /** {@code scale · x + shift} of the argument. */
  static ScalarFunction affine(Draft.Affine affine, ScalarFunction argument) {
    ScalarFunction scaled = Formulas.scaled(affine.scale()[0], argument);
    return affine.shift()[0] == 0 ? scaled : Formulas.plus(scaled, Formulas.number(affine.shift()[0]));
  }

  private Expression scaled(Draft.Affine affine, Map<String, Expression> known) {
    Expression argument = argument(affine.input(), known);
    return new Expression(argument.root, affine(affine, argument.function), argument.onHost, false);
  }

  private static Expression clamped(FloatGraph.Clamp clamp, Map<String, Expression> known) {
    Expression argument = of(clamp.input(), known);
    ScalarFunction function = Formulas.clamped(argument.function, clamp.lowest(), clamp.highest());
    return new Expression(argument.root, function, argument.onHost, argument.function == Formulas.X);
  }

  private Expression applied(ScalarFunction function, String input, Map<String, Expression> known) {
    Expression argument = argument(input, known);
    return new Expression(argument.root, substituted(function, argument.function), true, false);
  }

  /** The operand's expression; a bare clamp is left to the array. */
  private Expression argument(String tensor, Map<String, Expression> known) {
    Expression expression = of(tensor, known);
    return expression.clamp && known != throughClamps ? new Expression(tensor, Formulas.X, false, false) : expression;
  }

  /** One function, unless operands are repeated on their way into the node. */
  private Optional<Expression> both(BinaryOperator operator, FloatGraph.Node node, boolean onHost) {
    String left = node.operands().get(0);
    String right = node.operands().get(1);
    return both(operator, of(left, expressions), of(right, expressions), onHost)
        .or(() -> both(operator, of(left, throughClamps), of(right, throughClamps), onHost))
        .filter(it -> shapes.get(it.root).equals(node.shape()));
  }

  /**
   * One function, if both are of one tensor and the host has to do with it, or the array would need a layer for each.
   */
  private static Optional<Expression> both(BinaryOperator operator, Expression a, Expression b, boolean onHost) {
    boolean functions = a.function != Formulas.X && b.function != Formulas.X;
    boolean host = onHost || a.onHost || b.onHost || functions;
    return host && a.root.equals(b.root)
        ? Optional.of(new Expression(a.root, Formulas.of(operator, a.function, b.function), true, false))
        : Optional.empty();
  }

  private static ScalarFunction substituted(ScalarFunction function, ScalarFunction argument) {
    return switch (function) {
      case ScalarFunction.Variable it -> argument;
      case ScalarFunction.Literal it -> it;
      case ScalarFunction.Unary it -> Formulas.of(it.operator(), substituted(it.argument(), argument));
      case ScalarFunction.Binary it -> Formulas.of(it.operator(), substituted(it.left(), argument), substituted(it.right(), argument));
    };
  }

  private static int length(ScalarFunction function) {
    return switch (function) {
      case ScalarFunction.Variable it -> 1;
      case ScalarFunction.Literal it -> 1;
      case ScalarFunction.Unary it -> 1 + length(it.argument());
      case ScalarFunction.Binary it -> 1 + length(it.left()) + length(it.right());
    };
  }
}
