package org.lexicore.compiler.onnx;

import java.util.Arrays;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.UnaryOperator;

/** The operators that leave an activation's elements where they are and give them other axes. */
final class LowerReshape {
  private LowerReshape() {}

  static void same(Operation operation, Lowering lowering) {
    lowering.bind(operation, lowering.view(operation, 0));
  }

  static void dropout(Operation operation, Lowering lowering) {
    if (operation.makes(1)) {
      throw new NotTaken("its mask is read", "export the network for inference");
    }
    if (lowering.constant(operation, 2).filter(training -> training.at(0) != 0).isPresent()) {
      throw new NotTaken("is in training mode", "export the network for inference");
    }
    same(operation, lowering);
  }

  /** To integers it rounds towards zero, unless they are integers already; truth values are 1 and 0. */
  static void cast(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    switch (TensorProto.DataType.forNumber((int) operation.attributes().integer("to", 0))) {
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> same(operation, lowering);
      case INT64, INT32, INT16, INT8, UINT64, UINT32, UINT16, UINT8 -> {
        if (lowering.isWhole(operation.inputs().get(0))) {
          same(operation, lowering);
        } else {
          lowering.bind(operation, LowerUnary.apply(operation.output(), Formulas.truncated(), view, lowering.drawing()));
        }
      }
      case BOOL -> {
        ScalarFunction truth = Formulas.of(UnaryOperator.ABSOLUTE, Formulas.of(UnaryOperator.SIGN, Formulas.X));
        lowering.bind(operation, LowerUnary.apply(operation.output(), truth, view, lowering.drawing()));
      }
      case null, default -> throw new NotTaken("casts to type " + operation.attributes().integer("to", 0), "export the network in float");
    }
  }

  static void flatten(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    reshaped(operation, view, lowering, Reshaped.flatten(view.dims(), operation.attributes().integer("axis", 1)));
  }

  static void reshape(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    Tensor target = lowering.constant(operation, 1).orElseThrow();
    boolean zeroIsZero = operation.attributes().integer("allowzero", 0) != 0;
    reshaped(operation, view, lowering, Reshaped.reshape(view.dims(), target, zeroIsZero, lowering.batch()));
  }

  static void squeeze(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    reshaped(operation, view, lowering, Reshaped.squeeze(view.dims(), axes(operation, lowering)));
  }

  static void unsqueeze(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    reshaped(operation, view, lowering, Reshaped.unsqueeze(view.dims(), axes(operation, lowering)));
  }

  static void shape(Operation operation, Lowering lowering) {
    lowering.constants().fold(operation, FoldConstants.shape(lowering.view(operation, 0).dims(), operation.attributes()));
  }

  static void size(Operation operation, Lowering lowering) {
    lowering.constants().fold(operation, new Tensor.Integers(new int[0], new long[] {lowering.view(operation, 0).size()}));
  }

  static void transpose(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    lowering.bind(operation, view.transposed(MoveElements.order(view.rank(), operation.attributes().integers("perm"))));
  }

  static void expand(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    int[] wanted = ints(FoldConstants.integers(lowering.constant(operation, 1).orElseThrow()));
    lowering.bind(operation, view.repeated(Broadcast.dims(view.dims(), wanted)));
  }

  /** Each axis becomes two, of which the outer one repeats. */
  static void tile(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    int[] repeats = ints(FoldConstants.integers(lowering.constant(operation, 1).orElseThrow()));
    if (repeats.length != view.rank() || Arrays.stream(repeats).anyMatch(times -> times < 1)) {
      throw new NotTaken("repeats " + Extents.text(view.dims()) + " " + Arrays.toString(repeats) + " times", "export the network again");
    }
    int[] single = new int[2 * view.rank()];
    int[] wide = new int[2 * view.rank()];
    int[] dims = new int[view.rank()];
    for (int axis = 0; axis < dims.length; axis++) {
      single[2 * axis] = 1;
      wide[2 * axis] = repeats[axis];
      single[2 * axis + 1] = view.dims()[axis];
      wide[2 * axis + 1] = view.dims()[axis];
      dims[axis] = repeats[axis] * view.dims()[axis];
    }
    View repeated = view.reshaped(single).orElseThrow().repeated(wide);
    lowering.bind(operation, lowering.drawing().reshape(repeated, dims));
  }

  /** Channels (block, block, C) become pixels; with mode CRD they are (C, block, block). */
  static void depthToSpace(Operation operation, Lowering lowering) {
    View view = lowering.map(operation, 0);
    int[] d = view.dims();
    int block = block(operation);
    int channels = divided(d[1], block * block);
    boolean depthFirst = operation.attributes().text("mode", "DCR").equals("DCR");
    View moved =
        depthFirst
            ? view.reshaped(block, block, channels, d[2], d[3]).orElseThrow().transposed(2, 3, 0, 4, 1)
            : view.reshaped(channels, block, block, d[2], d[3]).orElseThrow().transposed(0, 3, 1, 4, 2);
    lowering.bind(operation, map(moved, new Order(new int[] {0}, new int[] {1, 2}, new int[] {3, 4}), lowering));
  }

  static void spaceToDepth(Operation operation, Lowering lowering) {
    View view = lowering.map(operation, 0);
    int[] d = view.dims();
    int block = block(operation);
    int rows = divided(d[2], block);
    int columns = divided(d[3], block);
    View moved = view.reshaped(d[1], rows, block, columns, block).orElseThrow().transposed(2, 4, 0, 1, 3);
    lowering.bind(operation, map(moved, new Order(new int[] {0, 1, 2}, new int[] {3}, new int[] {4}), lowering));
  }

  private static View map(View moved, Order order, Lowering lowering) {
    View arranged = lowering.drawing().arrange(moved, order);
    Shape shape = lowering.shape(arranged);
    return View.of(arranged.draft(), 1, shape.channels(), shape.height(), shape.width());
  }

  private static int block(Operation operation) {
    int block = (int) operation.attributes().integer("blocksize", 0);
    if (block < 1) {
      throw new NotTaken("blocksize is " + block, "give a positive one");
    }
    return block;
  }

  private static int divided(int extent, int block) {
    if (extent % block != 0) {
      throw new NotTaken("cuts " + extent + " elements in blocks of " + block, "export the network again");
    }
    return extent / block;
  }

  private static int[] ints(long... values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  private static void reshaped(Operation operation, View view, Lowering lowering, int... dims) {
    if (Extents.size(dims) != view.size()) {
      throw new NotTaken("makes " + Extents.text(dims) + " of " + Extents.text(view.dims()), "export the network again");
    }
    lowering.bind(operation, lowering.drawing().reshape(view, dims));
  }

  private static long[] axes(Operation operation, Lowering lowering) {
    return lowering
        .constant(operation, 1)
        .map(FoldConstants::integers)
        .orElseGet(() -> operation.attributes().has("axes") ? operation.attributes().integers("axes") : null);
  }
}
