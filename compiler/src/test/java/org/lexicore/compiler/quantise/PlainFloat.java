package org.lexicore.compiler.quantise;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** The definition of a float network as nested loops in double precision: slow, and the tests' yardstick. */
public final class PlainFloat implements FloatInference {
  @Override
  public Map<String, float[]> run(FloatGraph graph, Map<String, float[]> inputs) {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      float[] values = switch (node) {
        case FloatGraph.Input it -> inputs.get(it.name());
        case FloatGraph.Conv it -> convolve(it, tensors.get(it.input()), shapes.get(it.input()));
        case FloatGraph.Add it -> add(tensors.get(it.left()), tensors.get(it.right()));
        case FloatGraph.Clamp it -> clamp(it, tensors.get(it.input()));
        case FloatGraph.MaxPool it -> pool(it.window(), tensors.get(it.input()), shapes.get(it.input()), it.shape(), true, false);
        case FloatGraph.AveragePool it ->
            pool(it.window(), tensors.get(it.input()), shapes.get(it.input()), it.shape(), false, it.countPadding());
      };
      tensors.put(node.name(), values);
      shapes.put(node.name(), node.shape());
    }
    return tensors;
  }

  private static float[] convolve(FloatGraph.Conv conv, float[] input, Shape in) {
    Shape out = conv.shape();
    Window w = conv.window();
    float[] weight = conv.weight().values();
    int perGroup = conv.weight().inputsPerGroup();
    float[] values = new float[out.size()];
    for (int o = 0; o < out.channels(); o++) {
      int first = o / (out.channels() / conv.groups()) * perGroup;
      for (int y = 0; y < out.height(); y++) {
        for (int x = 0; x < out.width(); x++) {
          double sum = conv.bias()[o];
          for (int i = 0; i < perGroup; i++) {
            for (int ky = 0; ky < w.kernelY(); ky++) {
              for (int kx = 0; kx < w.kernelX(); kx++) {
                int yy = y * w.strideY() + ky * w.dilationY() - w.top();
                int xx = x * w.strideX() + kx * w.dilationX() - w.left();
                if (yy >= 0 && yy < in.height() && xx >= 0 && xx < in.width()) {
                  sum += (double) weight[((o * perGroup + i) * w.kernelY() + ky) * w.kernelX() + kx]
                      * input[((first + i) * in.height() + yy) * in.width() + xx];
                }
              }
            }
          }
          values[(o * out.height() + y) * out.width() + x] = (float) sum;
        }
      }
    }
    return values;
  }

  private static float[] add(float[] left, float[] right) {
    float[] values = new float[left.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = left[i] + right[i];
    }
    return values;
  }

  private static float[] clamp(FloatGraph.Clamp clamp, float[] input) {
    float[] values = new float[input.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.min(clamp.highest(), Math.max(clamp.lowest(), input[i]));
    }
    return values;
  }

  private static float[] pool(Window w, float[] input, Shape in, Shape out, boolean max, boolean countPadding) {
    float[] values = new float[out.size()];
    for (int i = 0; i < values.length; i++) {
      int c = i / (out.height() * out.width());
      int top = i / out.width() % out.height() * w.strideY() - w.top();
      int left = i % out.width() * w.strideX() - w.left();
      double largest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      int inside = 0;
      for (int y = Math.max(0, top); y < Math.min(in.height(), top + w.kernelY()); y++) {
        for (int x = Math.max(0, left); x < Math.min(in.width(), left + w.kernelX()); x++) {
          double value = input[(c * in.height() + y) * in.width() + x];
          largest = Math.max(largest, value);
          sum += value;
          inside++;
        }
      }
      values[i] = (float) (max ? largest : sum / (countPadding ? w.kernelY() * w.kernelX() : inside));
    }
    return values;
  }
}
