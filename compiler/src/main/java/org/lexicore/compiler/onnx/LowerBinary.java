package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.Locale;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.ScalarFunction;

/**
 * Operators on each pair of elements of two operands, with NumPy's broadcasting. With a constant for each channel it is an affine step, which a
 * convolution may take up; the sum of two maps of one shape is the array's; all else is the host's.
 */
final class LowerBinary {
  private final Lowering lowering;
  private final Drawing drawing;
  private final Operation operation;

  LowerBinary(Lowering lowering, Operation operation) {
    this.lowering = lowering;
    this.drawing = lowering.drawing();
    this.operation = operation;
  }

  static void lower(Operation operation, Lowering lowering) {
    BinaryOperator operator = operator(operation.type());
    View left = lowering.operand(operation, 0);
    View right = lowering.operand(operation, 1);
    lowering.bind(operation, new LowerBinary(lowering, operation).combine(operation.output(), operator, left, right));
  }

  /** Sum, Mean, Max and Min of any number of operands. */
  static void variadic(Operation operation, Lowering lowering) {
    LowerBinary binary = new LowerBinary(lowering, operation);
    boolean mean = operation.type().equals("Mean");
    BinaryOperator operator = operator(mean || operation.type().equals("Sum") ? "Add" : operation.type());
    View all = lowering.operand(operation, 0);
    int count = operation.inputs().size();
    for (int i = 1; i < count; i++) {
      String name = i + 1 < count || mean ? binary.step(operator.name().toLowerCase(Locale.ROOT)) : operation.output();
      all = binary.combine(name, operator, all, lowering.operand(operation, i));
    }
    lowering.bind(operation, mean ? binary.affine(operation.output(), all, 1f / count, 0) : all);
  }

  /** Comparisons and logic give 1 and 0. */
  static void compare(Operation operation, Lowering lowering) {
    LowerBinary binary = new LowerBinary(lowering, operation);
    View difference =
        binary.combine(binary.step("difference"), BinaryOperator.SUBTRACT, lowering.operand(operation, 0), lowering.operand(operation, 1));
    ScalarFunction function = Formulas.comparison(operation.type(), Formulas.X);
    lowering.bind(operation, LowerUnary.apply(operation.output(), function, difference, lowering.drawing()));
  }

  private static BinaryOperator operator(String type) {
    return switch (type) {
      case "Add" -> BinaryOperator.ADD;
      case "Sub" -> BinaryOperator.SUBTRACT;
      case "Mul", "And" -> BinaryOperator.MULTIPLY;
      case "Div" -> BinaryOperator.DIVIDE;
      case "Pow" -> BinaryOperator.POWER;
      case "Max", "Or" -> BinaryOperator.MAXIMUM;
      case "Min" -> BinaryOperator.MINIMUM;
      default -> throw new IllegalArgumentException(type);
    };
  }

  /** A name for a step on the way to the operation's output. */
  String step(String what) {
    return drawing.fresh(operation.output() + "/" + what);
  }

  View add(String name, View left, View right) {
    return combine(name, BinaryOperator.ADD, left, right);
  }

  View multiply(String name, View left, View right) {
    return combine(name, BinaryOperator.MULTIPLY, left, right);
  }

  /** Adds {@code left ∘ right} under {@code name}. */
  View combine(String name, BinaryOperator operator, View left, View right) {
    int[] dims = Broadcast.dims(left.dims(), right.dims());
    View a = left.repeated(dims);
    View b = right.repeated(dims);
    int[] once = dims.clone();
    for (int axis = 0; axis < once.length; axis++) {
      once[axis] = a.strides()[axis] == 0 && b.strides()[axis] == 0 ? 1 : once[axis];
    }
    return combined(name, operator, under(a, once), under(b, once)).repeated(dims); // what both repeat is computed once
  }

  private static View under(View view, int... dims) {
    return new View(view.draft(), view.start(), dims, view.strides());
  }

  /** Of operands of the same extents, neither of which repeats what the other one does. */
  private View combined(String name, BinaryOperator operator, View a, View b) {
    int[] dims = a.dims();
    if (drawing.isConstant(a) != drawing.isConstant(b)) {
      View activation = drawing.isConstant(a) ? b : a;
      View constant = drawing.isConstant(a) ? a : b;
      if (Extents.size(constant.once().dims()) == 1) {
        return withScalar(name, operator, activation, value(constant), activation == a);
      }
    }
    return aligned(name, operator, a, b).reshaped(dims).orElseThrow();
  }

  private float value(View constant) {
    return finite(drawing.values(constant.once(), Order.natural(constant.rank())), constant)[0];
  }

  private float[] finite(float[] values, View constant) {
    return Parameters.finite(operation, drawing.name(constant), values, constant.dims(), lowering);
  }

