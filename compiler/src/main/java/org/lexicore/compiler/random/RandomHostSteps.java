package org.lexicore.compiler.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.HostStep.Operation;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Storage;
import org.lexicore.model.network.host.Accumulate;
import org.lexicore.model.network.host.Axis;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.Concatenate;
import org.lexicore.model.network.host.Constant;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.Embed;
import org.lexicore.model.network.host.HostOperation;
import org.lexicore.model.network.host.Normalise;
import org.lexicore.model.network.host.Pick;
import org.lexicore.model.network.host.Rank;
import org.lexicore.model.network.host.Rearrange;
import org.lexicore.model.network.host.Reduce;
import org.lexicore.model.network.host.Resample;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.Softmax;
import org.lexicore.model.network.host.Spread;
import org.lexicore.model.network.host.UnaryOperator;

/** Draws steps of the host: every operation, alone and one after another. */
final class RandomHostSteps {
  /** Token numbers lie below it. */
  static final int TOKENS = 10;

  private static final int LARGEST = 4000;

  private final Random random;
  private final List<QuantisedTensor> tensors;
  private final List<QuantisedTensor> operands = new ArrayList<>();
  private final List<Operation> operations = new ArrayList<>();

  private RandomHostSteps(Random random, List<QuantisedTensor> tensors) {
    this.random = random;
    this.tensors = tensors;
  }

  /** A step that reads some of {@code tensors}. */
  static HostStep draw(Random random, int index, List<QuantisedTensor> tensors) {
    return new RandomHostSteps(random, tensors).step(index);
  }

  private HostStep step(int index) {
    QuantisedTensor first = tensors.get(random.nextInt(tensors.size()));
    operands.add(first);
    Shape shape = first.storage() == Storage.INT32 ? embed(first.shape()) : next(0, first.shape());
    while (random.nextInt(3) == 0) {
      shape = next(operands.size() + operations.size() - 1, shape);
    }
    Storage storage = random.nextInt(3) == 0 ? Storage.INT16 : random.nextBoolean() ? Storage.INT8 : Storage.UINT8;
    double scale = Math.scalb(1.0, -(3 + random.nextInt(storage == Storage.INT16 ? 10 : 5)));
    QuantisedTensor output = new QuantisedTensor("made" + index, shape, scale, storage, spread(shape.channels()));
    return new HostStep("host" + index, operands, operations, output, List.of("work" + index));
  }

  /** One scale for all channels, or one for each. */
  private List<Double> spread(int channels) {
    return random.nextInt(3) > 0 ? List.of() : random.doubles(channels, 0.25, 1).boxed().toList();
  }

  private Shape embed(Shape rows) {
    int width = 1 + random.nextInt(12);
    return add(new Embed(floats(TOKENS * width), width), List.of(0), new Shape(width, rows.height(), rows.width()));
  }

  private Shape add(HostOperation operation, List<Integer> reads, Shape shape) {
    operations.add(new Operation(operation, reads, shape));
    return shape;
  }

