package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;
import org.lexicore.model.network.host.Reduce;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.UnaryOperator;

/** The operators that bring whole axes down to one element; the mean of rows and columns is a pool. */
final class LowerReduce {
  private LowerReduce() {}

  static void lower(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    Drawing drawing = lowering.drawing();
    long[] axes =
        lowering.constant(operation, 1).map(FoldConstants::integers).orElseGet(() -> operation.attributes().integers("axes"));
    if (axes.length == 0 && operation.attributes().integer("noop_with_empty_axes", 0) != 0) {
      lowering.bind(operation, view);
      return;
    }
    int[] reduced = axes.length == 0 ? Drawing.axes(view.rank()) : sorted(view.rank(), axes);
    ScalarFunction before = before(operation.type());
    ScalarFunction after = after(operation.type());
    View from = before == null ? view : LowerUnary.apply(step(operation, drawing), before, view, drawing);
    View sums = reduce(after == null ? operation.output() : step(operation, drawing), kind(operation.type()), from, drawing, reduced);
    View result = after == null ? sums : LowerUnary.apply(operation.output(), after, sums, drawing);
    boolean kept = operation.attributes().integer("keepdims", 1) != 0;
    int[] dims = IntStream.range(0, view.rank()).filter(axis -> kept || !contains(reduced, axis)).map(axis -> result.dims()[axis]).toArray();
    lowering.bind(operation, result.reshaped(dims).orElseThrow());
  }

  private static int[] sorted(int rank, long... axes) {
    return Arrays.stream(axes).mapToInt(axis -> Extents.axis(axis, rank)).sorted().distinct().toArray();
  }

  private static String step(Operation operation, Drawing drawing) {
    return drawing.fresh(operation.output() + "/step");
  }

  private static Reduce.Kind kind(String type) {
    return switch (type) {
      case "ReduceMean" -> Reduce.Kind.MEAN;
      case "ReduceMax" -> Reduce.Kind.MAXIMUM;
      case "ReduceMin" -> Reduce.Kind.MINIMUM;
      default -> Reduce.Kind.SUM;
    };
  }

  /** What is summed of each element, if not the element itself. */
  private static ScalarFunction before(String type) {
    return switch (type) {
      case "ReduceL1" -> Formulas.of(UnaryOperator.ABSOLUTE, Formulas.X);
      case "ReduceL2", "ReduceSumSquare" -> Formulas.times(Formulas.X, Formulas.X);
      case "ReduceLogSumExp" -> Formulas.of(UnaryOperator.EXPONENTIAL, Formulas.X);
      default -> null;
    };
  }

  private static ScalarFunction after(String type) {
    return switch (type) {
      case "ReduceL2" -> Formulas.of(UnaryOperator.SQUARE_ROOT, Formulas.X);
      case "ReduceLogSum", "ReduceLogSumExp" -> Formulas.of(UnaryOperator.LOGARITHM, Formulas.X);
      default -> null;
    };
  }

  /** The view with one element along the axes {@code reduced}. */
  static View reduce(String name, Reduce.Kind kind, View view, Drawing drawing, int... reduced) {
    Order own = ownOrder(view, drawing, reduced);
    View arranged = drawing.arrange(view, own);
    Shape map = drawing.shape(arranged);
    int[] dims = view.dims().clone();
    Arrays.stream(reduced).forEach(axis -> dims[axis] = 1);
    Shape shape = own.shape(dims);
    boolean plane = kind == Reduce.Kind.MEAN && shape.equals(new Shape(map.channels(), 1, 1)) && map.height() * map.width() > 1;
    if (plane) {
      Window window = new Window(map.height(), map.width(), 1, 1, 1, 1, 0, 0, 0, 0);
      drawing.add(new Draft.Plain(new FloatGraph.AveragePool(name, shape, arranged.draft(), window, false)));
    } else {
      drawing.host(name, shape, new Reduce(kind), arranged.draft());
    }
    return own.view(name, dims);
  }

  /** The order in which the elements lie, if the axes are all of its channels, rows or columns; otherwise one where they are the channels. */
  private static Order ownOrder(View view, Drawing drawing, int... reduced) {
    Order own = view.isComplete(drawing.shape(view).size()) ? Order.of(view, drawing.shape(view)) : null;
    boolean uncut =
        own != null && Order.cut(view, drawing.shape(view)).filter(cut -> Arrays.equals(cut, view.dims())).isPresent();
    if (uncut && separate(own.channels(), reduced) && separate(own.rows(), reduced) && separate(own.columns(), reduced)) {
      return own;
    }
    return Order.channels(view.rank(), reduced);
  }

  private static boolean separate(int[] axes, int... reduced) {
    return Arrays.stream(axes).allMatch(axis -> contains(reduced, axis)) || Arrays.stream(axes).noneMatch(axis -> contains(reduced, axis));
  }

  private static boolean contains(int[] axes, int axis) {
    return Arrays.stream(axes).anyMatch(i -> i == axis);
  }
}
