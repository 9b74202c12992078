package org.lexicore.compiler.execute;

import java.util.Arrays;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/**
 * One convolution, prepared to run on many samples.
 *
 * <p>The input is unrolled into one row array per (channel, kernel position), each with an element per output pixel; four rows at a time are
 * added to an output row. That inner loop over separate arrays is what the JIT turns into vector instructions. Where there are more outputs
 * than pixels (a fully connected layer), the roles change: the rows are the weights' columns.
 */
final class FloatConvolution {
  /** Pixels a block: rows of this length, a few hundred of them, stay in the second-level cache. */
  private static final int BLOCK = 1024;

  private final Conv conv;
  private final Shape input;
  private final int rowLength;
  private final int outputsPerGroup;
  private final boolean byOutput;

  /** {@code [output][k]}, or {@code [group · rowLength + k][output in group]} if {@link #byOutput}. */
  private final float[][] weights;

  FloatConvolution(Conv conv, Shape input) {
    this.conv = conv;
    this.input = input;
    this.outputsPerGroup = conv.weight().outputs() / conv.groups();
    this.rowLength = conv.weight().inputsPerGroup() * conv.weight().kernelY() * conv.weight().kernelX();
    this.byOutput = outputsPerGroup > conv.shape().height() * conv.shape().width();
    this.weights = byOutput ? columns(conv.weight().values()) : rows(conv.weight().values());
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
    float[] output = new float[conv.shape().size()];
    int pixels = conv.shape().height() * conv.shape().width();
    for (int group = 0; group < conv.groups(); group++) {
      for (int first = 0; first < pixels; first += BLOCK) {
        int count = Math.min(BLOCK, pixels - first);
        float[][] unrolled = unroll(values, group, first, count);
        if (byOutput) {
          multiplyByOutput(unrolled, group, first, output);
        } else {
          multiply(unrolled, group, first, output);
        }
      }
    }
    return output;
  }

  private void multiply(float[][] unrolled, int group, int first, float[] output) {
    int count = unrolled[0].length;
    int pixels = conv.shape().height() * conv.shape().width();
    float[] sums = new float[count];
    float[] more = new float[count];
    int end = (group + 1) * outputsPerGroup;
    for (int o = group * outputsPerGroup; o < end; o += 2) {
      Arrays.fill(sums, conv.bias()[o]);
      if (o + 1 < end) { // two at a time read the unrolled rows once
        Arrays.fill(more, conv.bias()[o + 1]);
        accumulate(sums, weights[o], more, weights[o + 1], unrolled);
        System.arraycopy(more, 0, output, (o + 1) * pixels + first, count);
      } else {
        accumulate(sums, weights[o], unrolled);
      }
      System.arraycopy(sums, 0, output, o * pixels + first, count);
    }
  }

  private void multiplyByOutput(float[][] unrolled, int group, int first, float[] output) {
    int pixels = conv.shape().height() * conv.shape().width();
    float[][] columns = Arrays.copyOfRange(weights, group * rowLength, (group + 1) * rowLength);
    float[] factors = new float[rowLength];
    for (int p = 0; p < unrolled[0].length; p++) {
      for (int k = 0; k < rowLength; k++) {
        factors[k] = unrolled[k][p];
      }
      float[] sums = Arrays.copyOfRange(conv.bias(), group * outputsPerGroup, (group + 1) * outputsPerGroup);
      accumulate(sums, factors, columns);
      for (int o = 0; o < outputsPerGroup; o++) {
        output[(group * outputsPerGroup + o) * pixels + first + p] = sums[o];
      }
    }
  }

  /** {@code sums += Σ factors[k] · rows[k]}. */
  private static void accumulate(float[] sums, float[] factors, float[][] rows) {
    int k = 0;
    for (; k + 4 <= factors.length; k += 4) {
      addFour(
          sums, factors[k], rows[k], factors[k + 1], rows[k + 1], factors[k + 2], rows[k + 2], factors[k + 3], rows[k + 3]);
    }
    for (; k < factors.length; k++) {
      addOne(sums, factors[k], rows[k]);
    }
  }

  /** As {@link #accumulate(float[], float[], float[][])} for two sums. */
  private static void accumulate(float[] one, float[] f, float[] two, float[] g, float[][] rows) {
    int k = 0;
    for (; k + 4 <= f.length; k += 4) {
      addFour(one, two, f[k], g[k], rows[k], f[k + 1], g[k + 1], rows[k + 1], f[k + 2], g[k + 2], rows[k + 2], f[k + 3], g[k + 3], rows[k + 3]);
    }
    for (; k < f.length; k++) {
      addOne(one, f[k], rows[k]);
      addOne(two, g[k], rows[k]);
    }
  }

  private static void addFour(
      float[] one, float[] two, float fa, float ga, float[] rowA, float fb, float gb, float[] rowB, float fc, float gc, float[] rowC, float fd,
      float gd, float[] rowD) {
    for (int p = 0; p < one.length; p++) {
      float a = rowA[p];
      float b = rowB[p];
      float c = rowC[p];
      float d = rowD[p];
      one[p] += fa * a + fb * b + (fc * c + fd * d);
      two[p] += ga * a + gb * b + (gc * c + gd * d);
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

  /** One row per (channel of the group, ky, kx) with what that weight meets at output pixels {@code first} to {@code first + count}. */
  private float[][] unroll(float[] values, int group, int first, int count) {
    float[][] rows = new float[rowLength][count];
    Window window = conv.window();
    int channels = conv.weight().inputsPerGroup();
    int row = 0;
    for (int c = group * channels; c < (group + 1) * channels; c++) {
      for (int ky = 0; ky < window.kernelY(); ky++) {
        for (int kx = 0; kx < window.kernelX(); kx++) {
          unroll(values, c, ky, kx, first, rows[row++]);
        }
      }
    }
    return rows;
  }

  private void unroll(float[] values, int channel, int ky, int kx, int first, float[] row) {
    Window window = conv.window();
    int width = conv.shape().width();
    int y = first / width;
    int x = first % width;
    for (int at = 0; at < row.length; y++, x = 0) {
      int run = Math.min(width - x, row.length - at);
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
