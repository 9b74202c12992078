package org.lexicore.model.network;

/**
 * How a kernel walks over a feature map, for convolution and pooling alike; lengths in pixels.
 *
 * <p>Output height = (H + top + bottom − (dilationY·(kernelY − 1) + 1)) / strideY + 1, rounded down; width alike (ONNX, {@code Conv}).
 */
public record Window(
    int kernelY, int kernelX, int strideY, int strideX, int dilationY, int dilationX, int top, int left, int bottom, int right) {
  public Window {
    if (kernelY < 1 || kernelX < 1 || strideY < 1 || strideX < 1 || dilationY < 1 || dilationX < 1) {
      throw new IllegalArgumentException("kernel, stride and dilation are positive");
    }
    if (top < 0 || left < 0 || bottom < 0 || right < 0) {
      throw new IllegalArgumentException("padding is not negative");
    }
  }

  /** One pixel at a time: what a fully connected layer and an elementwise operation use. */
  public static final Window POINT = new Window(1, 1, 1, 1, 1, 1, 0, 0, 0, 0);

  /** Output rows for {@code height} input rows; less than 1 if the kernel does not fit. */
  public int outputHeight(int height) {
    return Math.floorDiv(height + top + bottom - (dilationY * (kernelY - 1) + 1), strideY) + 1;
  }

  /** Output columns for {@code width} input columns; less than 1 if the kernel does not fit. */
  public int outputWidth(int width) {
    return Math.floorDiv(width + left + right - (dilationX * (kernelX - 1) + 1), strideX) + 1;
  }

  /**
   * How many of {@code height} input rows lie within some kernel's height: fewer than all where strides leave gaps, or
   * the last rows over.
   */
  public int coveredRows(int height) {
    return covered(height, outputHeight(height), dilationY * (kernelY - 1) + 1, strideY, top);
  }

  /** How many of {@code width} input columns lie within some kernel's width. */
  public int coveredColumns(int width) {
    return covered(width, outputWidth(width), dilationX * (kernelX - 1) + 1, strideX, left);
  }

  private static int covered(int extent, int outputs, int span, int stride, int padding) {
    int count = 0;
    int end = 0;
    for (int i = 0; i < outputs; i++) {
      int first = i * stride - padding;
      int last = Math.min(extent, first + span);
      count += Math.max(0, last - Math.max(end, first));
      end = Math.max(end, last);
    }
    return count;
  }
}
