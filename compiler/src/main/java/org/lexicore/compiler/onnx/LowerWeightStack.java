package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.FloatWeight;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/**
 * MatMul of an activation and a constant that is no plain matrix on its right: a vector, a matrix on the left, or a
 * matrix for each of some groups. All of them are weights of a 1×1 convolution.
 *
 * <pre>
 *   activation [.., M, K] · constant [.., K, N]: an axis that both have is a group of channels, one that the constant alone has multiplies
 *   the outputs, one that the activation alone has is pixels, as M is
 * </pre>
 *
 * A constant on the left is that of the transposed product: (W · x)ᵀ = xᵀ · Wᵀ.
 */
final class LowerWeightStack {
  private final Operation operation;
  private final Lowering lowering;
  private final int operand;

  /** What the axes before the last two are; all of one rank. */
  private record Leading(int[] dims, List<Integer> groups, List<Integer> outputs, List<Integer> pixels) {}

  private LowerWeightStack(Operation operation, int operand, Lowering lowering) {
    this.operation = operation;
    this.operand = operand;
    this.lowering = lowering;
  }

  /**
   * The product under {@code name}.
   *
   * @param operand which one of the operation's is the constant; 0 stands on the left
   * @param constant its values, in its own order
   */
  static View multiply(String name, Operation operation, int operand, View activation, Tensor constant, Lowering lowering) {
    LowerWeightStack stack = new LowerWeightStack(operation, operand, lowering);
    Parameters.usable(operation, operand, constant, lowering);
    View left = lowering.drawing().constant(operation.inputs().get(operand), constant); // only to turn and repeat it as a view
    boolean swapped = operand == 0;
    View rows = matrix(activation, swapped);
    View weights = matrix(left, !swapped);
    View x = swapped ? turned(rows) : rows;
    View w = swapped ? turned(weights) : weights;
    View made = stack.product(name, x, w);
    View product = swapped ? turned(made) : made;
    if (activation.rank() == 1) {
      product = product.without(product.rank() - (swapped ? 1 : 2));
    }
    return constant.dims().length == 1 ? product.without(product.rank() - (swapped ? 2 : 1)) : product;
  }

  /** A vector is a row on the left and a column on the right. */
  private static View matrix(View view, boolean right) {
    if (view.rank() != 1) {
      return view;
    }
    int length = view.dims()[0];
    return (right ? view.reshaped(length, 1) : view.reshaped(1, length)).orElseThrow();
  }

  private static View turned(View view) {
    int[] order = Drawing.axes(view.rank());
    order[view.rank() - 1] = view.rank() - 2;
    order[view.rank() - 2] = view.rank() - 1;
    return view.transposed(order);
  }

  /** x [.., M, K] · w [.., K, N]. */
  private View product(String name, View x, View w) {
    int inner = x.dims()[x.rank() - 1];
    if (w.dims()[w.rank() - 2] != inner) {
      throw new NotTaken(
          "its weight takes " + w.dims()[w.rank() - 2] + " inputs, its operand " + Extents.text(x.dims()) + " has " + inner + " a row",
          "check the network's input size");
    }
    int rank = Math.max(x.rank(), w.rank());
    View wide = padded(x, rank);
    View weights = padded(w, rank);
    Leading leading = leading(wide.dims(), weights.dims());
    int[] channels = axes(leading.groups, List.of(), rank - 1);
    int[] pixels = axes(leading.pixels, List.of(), rank - 2);
    View map = lowering.drawing().arrangePixels(wide, new Order(channels, new int[0], pixels));
    int groups = Extents.size(leading.groups.stream().mapToInt(axis -> leading.dims[axis]).toArray());
    int[] outputs = axes(leading.groups, leading.outputs, rank - 1);
    FloatGraph.Weight weight = weight(weights, outputs, inner);
    Shape shape = lowering.shape(map);
    Shape made = new Shape(weight.outputs(), shape.height(), shape.width());
    lowering.drawing().add(new Draft.Plain(
        new FloatGraph.Conv(name, made, map.draft(), lowering.constants().origin(operation, operand), weight, new float[weight.outputs()], Window.POINT, groups)));
    int[] dims = Arrays.copyOf(leading.dims, rank);
    dims[rank - 2] = wide.dims()[rank - 2];
    dims[rank - 1] = weights.dims()[rank - 1];
    return new Order(outputs, new int[0], pixels).view(name, dims);
  }

  private static View padded(View view, int rank) {
    int[] dims = new int[rank];
    Arrays.fill(dims, 1);
    System.arraycopy(view.dims(), 0, dims, rank - view.rank(), view.rank());
    return view.reshaped(dims).orElseThrow();
  }

  private static Leading leading(int[] x, int[] w) {
    int before = x.length - 2;
    int[] dims = Broadcast.dims(Arrays.copyOf(x, before), Arrays.copyOf(w, before));
    List<Integer> pixels = IntStream.range(0, before).filter(axis -> w[axis] == 1).boxed().toList();
    List<Integer> outputs = IntStream.range(0, before).filter(axis -> w[axis] > 1 && x[axis] == 1).boxed().toList();
    List<Integer> groups = IntStream.range(0, before).filter(axis -> w[axis] > 1 && x[axis] > 1).boxed().toList();
    return new Leading(dims, groups, outputs, pixels);
  }

  private static int[] axes(List<Integer> first, List<Integer> second, int last) {
    return IntStream.concat(
        IntStream.concat(first.stream().mapToInt(axis -> axis), second.stream().mapToInt(axis -> axis)), IntStream.of(last)).toArray();
  }

  /** [outputs, inputs of a group, 1, 1]; codes stay where the constant's own order is that one. */
  private FloatGraph.Weight weight(View weights, int[] outputs, int inner) {
    int rank = weights.rank();
    int[] order = Arrays.copyOf(outputs, outputs.length + 1);
    order[outputs.length] = rank - 2;
    int count = Order.product(outputs, weights.dims());
    View rows = weights.transposed(IntStream.concat(
        IntStream.range(0, rank - 2).filter(axis -> weights.dims()[axis] == 1), IntStream.of(order)).toArray());
    boolean own = rows.isInOrder(rows.size()) && lowering.drawing().tensor(weights) == lowering.constant(operation, operand).orElseThrow();
    Optional<FloatGraph.Weight> coded =
        own ? lowering.constants().coded(operation, operand, false, count, inner, 1, 1).map(FloatGraph.Weight.class::cast) : Optional.empty();
    return coded.orElseGet(() -> new FloatWeight(count, inner, 1, 1, lowering.drawing().values(rows, Order.natural(rank))));
  }
}
