package org.lexicore.compiler.onnx;

import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** Reads kernel, stride, dilation and padding of convolutions and pools from their attributes. */
final class Windows {
  private Windows() {}

  /**
   * The window of {@code operation} over a map of shape {@code input}.
   *
   * @throws NotTaken if an attribute is malformed or the kernel does not fit the padded map
   */
  static Window read(Operation operation, int kernelY, int kernelX, Shape input) {
    int[] stride = pair(operation, "strides", 1);
    int[] dilation = pair(operation, "dilations", 1);
    int[] pads = pads(operation, new int[] {kernelY, kernelX}, stride, dilation, input);
    Window window =
        new Window(kernelY, kernelX, stride[0], stride[1], dilation[0], dilation[1], pads[0], pads[1], pads[2], pads[3]);
    requireFit(window, input);
    return window;
  }

  static void requireFit(Window window, Shape input) {
    if (window.outputHeight(input.height()) < 1 || window.outputWidth(input.width()) < 1) {
      throw new NotTaken(
          "its " + window.kernelY() + "x" + window.kernelX() + " kernel does not fit the map of " + input, "check the network's input size");
    }
  }

  /** Two positive numbers, y first. */
  static int[] pair(Operation operation, String name, long absent) {
    long[] values = operation.attributes().integers(name, absent, absent);
    if (values.length != 2) {
      throw new NotTaken(
          name + " has " + values.length + " numbers", "only 2-D operators are supported: give two numbers");
    }
    return new int[] {positive(name, values[0]), positive(name, values[1])};
  }

  private static int positive(String name, long value) {
    if (value < 1 || value > Short.MAX_VALUE) {
      throw new NotTaken(name + " contains " + value, "give a number from 1 to " + Short.MAX_VALUE);
    }
    return (int) value;
  }

  /** Top, left, bottom, right. */
  private static int[] pads(Operation operation, int[] kernel, int[] stride, int[] dilation, Shape input) {
    String automatic = operation.attributes().text("auto_pad", "NOTSET");
    switch (automatic) {
      case "NOTSET" -> {
        return explicit(operation.attributes().integers("pads", 0, 0, 0, 0));
      }
      case "VALID" -> {
        return new int[4];
      }
      case "SAME_UPPER", "SAME_LOWER" -> {
        int y = same(input.height(), kernel[0], stride[0], dilation[0]);
        int x = same(input.width(), kernel[1], stride[1], dilation[1]);
        int odd = automatic.equals("SAME_LOWER") ? 1 : 0;
        int top = (y + odd) / 2;
        int left = (x + odd) / 2;
        return new int[] {top, left, y - top, x - left};
      }
      default -> throw new NotTaken("auto_pad \"" + automatic + "\" is unknown", "give NOTSET, VALID, SAME_UPPER or SAME_LOWER");
    }
  }

  private static int[] explicit(long... pads) {
    if (pads.length != 4) {
      throw new NotTaken("pads has " + pads.length + " numbers", "only 2-D operators are supported: give four numbers");
    }
    int[] checked = new int[4];
    for (int i = 0; i < 4; i++) {
      if (pads[i] < 0 || pads[i] > Short.MAX_VALUE) {
        throw new NotTaken("pads contains " + pads[i], "give numbers from 0 to " + Short.MAX_VALUE);
      }
      checked[i] = (int) pads[i];
    }
    return checked;
  }

  /** Pixels of padding in one direction that keep ceil(extent / stride) outputs. */
  private static int same(int extent, int kernel, int stride, int dilation) {
    int outputs = Math.ceilDiv(extent, stride);
    return Math.max(0, (outputs - 1) * stride + dilation * (kernel - 1) + 1 - extent);
  }
}
