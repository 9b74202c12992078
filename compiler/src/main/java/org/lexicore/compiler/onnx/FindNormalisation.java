package org.lexicore.compiler.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.HostOperation;
import org.lexicore.model.network.host.Normalise;
import org.lexicore.model.network.host.Reduce;
import org.lexicore.model.network.host.ScalarFunction;

/**
 * Pass: recognises layer normalisation in the steps exporters write it as: {@code d = x − mean(x)}, then d divided by {@code √(mean(d²) + ε)}
 * or multiplied by its reciprocal. Squares and roots are known by their values, however they are written.
 */
final class FindNormalisation {
  private static final double[] PROBES = {0.25, 1, 7};
  private static final double SAME = 1e-9;

  private final Map<String, FloatGraph.Host> hosts = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();

  private FindNormalisation(DraftGraph graph) {
    for (Draft draft : graph.drafts()) {
      shapes.put(draft.name(), draft.shape());
      if (draft instanceof Draft.Plain plain && plain.node() instanceof FloatGraph.Host host) {
        hosts.put(host.name(), host);
      }
    }
  }

  static DraftGraph find(DraftGraph graph) {
    FindNormalisation pass = new FindNormalisation(graph);
    return graph.with(graph.drafts().stream().map(draft -> pass.found(draft.name()).orElse(draft)).toList());
  }

  private Optional<Draft> found(String name) {
    return operands(name, BinaryOperator.DIVIDE)
        .flatMap(it -> normalised(name, it.get(0), it.get(1), false))
        .or(() -> operands(name, BinaryOperator.MULTIPLY).flatMap(it -> normalised(name, it.get(0), it.get(1), true)))
        .or(() -> operands(name, BinaryOperator.MULTIPLY).flatMap(it -> normalised(name, it.get(1), it.get(0), true)));
  }

  private Optional<Draft> normalised(String name, String difference, String deviation, boolean reciprocal) {
    Optional<String> source = centred(difference);
    Optional<Double> epsilon = epsilon(difference, deviation, reciprocal);
    if (source.isEmpty() || epsilon.isEmpty()) {
      return Optional.empty();
    }
    Shape shape = shapes.get(source.get());
    Normalise normalise = new Normalise(epsilon.get(), Parameters.all(shape.channels(), 1), new float[shape.channels()]);
    return Optional.of(new Draft.Plain(new FloatGraph.Host(name, shape, List.of(source.get()), normalise)));
  }

  /** The tensor x, if the one named is x − mean(x). */
  private Optional<String> centred(String difference) {
    return operands(difference, BinaryOperator.SUBTRACT)
        .filter(it -> mean(it.get(1)).filter(it.get(0)::equals).isPresent())
        .map(List::getFirst);
  }

  /** ε, if the deviation is that of the difference. */
  private Optional<Double> epsilon(String difference, String deviation, boolean reciprocal) {
    Optional<ScalarFunction> root = function(deviation);
    Optional<String> square = root.flatMap(it -> mean(hosts.get(deviation).inputs().getFirst()));
    boolean squared =
        square.flatMap(this::function).filter(FindNormalisation::isSquare).isPresent()
            && hosts.get(square.get()).inputs().getFirst().equals(difference);
    return squared ? root.flatMap(it -> epsilon(it, reciprocal)) : Optional.empty();
  }

  /** ε, if the function is √(t + ε), or 1 over it. */
  private static Optional<Double> epsilon(ScalarFunction root, boolean reciprocal) {
    double epsilon = variance(root, 0, reciprocal);
    boolean same = epsilon >= 0 && Double.isFinite(epsilon);
    for (double t : PROBES) {
      same &= Math.abs(variance(root, t, reciprocal) - t - epsilon) < SAME * (1 + t);
    }
    return same ? Optional.of(epsilon) : Optional.empty();
  }

  private static double variance(ScalarFunction root, double t, boolean reciprocal) {
    double value = root.at(t);
    return reciprocal ? 1 / (value * value) : value * value;
  }

  private static boolean isSquare(ScalarFunction function) {
    boolean square = true;
    for (double t : PROBES) {
      square &= Math.abs(function.at(t) - t * t) < SAME && Math.abs(function.at(-t) - t * t) < SAME;
    }
    return square;
  }

  private Optional<HostOperation> operation(String name) {
    return Optional.ofNullable(hosts.get(name)).map(FloatGraph.Host::operation);
  }

  private Optional<List<String>> operands(String name, BinaryOperator operator) {
    return operation(name).filter(new Combine(operator)::equals).map(it -> hosts.get(name).inputs());
  }

  private Optional<ScalarFunction> function(String name) {
    return operation(name).filter(Elementwise.class::isInstance).map(it -> ((Elementwise) it).function());
  }

  /** What the tensor is the mean of, over the channels of each pixel. */
  private Optional<String> mean(String name) {
    return operation(name)
        .filter(new Reduce(Reduce.Kind.MEAN)::equals)
        .map(it -> hosts.get(name).inputs().getFirst())
        .filter(of -> shapes.get(name).equals(new Shape(1, shapes.get(of).height(), shapes.get(of).width())));
  }
}
