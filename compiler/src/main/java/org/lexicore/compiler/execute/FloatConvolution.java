package org.lexicore.compiler.execute;

import java.util.Arrays;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/**
 * One convolution, prepared to run on many samples.
 *
 * <p>The input is unrolled into one row array per (channel, kernel position), each with an element per output pixel of one sample after the
 * other; four rows at a time are added to an output row. That inner loop over separate arrays is what the JIT turns into vector instructions,
 * as long as it writes to one of them alone. Where there are more outputs than pixels (a fully connected layer), the roles change: the rows
 * are the weights' columns. A sum's order is the same either way.
 */
final class FloatConvolution {
  /** Pixels a block. */
  private static final int BLOCK = 1024;

  /** Rows that are unrolled at a time, a multiple of four: so many of a block stay in the first-level cache. */
  private static final int ROWS = 8;

  private final Conv conv;
  private final Shape input;
  private final int pixels;
  private final int rowLength;
  private final int outputsPerGroup;
  private final boolean byOutput;

  /** {@code [output][k]}, or {@code [group · rowLength + k][output in group]} if {@link #byOutput}. */
  private final float[][] weights;

  /**
   * Prepares the weights.
   *
   * @param atOnce how many samples {@link #apply(float[][])} will mostly be given
   */
  FloatConvolution(Conv conv, Shape input, int atOnce) {
    this.conv = conv;
    this.input = input;
    this.pixels = conv.shape().height() * conv.shape().width();
    this.outputsPerGroup = conv.weight().outputs() / conv.groups();
    this.rowLength = conv.weight().inputsPerGroup() * conv.weight().kernelY() * conv.weight().kernelX();
    this.byOutput = outputsPerGroup > (long) pixels * atOnce;
    this.weights = byOutput ? columns(conv.weight().values()) : rows(conv.weight().values());
  }

  /** So many samples fill a block. */
  static int samplesAtOnce(Conv conv) {
    return Math.ceilDiv(BLOCK, conv.shape().height() * conv.shape().width());
  }

  private float[][] rows(float[] oihw) {
    float[][] rows = new float[conv.weight().outputs()][];
    for (int o = 0; o < rows.length; o++) {
      rows[o] = Arrays.copyOfRange(oihw, o * rowLength, (o + 1) * rowLength);
    }
    return rows;
  }

  private float[][] columns(float[] oihw) {
    float[][] columns = new float[conv.groups() * rowLength][outputsPerGroup];
    for (int o = 0; o < conv.weight().outputs(); o++) {
      for (int k = 0; k < rowLength; k++) {
        columns[o / outputsPerGroup * rowLength + k][o % outputsPerGroup] = oihw[o * rowLength + k];
      }
    }
    return columns;
  }

  /** The output in the order CHW. */
  float[] apply(float[] values) {
    return apply(new float[][] {values})[0];
  }

  /** As {@link #apply(float[])} for each of {@code samples}. */
  float[][] apply(float[][] samples) {
    float[][] outputs = new float[samples.length][conv.shape().size()];
    int end = samples.length * pixels;
    for (int group = 0; group < conv.groups(); group++) {
      for (int first = 0; first < end; first += BLOCK) {
        int count = Math.min(BLOCK, end - first);
        if (byOutput) {
          multiplyByOutput(samples, group, first, count, outputs);
        } else {
          multiply(samples, group, first, count, outputs);
        }
      }
    }
    return outputs;
  }

  private void multiply(float[][] samples, int group, int first, int count, float[][] outputs) {
    float[][] sums = new float[outputsPerGroup][count];
    for (int o = 0; o < outputsPerGroup; o++) {
      Arrays.fill(sums[o], conv.bias()[group * outputsPerGroup + o]);
    }
    float[][] rows = new float[Math.min(ROWS, rowLength)][count];
    float[] factors = new float[rows.length];
    for (int k = 0; k < rowLength; k += rows.length) {
      int filled = Math.min(rows.length, rowLength - k);
      for (int row = 0; row < filled; row++) {
        unroll(samples, group, k + row, first, rows[row]);
      }
      for (int o = 0; o < outputsPerGroup; o++) {
        System.arraycopy(weights[group * outputsPerGroup + o], k, factors, 0, filled);
        accumulate(sums[o], factors, rows, filled);
      }
    }
    for (int at = 0; at < count; ) {
      int sample = (first + at) / pixels;
      int pixel = (first + at) % pixels;
      int run = Math.min(pixels - pixel, count - at);
      for (int o = 0; o < outputsPerGroup; o++) {
        System.arraycopy(sums[o], at, outputs[sample], (group * outputsPerGroup + o) * pixels + pixel, run);
      }
      at += run;
    }
  }

