package org.lexicore.compiler.execute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.FloatWeight;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** Question: does the fast float executor compute what ONNX's formulas say? */
class FloatExecutorTest {
  private static final int CASES = 300;

  private final Random random = new Random(11);

  private float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return values;
  }

  private int upTo(int highest) {
    return 1 + random.nextInt(highest);
  }

  /** A random convolution; every fifth has a map of several blocks of pixels. */
  private FloatGraph convolution(int number) {
    int groups = upTo(3);
    Shape input = new Shape(groups * upTo(4), upTo(12), number % 5 == 0 ? 100 + upTo(200) : upTo(12));
    Window window;
    do {
      window =
          new Window(
              upTo(4), upTo(4), upTo(3), upTo(3), upTo(2), upTo(2), random.nextInt(4), random.nextInt(4), random.nextInt(4), random.nextInt(4));
    } while (window.outputHeight(input.height()) < 1 || window.outputWidth(input.width()) < 1);
    int outputs = groups * upTo(9);
    int perGroup = input.channels() / groups;
    Shape shape = new Shape(outputs, window.outputHeight(input.height()), window.outputWidth(input.width()));
    int weights = outputs * perGroup * window.kernelY() * window.kernelX();
    FloatWeight weight = new FloatWeight(outputs, perGroup, window.kernelY(), window.kernelX(), values(weights));
    Conv conv = new Conv("y", shape, "x", "w", weight, values(outputs), window, groups);
    return new FloatGraph("one", List.of(new FloatGraph.Input("x", input), conv), Map.of("y", "y"));
  }

  @Test
  void everyConvolutionEqualsTheSumThatDefinesIt() {
    int wide = 0;
    for (int i = 0; i < CASES; i++) {
      FloatGraph graph = convolution(i);
      Conv conv = (Conv) graph.nodes().get(1);
      Shape input = graph.nodes().get(0).shape();
      float[] x = values(input.size());
      float[] actual = new FloatExecutor(graph).outputs(Map.of("x", x)).get("y");
      assertArrayEquals(defined(conv, input, x), actual, 1e-4f, conv.window() + " on " + input);
      wide += conv.shape().height() * conv.shape().width() > 1024 ? 1 : 0;
    }
    assertTrue(wide > 5, "some maps take several blocks: " + wide);
  }

  private static float[] defined(Conv conv, Shape input, float[] x) {
    float[] output = new float[conv.shape().size()];
    int plane = conv.shape().height() * conv.shape().width();
    for (int at = 0; at < output.length; at++) {
      int pixel = at % plane;
      output[at] = defined(conv, input, x, at / plane, pixel / conv.shape().width(), pixel % conv.shape().width());
    }
    return output;
  }

  private static float defined(Conv conv, Shape input, float[] x, int o, int y, int column) {
    Window window = conv.window();
    int perGroup = conv.weight().inputsPerGroup();
    int first = o / (conv.weight().outputs() / conv.groups()) * perGroup;
    float[] weights = conv.weight().values();
    double sum = conv.bias()[o];
    for (int c = 0; c < perGroup; c++) {
      for (int ky = 0; ky < window.kernelY(); ky++) {
        for (int kx = 0; kx < window.kernelX(); kx++) {
          int inputY = y * window.strideY() - window.top() + ky * window.dilationY();
          int inputX = column * window.strideX() - window.left() + kx * window.dilationX();
          if (inputY >= 0 && inputY < input.height() && inputX >= 0 && inputX < input.width()) {
            float weight = weights[((o * perGroup + c) * window.kernelY() + ky) * window.kernelX() + kx];
            sum += weight * (double) x[((first + c) * input.height() + inputY) * input.width() + inputX];
          }
        }
      }
    }
    return (float) sum;
  }

  @Test
  void everyTensorIsThereUnderItsName() {
    Shape shape = new Shape(1, 1, 3);
    FloatGraph graph =
        new FloatGraph(
            "three",
            List.of(
                new FloatGraph.Input("x", shape),
                new FloatGraph.Clamp("r", shape, "x", 0, Float.POSITIVE_INFINITY),
                new FloatGraph.Add("s", shape, "x", "r")),
            Map.of("out", "s"));
    Map<String, float[]> tensors = new FloatExecutor(graph).run(Map.of("x", new float[] {-1, 0, 2}));
    assertEquals(List.of("x", "r", "s"), List.copyOf(tensors.keySet()));
    assertArrayEquals(new float[] {0, 0, 2}, tensors.get("r"));
    assertArrayEquals(new float[] {-1, 0, 4}, tensors.get("s"));
    assertArrayEquals(tensors.get("s"), new FloatExecutor(graph).outputs(Map.of("x", new float[] {-1, 0, 2})).get("out"));
  }

  @Test
  void severalThreadsGetTheBitsThatOneGets() {
    FloatGraph graph = convolution(5);
    FloatExecutor executor = new FloatExecutor(graph);
    List<float[]> samples = IntStream.range(0, 64).mapToObj(i -> values(graph.nodes().get(0).shape().size())).toList();
    List<float[]> alone = samples.stream().map(x -> executor.outputs(Map.of("x", x)).get("y")).toList();
    List<float[]> together = samples.parallelStream().map(x -> executor.outputs(Map.of("x", x)).get("y")).toList();
    for (int i = 0; i < samples.size(); i++) {
      assertArrayEquals(alone.get(i), together.get(i));
    }
  }

  /** Samples share blocks of pixels, and outputs and pixels may change roles. */
  @Test
  void aStepThatTakesManySamplesGetsTheBitsThatOneGets() {
    int shared = 0;
    for (int i = 0; i < 100; i++) {
      FloatGraph graph = convolution(i);
      FloatGraph.Node input = graph.nodes().getFirst();
      Conv conv = (Conv) graph.nodes().getLast();
      float[][] samples = IntStream.range(0, 1 + i % 40).mapToObj(sample -> values(input.shape().size())).toArray(float[][]::new);
      float[][] together = new FloatStep(conv, Map.of("x", input), samples.length).run(Map.of("x", samples));
      FloatExecutor executor = new FloatExecutor(graph);
      for (int sample = 0; sample < samples.length; sample++) {
        assertArrayEquals(executor.outputs(Map.of("x", samples[sample])).get("y"), together[sample]);
      }
      shared += samples.length > 2 && FloatConvolution.samplesAtOnce(conv) > 1 ? 1 : 0;
    }
    assertTrue(shared > 50, "some blocks hold several samples: " + shared);
  }

  @Test
  void stepsWithoutWeightsTakeManySamplesToo() {
    Map<String, FloatGraph.Node> nodes = Map.of("x", new FloatGraph.Input("x", new Shape(1, 1, 2)));
    FloatGraph.Node sum = new FloatGraph.Add("s", new Shape(1, 1, 2), "x", "x");
    float[][] sums = new FloatStep(sum, nodes, 3).run(Map.of("x", new float[][] {{1, 2}, {3, 4}, {5, 6}}));
    assertArrayEquals(new float[][] {{2, 4}, {6, 8}, {10, 12}}, sums);
  }

  @Test
  void missingOrMisshapenInputIsRefused() {
    FloatGraph graph = new FloatGraph("in", List.of(new FloatGraph.Input("x", new Shape(2, 3, 4))), Map.of("x", "x"));
    FloatExecutor executor = new FloatExecutor(graph);
    assertEquals(
        List.of("input \"x\": is not given; give a sample of 2x3x4"),
        assertThrows(InputException.class, () -> executor.run(Map.of())).problems());
    assertEquals(
        List.of("input \"x\": has 5 elements; give a sample of 2x3x4"),
        assertThrows(InputException.class, () -> executor.run(Map.of("x", new float[5]))).problems());
  }
}