  private float[] floats(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** An operation on the value {@code number}, of {@code shape}; the shape of its result. */
  private Shape next(int number, Shape shape) {
    List<Integer> one = List.of(number);
    return switch (random.nextInt(13)) {
      case 0 -> add(new Elementwise(function()), one, shape);
      case 1 -> add(new Combine(operator()), List.of(number, random.nextBoolean() ? number : constant(shape)), shape);
      case 2 -> concatenate(number, shape);
      case 3 -> add(new Softmax(axis(), 1), one, shape);
      case 4 -> add(new Normalise(1e-3, floats(shape.channels()), floats(shape.channels())), one, shape);
      case 5 -> add(transpose(shape), one, new Shape(shape.width(), shape.channels(), shape.height()));
      case 6 -> add(slice(shape), one, new Shape(Math.ceilDiv(shape.channels(), 2), shape.height(), shape.width()));
      case 7 -> add(new Reduce(Reduce.Kind.values()[random.nextInt(4)]), one, new Shape(shape.channels(), 1, 1));
      case 8 -> grow(one, shape);
      case 9 -> add(new Accumulate(random.nextBoolean(), random.nextBoolean()), one, shape);
      case 10 -> add(rank(), one, new Shape(1 + random.nextInt(shape.channels()), shape.height(), shape.width()));
      case 11 -> add(pick(shape), one, shape);
      default -> add(new Elementwise(new ScalarFunction.Unary(UnaryOperator.SIGMOID, new ScalarFunction.Variable())), one, shape);
    };
  }

  private Rank rank() {
    Rank.Result result = Rank.Result.values()[random.nextInt(2)];
    return new Rank(random.nextBoolean(), result, random.nextBoolean());
  }

  /** Any elements of the operand, and a few that are not there. */
  private Pick pick(Shape shape) {
    int[] positions = random.ints(shape.size(), -1, shape.size()).toArray();
    return new Pick(positions, random.nextInt(2) * 0.5f);
  }

  private Axis axis() {
    return Axis.values()[random.nextInt(3)];
  }

  private BinaryOperator operator() {
    return List.of(BinaryOperator.ADD, BinaryOperator.SUBTRACT, BinaryOperator.MULTIPLY, BinaryOperator.MAXIMUM).get(random.nextInt(4));
  }

  /** x · min(1, max(0, x/6 + 1/2)), or x/2 · (1 + erf x). */
  private ScalarFunction function() {
    ScalarFunction x = new ScalarFunction.Variable();
    if (random.nextBoolean()) {
      ScalarFunction line = binary(BinaryOperator.ADD, binary(BinaryOperator.MULTIPLY, x, number(1.0 / 6)), number(0.5));
      return binary(BinaryOperator.MULTIPLY, x,
          binary(BinaryOperator.MINIMUM, number(1), binary(BinaryOperator.MAXIMUM, number(0), line)));
    }
    ScalarFunction half = binary(BinaryOperator.MULTIPLY, x, number(0.5));
    return binary(BinaryOperator.MULTIPLY, half,
        binary(BinaryOperator.ADD, number(1), new ScalarFunction.Unary(UnaryOperator.ERROR_FUNCTION, x)));
  }

  private static ScalarFunction binary(BinaryOperator operator, ScalarFunction left, ScalarFunction right) {
    return new ScalarFunction.Binary(operator, left, right);
  }

  private static ScalarFunction number(double value) {
    return new ScalarFunction.Literal(value);
  }

  /** Number of a constant with an element per channel, which is repeated along the other axes. */
  private int constant(Shape shape) {
    add(new Constant(floats(shape.channels())), List.of(), new Shape(shape.channels(), 1, 1));
    return operands.size() + operations.size() - 1;
  }

  /** With another tensor that differs along one axis alone, if there is one and no operation is numbered yet, else with itself. */
  private Shape concatenate(int number, Shape shape) {
    Axis axis = axis();
    int other = number;
    Shape second = shape;
    for (QuantisedTensor tensor : operations.isEmpty() ? tensors : List.<QuantisedTensor>of()) {
      if (operands.size() == 1 && !tensor.equals(operands.getFirst()) && with(axis, tensor.shape(), 1).equals(with(axis, shape, 1))) {
        operands.add(tensor);
        other = 1;
        second = tensor.shape();
      }
    }
    return add(new Concatenate(axis), List.of(number, other), with(axis, shape, axis.extent(shape) + axis.extent(second)));
  }

  private static Shape with(Axis axis, Shape shape, int extent) {
    return new Shape(
        axis == Axis.CHANNEL ? extent : shape.channels(), axis == Axis.HEIGHT ? extent : shape.height(),
        axis == Axis.WIDTH ? extent : shape.width());
  }

  private static Rearrange transpose(Shape shape) {
    int pixels = shape.height() * shape.width();
    return new Rearrange(0, new int[] {shape.width(), shape.channels(), shape.height()}, new int[] {1, pixels, shape.width()});
  }

  /** Every second channel. */
  private static Rearrange slice(Shape shape) {
    int pixels = shape.height() * shape.width();
    return new Rearrange(0, new int[] {Math.ceilDiv(shape.channels(), 2), pixels}, new int[] {2 * pixels, 1});
  }

  /** Twice the rows and columns, with zeros, nearest neighbours or linear between. */
  private Shape grow(List<Integer> one, Shape shape) {
    Shape doubled = new Shape(shape.channels(), 2 * shape.height(), 2 * shape.width());
    if (doubled.size() > LARGEST) {
      return add(new Elementwise(function()), one, shape);
    }
    boolean linear = random.nextBoolean();
    return random.nextInt(3) == 0
        ? add(new Spread(2, 2), one, new Shape(shape.channels(), 2 * shape.height() - 1, 2 * shape.width() - 1))
        : add(new Resample(taps(shape.height(), linear), taps(shape.width(), linear)), one, doubled);
  }

  private static Resample.Taps taps(int extent, boolean linear) {
    int[] first = new int[2 * extent];
    int[] second = new int[2 * extent];
    double[] share = new double[2 * extent];
    for (int i = 0; i < first.length; i++) {
      first[i] = i / 2;
      second[i] = Math.min(extent - 1, i / 2 + 1);
      share[i] = linear ? i % 2 * 0.5 : 0;
    }
    return new Resample.Taps(first, second, share);
  }
}
