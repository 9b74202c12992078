package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lexicore.model.network.Shape;

/** Pad with a constant around height and width; {@link MergePadding} gives it to what follows. */
final class LowerPad {
  private LowerPad() {}

  static void lower(Operation operation, Lowering lowering) {
    String mode = operation.attributes().text("mode", "constant");
    long[] pads = pads(operation, lowering);
    View view = lowering.view(operation, 0);
    if (Arrays.stream(pads).allMatch(pad -> pad == 0)) {
      lowering.bind(operation, view);
      return;
    }
    if (!mode.equals("constant")) {
      throw new NotTaken("mode \"" + mode + "\" is not supported", "pad with a constant zero");
    }
    View map = lowering.map(operation, 0);
    long[] all = spread(operation, pads, lowering);
    if (IntStream.of(0, 1, 4, 5).anyMatch(i -> all[i] != 0)) {
      throw new NotTaken("pads batch or channels", "pad height and width only");
    }
    if (Arrays.stream(all).anyMatch(pad -> pad < 0 || pad > Short.MAX_VALUE)) {
      throw new NotTaken("pads is " + Arrays.toString(pads), "cropping is not supported: give numbers from 0 to " + Short.MAX_VALUE);
    }
    float value = lowering.constant(operation, 2).filter(tensor -> tensor.size() == 1).map(tensor -> (float) tensor.at(0)).orElse(0f);
    make(operation, map, all, value, lowering);
  }

  private static void make(Operation operation, View view, long[] all, float value, Lowering lowering) {
    Shape map = lowering.shape(view);
    int height = map.height() + (int) (all[2] + all[6]);
    int width = map.width() + (int) (all[3] + all[7]);
    Shape shape = new Shape(map.channels(), height, width);
    lowering
        .drawing()
        .add(
            new Draft.Padding(
                operation.output(), shape, view.draft(), operation.place(), (int) all[2], (int) all[3], (int) all[6], (int) all[7], value));
    lowering.bind(operation, View.of(operation.output(), 1, shape.channels(), height, width));
  }

  private static long[] pads(Operation operation, Lowering lowering) {
    return lowering.constant(operation, 1).map(FoldConstants::integers).orElseGet(() -> operation.attributes().integers("pads"));
  }

  /** Begin and end of N, C, H, W, whichever axes are given. */
  private static long[] spread(Operation operation, long[] pads, Lowering lowering) {
    long[] axes = lowering.constant(operation, 3).map(FoldConstants::integers).orElse(new long[] {0, 1, 2, 3});
    if (pads.length != 2 * axes.length) {
      throw new NotTaken("has " + pads.length + " pads for " + axes.length + " axes", "export the network again");
    }
    long[] all = new long[8];
    for (int i = 0; i < axes.length; i++) {
      int axis = Extents.axis(axes[i], 4);
      all[axis] = pads[i];
      all[axis + 4] = pads[i + axes.length];
    }
    return all;
  }
}
