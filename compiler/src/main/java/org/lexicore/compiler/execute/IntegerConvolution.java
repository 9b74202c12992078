package org.lexicore.compiler.execute;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/**
 * A layer's sums over whole feature maps, in wrapping int32.
 *
 * <p>For a block of output pixels the input element under each kernel position is gathered into a row of its own; a sum is then a
 * combination of rows, a loop that the JIT compiler vectorises.
 */
final class IntegerConvolution {
  private static final int BLOCK_PIXELS = 1024;

  /** Multiplications that are worth waking other threads for. */
  private static final long WORTH = 1 << 19;

  private final QuantisedLayer layer;
  private final int[][] weights;

  /** Takes the layer's weights by themselves: they may be another tensor. */
  IntegerConvolution(QuantisedLayer layer, LayerWeights.Fixed fixed) {
    this.layer = layer;
    weights = new int[fixed.outputs()][fixed.rowLength()];
    byte[] row = new byte[fixed.rowLength()];
    for (int o = 0; o < weights.length; o++) {
      fixed.row(o, row);
      for (int k = 0; k < row.length; k++) {
        weights[o][k] = row[k];
      }
    }
  }

  /**
   * The sums, bias included, channel-major, for an input of {@code [channels, height, width]}; output channels on all
   * cores.
   */
  int[] run(int[] input) {
    Shape output = layer.convolved();
    int pixels = output.height() * output.width();
    int[] sums = new int[output.size()];
    for (int from = 0; from < pixels; from += BLOCK_PIXELS) {
      int[][] rows = new int[layer.weights().rowLength()][Math.min(BLOCK_PIXELS, pixels - from)];
      for (int group = 0; group < layer.groups(); group++) {
        gather(input, group, from, rows);
        combine(group, rows, sums, from);
      }
    }
    return sums;
  }

  private void combine(int group, int[][] rows, int[] sums, int from) {
    int outputsPerGroup = weights.length / layer.groups();
    int pixels = sums.length / weights.length;
    int block = rows[0].length;
    IntStream outputs = IntStream.range(group * outputsPerGroup, (group + 1) * outputsPerGroup);
    boolean worth = (long) outputsPerGroup * rows.length * block >= WORTH;
    (worth ? outputs.parallel() : outputs).forEach(o -> {
      int[] accumulator = new int[block];
      Arrays.fill(accumulator, layer.bias()[o]);
      combine(accumulator, rows, weights[o]);
      System.arraycopy(accumulator, 0, sums, o * pixels + from, block);
    });
  }

  /** Fills {@code rows[k][p]} with the input element that kernel position k sees at output pixel from + p; 0 in the padding. */
  private void gather(int[] input, int group, int from, int[][] rows) {
    Window window = layer.window();
    int channels = layer.inputsPerGroup();
    for (int k = 0; k < rows.length; k++) {
      int channel = group * channels + k % channels;
      int kernelX = k / channels % window.kernelX();
      int kernelY = k / channels / window.kernelX();
      gatherRow(input, channel, kernelY, kernelX, from, rows[k]);
    }
  }

  private void gatherRow(int[] input, int channel, int kernelY, int kernelX, int from, int[] row) {
    Window window = layer.window();
    Shape in = layer.input().shape();
    int outputWidth = window.outputWidth(in.width());
    int outputY = from / outputWidth;
    int outputX = from % outputWidth;
    for (int p = 0; p < row.length; p++) {
      int y = outputY * window.strideY() + kernelY * window.dilationY() - window.top();
      int x = outputX * window.strideX() + kernelX * window.dilationX() - window.left();
      boolean inside = y >= 0 && y < in.height() && x >= 0 && x < in.width();
      row[p] = inside ? input[(channel * in.height() + y) * in.width() + x] : 0;
      if (++outputX == outputWidth) {
        outputX = 0;
        outputY++;
      }
    }
  }

  /** Adds {@code Σ weights[k] · rows[k]}, four rows at a time. */
  private static void combine(int[] sums, int[][] rows, int[] weights) {
    int k = 0;
    for (; k + 4 <= weights.length; k += 4) {
      combine(sums, rows[k], rows[k + 1], rows[k + 2], rows[k + 3], weights[k], weights[k + 1], weights[k + 2], weights[k + 3]);
    }
    for (; k < weights.length; k++) {
      combine(sums, rows[k], weights[k]);
    }
  }

  private static void combine(int[] sums, int[] a, int[] b, int[] c, int[] d, int wa, int wb, int wc, int wd) {
    for (int p = 0; p < sums.length; p++) {
      sums[p] += wa * a[p] + wb * b[p] + wc * c[p] + wd * d[p];
    }
  }

  private static void combine(int[] sums, int[] row, int weight) {
    for (int p = 0; p < sums.length; p++) {
      sums[p] += weight * row[p];
    }
  }
}
