package org.lexicore.compiler.onnx;

import java.util.Arrays;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.FloatWeight;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;
import org.lexicore.model.network.host.Spread;

/**
 * ConvTranspose. Where the kernel is the stride, each input pixel makes a block of its own: a 1x1 convolution with the block's pixels as channels,
 * which then become pixels. Otherwise the input is spread by the stride and convolved with the flipped kernel.
 */
final class LowerTransposedConvolution {
  /** Kernel, strides, dilations, begin and end of what is cut off, and the output's extent, along one axis. */
  private record Line(int kernel, int stride, int dilation, int before, int after, int output) {
    /** Extent of the flipped kernel with its holes. */
    int reach() {
      return dilation * (kernel - 1);
    }
  }

  private LowerTransposedConvolution() {}

  static void lower(Operation operation, Lowering lowering) {
    View view = lowering.map(operation, 0);
    Shape map = lowering.shape(view);
    Tensor given = lowering.constant(operation, 1).orElseThrow();
    int[] iokk = LowerConvolution.kernelDims(given);
    int groups = (int) operation.attributes().integer("group", 1);
    if (iokk.length != 4 || groups < 1 || iokk[0] != map.channels() || map.channels() % groups != 0) {
      throw new NotTaken("its weight " + Extents.text(given.dims()) + " does not fit " + map, "only 2-D convolution is supported: check the network");
    }
    float[] values = Parameters.usable(operation, 1, given, lowering);
    float[] bias = Parameters.vector(operation, 2, iokk[1] * groups, lowering);
    Line rows = line(operation, 0, iokk[2], map.height());
    Line columns = line(operation, 1, iokk[3], map.width());
    if (isBlock(rows, map.height()) && isBlock(columns, map.width())) {
      blocks(operation, view, iokk, groups, values, bias, lowering);
    } else {
      spread(operation, view, iokk, groups, values, bias, rows, columns, lowering);
    }
  }

  private static boolean isBlock(Line line, int input) {
    return line.kernel == line.stride && line.dilation == 1 && line.before == 0 && line.after == 0 && line.output == input * line.stride;
  }

  private static Line line(Operation operation, int axis, int kernel, int input) {
    Attributes given = operation.attributes();
    int stride = Windows.pair(operation, "strides", 1)[axis];
    int dilation = Windows.pair(operation, "dilations", 1)[axis];
    int extra = (int) given.integers("output_padding", 0, 0)[axis];
    int full = stride * (input - 1) + extra + dilation * (kernel - 1) + 1;
    long[] shape = given.integers("output_shape");
    String automatic = given.text("auto_pad", "NOTSET");
    if (shape.length == 0 && !automatic.startsWith("SAME")) {
      long[] pads = automatic.equals("VALID") ? new long[4] : given.integers("pads", 0, 0, 0, 0);
      int before = (int) pads[axis];
      int after = (int) pads[axis + 2];
      return new Line(kernel, stride, dilation, before, after - extra, full - before - after);
    }
    int output = shape.length > 0 ? (int) shape[shape.length - 2 + axis] : input * stride;
    int cut = full - output;
    int whole = Math.max(0, cut); // an output that is larger than all there is ends in nothing
    int before = automatic.equals("SAME_UPPER") ? whole / 2 : whole - whole / 2;
    return new Line(kernel, stride, dilation, before, cut - before - extra, output);
  }

  private static void blocks(
      Operation operation, View view, int[] iokk, int groups, float[] values, float[] bias, Lowering lowering) {
    Drawing drawing = lowering.drawing();
    Shape map = drawing.shape(view);
    int area = iokk[2] * iokk[3];
    int outputs = iokk[1] * groups;
    int perGroup = iokk[0] / groups;
    float[] weights = new float[outputs * area * perGroup];
    float[] biases = new float[outputs * area];
    for (int o = 0; o < outputs; o++) {
      for (int k = 0; k < area; k++) {
        biases[o * area + k] = bias[o];
        for (int i = 0; i < perGroup; i++) {
          int row = o / iokk[1] * perGroup + i;
          weights[(o * area + k) * perGroup + i] = values[(row * iokk[1] + o % iokk[1]) * area + k];
        }
      }
    }
    String name = drawing.fresh(operation.output() + "/blocks");
    Shape shape = new Shape(outputs * area, map.height(), map.width());
    FloatWeight weight = new FloatWeight(outputs * area, perGroup, 1, 1, weights);
    drawing.add(
        new Draft.Plain(new Conv(name, shape, view.draft(), lowering.constants().origin(operation, 1), weight, biases, Window.POINT, groups)));
    View pixels =
        View.of(name, outputs, iokk[2], iokk[3], map.height(), map.width()).transposed(0, 3, 1, 4, 2);
    View moved = drawing.arrange(pixels, new Order(new int[] {0}, new int[] {1, 2}, new int[] {3, 4}));
    lowering.bind(operation, View.of(moved.draft(), 1, outputs, map.height() * iokk[2], map.width() * iokk[3]));
  }

  private static void spread(
      Operation operation, View view, int[] iokk, int groups, float[] values, float[] bias, Line rows, Line columns, Lowering lowering) {
    Drawing drawing = lowering.drawing();
    Shape map = drawing.shape(view);
    String name = view.draft();
    if (rows.stride > 1 || columns.stride > 1) {
      name = drawing.fresh(operation.output() + "/spread");
      Shape wide = new Shape(map.channels(), (map.height() - 1) * rows.stride + 1, (map.width() - 1) * columns.stride + 1);
      drawing.host(name, wide, new Spread(rows.stride, columns.stride), view.draft());
    }
    boolean single = iokk[1] == 1 && groups == iokk[0] && iokk[2] * iokk[3] == 1 && Arrays.equals(values, Parameters.all(groups, 1));
    Shape spread = drawing.shape(View.of(name, 1));
    if (single && spread.equals(new Shape(groups, rows.output, columns.output)) && Arrays.equals(bias, new float[groups])) {
      lowering.bind(operation, View.of(name, 1, groups, rows.output, columns.output)); // nothing but spreading, as OnnxExporter writes it
      return;
    }
    int[] pads = {rows.reach() - rows.before, columns.reach() - columns.before, rows.reach() - rows.after, columns.reach() - columns.after};
    for (int pad : pads) {
      if (pad < 0) {
        throw new NotTaken("cuts more off than its kernel reaches", "pad by less than the kernel");
      }
    }
    Window window = new Window(rows.kernel, columns.kernel, 1, 1, rows.dilation, columns.dilation, pads[0], pads[1], pads[2], pads[3]);
    int outputs = iokk[1] * groups;
    FloatWeight weight = new FloatWeight(outputs, iokk[0] / groups, iokk[2], iokk[3], flipped(iokk, groups, values));
    Shape shape = new Shape(outputs, rows.output, columns.output);
    lowering.make(operation, new Conv(operation.output(), shape, name, lowering.constants().origin(operation, 1), weight, bias, window, groups));
  }

  /** From IOYX to OIYX with both axes of the kernel reversed. */
  private static float[] flipped(int[] iokk, int groups, float[] values) {
    int area = iokk[2] * iokk[3];
    int perGroup = iokk[0] / groups;
    float[] flipped = new float[values.length];
    for (int o = 0; o < iokk[1] * groups; o++) {
      for (int i = 0; i < perGroup; i++) {
        int row = o / iokk[1] * perGroup + i;
        for (int k = 0; k < area; k++) {
          flipped[(o * perGroup + i) * area + k] = values[(row * iokk[1] + o % iokk[1]) * area + area - 1 - k];
        }
      }
    }
    return flipped;
  }
}