  /** Both operands in the order of the one that has all the elements. */
  private View aligned(String name, BinaryOperator operator, View left, View right) {
    View guide = drawing.isConstant(left) || !isFull(left) && isFull(right) ? right : left;
    int[] cut = guide.dims();
    Order order = Order.natural(guide.rank());
    if (isFull(guide) && !drawing.isConstant(guide)) {
      View whole = drawing.whole(guide);
      var borders = Order.cut(whole, drawing.shape(whole));
      if (borders.isPresent()) {
        cut = borders.get();
        order = Order.of(whole.reshaped(cut).orElseThrow(), drawing.shape(whole));
        left = left == guide ? whole : left;
        right = right == guide ? whole : right;
      }
    }
    return ordered(name, operator, left.reshaped(cut).orElseThrow(), right.reshaped(cut).orElseThrow(), order);
  }

  private static boolean isFull(View view) {
    return Arrays.equals(view.once().dims(), view.dims());
  }

  private View ordered(String name, BinaryOperator operator, View left, View right, Order order) {
    Shape shape = order.shape(left.dims());
    boolean leftConstant = drawing.isConstant(left);
    boolean affine = leftConstant ? operator != BinaryOperator.DIVIDE : drawing.isConstant(right);
    if (affine && isAffine(operator)) {
      View constant = leftConstant ? left : right;
      View activation = leftConstant ? right : left;
      if (isOnePerChannel(constant, order) && isFull(activation)) {
        return perChannel(name, operator, drawing.arrange(activation, order), constant, leftConstant, order);
      }
    }
    View a = drawing.arrangeOnce(left, order);
    View b = drawing.arrangeOnce(right, order);
    boolean sum = operator == BinaryOperator.ADD && drawing.shape(a).equals(shape) && drawing.shape(b).equals(shape);
    if (sum) {
      drawing.add(new Draft.Plain(new FloatGraph.Add(name, shape, a.draft(), b.draft())));
    } else {
      drawing.host(name, shape, new Combine(operator), a.draft(), b.draft());
    }
    return order.view(name, left.dims());
  }

  private static boolean isAffine(BinaryOperator operator) {
    return switch (operator) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> true;
      case MAXIMUM, MINIMUM, POWER -> false;
    };
  }

  private static boolean isOnePerChannel(View constant, Order order) {
    return Arrays.stream(order.rows()).allMatch(axis -> constant.strides()[axis] == 0)
        && Arrays.stream(order.columns()).allMatch(axis -> constant.strides()[axis] == 0);
  }

  private View perChannel(String name, BinaryOperator operator, View activation, View constant, boolean constantLeft, Order order) {
    float[] values = finite(drawing.values(constant, new Order(order.channels(), new int[0], new int[0])), constant);
    float[] scale = Parameters.all(values.length, 1);
    float[] shift = new float[values.length];
    for (int c = 0; c < values.length; c++) {
      switch (operator) {
        case ADD -> shift[c] = values[c];
        case SUBTRACT -> {
          scale[c] = constantLeft ? -1 : 1;
          shift[c] = constantLeft ? values[c] : -values[c];
        }
        case MULTIPLY -> scale[c] = values[c];
        case DIVIDE -> scale[c] = inverse(values[c], "channel " + c);
        case MAXIMUM, MINIMUM, POWER -> throw new IllegalArgumentException(operator.name());
      }
    }
    String parameter = lowering.constants().originOf(drawing.name(constant));
    drawing.add(new Draft.Affine(name, drawing.shape(activation), activation.draft(), parameter, scale, shift));
    return activation.on(name);
  }

  private static float inverse(float divisor, String place) {
    if (divisor == 0) {
      throw new NotTaken("divides by zero in " + place, "train or export the network again");
    }
    return 1 / divisor;
  }

  private View withScalar(String name, BinaryOperator operator, View activation, float value, boolean valueRight) {
    return switch (operator) {
      case ADD -> affine(name, activation, 1, value);
      case SUBTRACT -> valueRight ? affine(name, activation, 1, -value) : affine(name, activation, -1, value);
      case MULTIPLY -> affine(name, activation, value, 0);
      case DIVIDE -> valueRight ? affine(name, activation, inverse(value, "every channel"), 0) : function(name, operator, activation, value, false);
      case MAXIMUM -> LowerUnary.clamp(name, value, Float.POSITIVE_INFINITY, activation, drawing);
      case MINIMUM -> LowerUnary.clamp(name, Float.NEGATIVE_INFINITY, value, activation, drawing);
      case POWER -> function(name, operator, activation, value, valueRight);
    };
  }

  /** {@code scale · x + shift} of every element. */
  View affine(String name, View activation, float scale, float shift) {
    View whole = drawing.whole(activation);
    Shape shape = drawing.shape(whole);
    float[] scales = Parameters.all(shape.channels(), scale);
    String parameter =
        operation.inputs().stream().filter(lowering::isConstant).map(lowering.constants()::originOf).findFirst().orElseGet(() -> drawing.fresh(name + "/factor"));
    drawing.add(new Draft.Affine(name, shape, whole.draft(), parameter, scales, Parameters.all(shape.channels(), shift)));
    return whole.on(name);
  }

  private View function(String name, BinaryOperator operator, View activation, float value, boolean valueRight) {
    ScalarFunction number = Formulas.number(value);
    ScalarFunction function =
        valueRight ? Formulas.of(operator, Formulas.X, number) : Formulas.of(operator, number, Formulas.X);
    return LowerUnary.apply(name, function, activation, drawing);
  }
}