  private void multiplyByOutput(float[][] samples, int group, int first, int count, float[][] outputs) {
    float[][] unrolled = new float[rowLength][count];
    for (int k = 0; k < rowLength; k++) {
      unroll(samples, group, k, first, unrolled[k]);
    }
    float[][] columns = Arrays.copyOfRange(weights, group * rowLength, (group + 1) * rowLength);
    float[] factors = new float[rowLength];
    for (int p = 0; p < count; p++) {
      for (int k = 0; k < rowLength; k++) {
        factors[k] = unrolled[k][p];
      }
      float[] sums = Arrays.copyOfRange(conv.bias(), group * outputsPerGroup, (group + 1) * outputsPerGroup);
      accumulate(sums, factors, columns, rowLength);
      float[] output = outputs[(first + p) / pixels];
      for (int o = 0; o < outputsPerGroup; o++) {
        output[(group * outputsPerGroup + o) * pixels + (first + p) % pixels] = sums[o];
      }
    }
  }

  /** {@code sums += Σ factors[k] · rows[k]} over the first {@code count} rows. */
  private static void accumulate(float[] sums, float[] factors, float[][] rows, int count) {
    int k = 0;
    for (; k + 4 <= count; k += 4) {
      addFour(
          sums, factors[k], rows[k], factors[k + 1], rows[k + 1], factors[k + 2], rows[k + 2], factors[k + 3], rows[k + 3]);
    }
    for (; k < count; k++) {
      addOne(sums, factors[k], rows[k]);
    }
  }

  private static void addFour(
      float[] sums, float a, float[] rowA, float b, float[] rowB, float c, float[] rowC, float d, float[] rowD) {
    for (int p = 0; p < sums.length; p++) {
      sums[p] += a * rowA[p] + b * rowB[p] + (c * rowC[p] + d * rowD[p]);
    }
  }

  private static void addOne(float[] sums, float factor, float[] row) {
    for (int p = 0; p < sums.length; p++) {
      sums[p] += factor * row[p];
    }
  }

  /** What weight {@code k} of a group, in the order (channel, ky, kx), meets at the pixels from {@code first} on, counted over all samples. */
  private void unroll(float[][] samples, int group, int k, int first, float[] row) {
    Window window = conv.window();
    int channel = group * conv.weight().inputsPerGroup() + k / (window.kernelY() * window.kernelX());
    int ky = k / window.kernelX() % window.kernelY();
    int kx = k % window.kernelX();
    Arrays.fill(row, 0);
    for (int at = 0; at < row.length; ) {
      int pixel = (first + at) % pixels;
      int run = Math.min(pixels - pixel, row.length - at);
      unroll(samples[(first + at) / pixels], channel, ky, kx, pixel, row, at, run);
      at += run;
    }
  }

  private void unroll(float[] values, int channel, int ky, int kx, int first, float[] row, int from, int count) {
    Window window = conv.window();
    int width = conv.shape().width();
    int y = first / width;
    int x = first % width;
    for (int at = from; at < from + count; y++, x = 0) {
      int run = Math.min(width - x, from + count - at);
      int inputY = y * window.strideY() - window.top() + ky * window.dilationY();
      if (inputY >= 0 && inputY < input.height()) {
        int base = (channel * input.height() + inputY) * input.width();
        copy(values, base, x * window.strideX() - window.left() + kx * window.dilationX(), row, at, run);
      }
      at += run;
    }
  }

  /** Copies {@code run} pixels from column {@code column} on; what lies outside the map stays zero. */
  private void copy(float[] values, int base, int column, float[] row, int at, int run) {
    int stride = conv.window().strideX();
    int from = column < 0 ? Math.ceilDiv(-column, stride) : 0;
    int to = Math.min(run, Math.ceilDiv(input.width() - column, stride));
    if (stride == 1 && from < to) {
      System.arraycopy(values, base + column + from, row, at + from, to - from);
      return;
    }
    for (int i = from; i < to; i++) {
      row[at + i] = values[base + column + i * stride];
    }
  }
}
