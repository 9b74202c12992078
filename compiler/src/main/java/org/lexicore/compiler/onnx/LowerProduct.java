package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.OutputAxis;
import org.lexicore.model.network.Shape;

/**
 * MatMul of two activations. Leading axes are groups; which operand serves as weights and along which of its axes is chosen so that as few
 * elements as possible have to move.
 */
final class LowerProduct {
  /** One way to lay the operands out: input as (groups, inner | outer of the input), weights with their pixels inner or outer. */
  private record Plan(boolean swapped, OutputAxis outputs) {}

  private LowerProduct() {}

  static View multiply(String name, View left, View right, Drawing drawing) {
    View a = left.rank() == 1 ? left.reshaped(1, left.dims()[0]).orElseThrow() : left;
    View b = right.rank() == 1 ? right.reshaped(right.dims()[0], 1).orElseThrow() : right;
    int inner = a.dims()[a.rank() - 1];
    if (b.dims()[b.rank() - 2] != inner) {
      throw new NotTaken(
          "multiplies " + Extents.text(left.dims()) + " by " + Extents.text(right.dims()), "check the network's input size");
    }
    int[] groups = Broadcast.dims(Arrays.copyOf(a.dims(), a.rank() - 2), Arrays.copyOf(b.dims(), b.rank() - 2));
    a = a.repeated(IntStream.concat(Arrays.stream(groups), Arrays.stream(a.dims(), a.rank() - 2, a.rank())).toArray());
    b = b.repeated(IntStream.concat(Arrays.stream(groups), Arrays.stream(b.dims(), b.rank() - 2, b.rank())).toArray());
    View product = cheapest(name, a, b, drawing);
    if (left.rank() == 1) {
      product = product.without(product.rank() - 2);
    }
    return right.rank() == 1 ? product.without(product.rank() - 1) : product;
  }

  private static View cheapest(String name, View a, View b, Drawing drawing) {
    Plan best = null;
    int least = Integer.MAX_VALUE;
    for (boolean swapped : new boolean[] {false, true}) {
      for (OutputAxis outputs : OutputAxis.values()) {
        Plan plan = new Plan(swapped, outputs);
        int moved = moved(plan, a, b, drawing);
        if (moved < least) {
          best = plan;
          least = moved;
        }
      }
    }
    return draw(name, best, a, b, drawing);
  }

  /** The left factor read as [.., rows, inner]; a swapped product is that of the transposed operands, the other way round. */
  private static View input(Plan plan, View a, View b) {
    return plan.swapped ? turned(b) : a;
  }

  private static View weights(Plan plan, View a, View b) {
    return plan.swapped ? turned(a) : b;
  }

  private static View turned(View view) {
    int[] order = Drawing.axes(view.rank());
    order[view.rank() - 1] = view.rank() - 2;
    order[view.rank() - 2] = view.rank() - 1;
    return view.transposed(order);
  }

  private static int[] axes(int rank, int last) {
    return IntStream.concat(IntStream.range(0, rank - 2), IntStream.of(last)).toArray();
  }

  private static Order inputOrder(int rank) {
    return new Order(axes(rank, rank - 1), new int[0], new int[] {rank - 2});
  }

  private static Order weightOrder(int rank, OutputAxis outputs) {
    return switch (outputs) {
      case PIXEL -> new Order(axes(rank, rank - 2), new int[0], new int[] {rank - 1});
      case CHANNEL -> new Order(axes(rank, rank - 1), new int[0], new int[] {rank - 2});
    };
  }

  /** Elements that would have to be copied; twice what moves further than a slice, which may cost nothing in the end. */
  private static int moved(Plan plan, View a, View b, Drawing drawing) {
    View input = input(plan, a, b);
    View weights = weights(plan, a, b);
    return moved(input, inputOrder(a.rank()), drawing) + moved(weights, weightOrder(a.rank(), plan.outputs), drawing);
  }

  private static int moved(View view, Order order, Drawing drawing) {
    List<View.Loop> nest = view.transposed(order.axes()).loops();
    boolean slice = nest.size() == 1 && nest.getFirst().stride() == 1;
    return drawing.hasPixels(view, order) ? 0 : slice ? view.size() : 2 * view.size();
  }

  private static View draw(String name, Plan plan, View a, View b, Drawing drawing) {
    int rank = a.rank();
    View input = drawing.arrangePixels(input(plan, a, b), inputOrder(rank));
    View weights = drawing.arrangePixels(weights(plan, a, b), weightOrder(rank, plan.outputs));
    int[] dims = Drawing.with(input.dims(), rank - 1, weights.dims()[rank - 1]);
    int groups = Extents.size(Arrays.copyOf(dims, rank - 2));
    Shape map = drawing.shape(input);
    Shape shape = new Shape(groups * dims[rank - 1], map.height(), map.width());
    drawing.add(
        new Draft.Plain(new FloatGraph.Product(name, shape, input.draft(), weights.draft(), groups, plan.outputs)));
    View product = inputOrder(rank).view(name, dims);
    return plan.swapped ? turned(product) : product;
  }
}
