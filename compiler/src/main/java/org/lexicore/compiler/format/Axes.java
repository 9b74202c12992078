package org.lexicore.compiler.format;

/**
 * The axes of a weight, and how its stored elements lie in them.
 *
 * @param outputs output channels
 * @param inputs input channels of a group
 * @param height of the kernel, 1 for a matrix
 * @param width of the kernel, 1 for a matrix
 * @param order the four letters OIHW in the order of storage, last one fastest
 */
record Axes(int outputs, int inputs, int height, int width, String order) {
  /**
   * The axes of {@code entry}.
   *
   * @param storedRows extent of the outermost stored axis, which tells a matrix from its transpose: ONNX's Gemm and MatMul may hold
   *     [I, O], but codes are always of the matrix turned to OI
   */
  static Axes of(LayerEntry entry, int storedRows) {
    int[] shape = entry.shape();
    if (shape.length == 4) {
      return new Axes(shape[0], shape[1], shape[2], shape[3], entry.order());
    }
    boolean outputsFirst = entry.order().startsWith("O");
    int outer = outputsFirst ? shape[0] : shape[1];
    int inner = outputsFirst ? shape[1] : shape[0];
    boolean transposed = storedRows == inner && storedRows != outer;
    int outputs = outputsFirst ^ transposed ? shape[0] : shape[1];
    return new Axes(outputs, shape[0] * shape[1] / outputs, 1, 1, outputsFirst ? "OIHW" : "IOHW");
  }

  int extent(char letter) {
    return switch (letter) {
      case 'O' -> outputs;
      case 'I' -> inputs;
      case 'H' -> height;
      case 'W' -> width;
      default -> throw new IllegalArgumentException("no axis " + letter);
    };
  }

  /** Elements of one output channel. */
  int rowLength() {
    return inputs * height * width;
  }

  /** Extent of the outermost stored axis. */
  int storedRows() {
    return extent(order.charAt(0));
  }

  /** Elements of one stored row. */
  int storedRowLength() {
    return outputs * rowLength() / storedRows();
  }

  /** Whether the stored order is the one that the hardware runs; inner axes of extent 1 may lie anywhere. */
  boolean isOhwi() {
    return order.startsWith("O") && wide(order).equals(wide("OHWI"));
  }

  private String wide(String letters) {
    StringBuilder wide = new StringBuilder();
    for (char letter : letters.toCharArray()) {
      if (extent(letter) > 1) {
        wide.append(letter);
      }
    }
    return wide.toString();
  }

  /** Elements from the stored order into OHWI. */
  byte[] toOhwi(byte[] stored) {
    byte[] ohwi = new byte[stored.length];
    for (int i = 0; i < ohwi.length; i++) {
      ohwi[i] = stored[storedPlace(i)];
    }
    return ohwi;
  }

  /** Elements from OHWI into the stored order. */
  byte[] fromOhwi(byte[] ohwi) {
    byte[] stored = new byte[ohwi.length];
    for (int i = 0; i < ohwi.length; i++) {
      stored[storedPlace(i)] = ohwi[i];
    }
    return stored;
  }

  /** Where the element lies in storage that is at {@code place} in OHWI. */
  private int storedPlace(int place) {
    int i = place % inputs;
    int x = place / inputs % width;
    int y = place / inputs / width % height;
    int o = place / inputs / width / height;
    int stored = 0;
    for (int axis = 0; axis < order.length(); axis++) {
      char letter = order.charAt(axis);
      int coordinate = switch (letter) {
        case 'O' -> o;
        case 'I' -> i;
        case 'H' -> y;
        case 'W' -> x;
        default -> throw new IllegalStateException("no axis " + letter);
      };
      stored = stored * extent(letter) + coordinate;
    }
    return stored;
  }
}
