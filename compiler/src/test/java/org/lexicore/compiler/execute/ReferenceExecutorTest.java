package org.lexicore.compiler.execute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.data.ElementType;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedLayer.Pool;
import org.lexicore.model.network.QuantisedLayer.PoolKind;
import org.lexicore.model.network.QuantisedLayer.Residual;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** Does the reference compute a layer's definition, element by element? */
class ReferenceExecutorTest {
  /** One output element of a layer without a pool, straight from the definition. */
  private static int element(QuantisedLayer layer, LayerWeights.Fixed weights, int[] input, int[] operand, int o, int y, int x) {
    Window w = layer.window();
    Shape in = layer.input().shape();
    int sum = layer.bias()[o];
    int perGroup = in.channels() / layer.groups();
    int first = o / (layer.weights().outputs() / layer.groups()) * perGroup;
    for (int k = 0; k < layer.weights().rowLength(); k++) {
      int c = first + k % perGroup;
      int yy = y * w.strideY() + k / perGroup / w.kernelX() * w.dilationY() - w.top();
      int xx = x * w.strideX() + k / perGroup % w.kernelX() * w.dilationX() - w.left();
      if (yy >= 0 && yy < in.height() && xx >= 0 && xx < in.width()) {
        sum += weights.weight(o, k) * input[(c * in.height() + yy) * in.width() + xx];
      }
    }
    int value = layer.requantisations().get(o).apply(sum);
    if (layer.residual().isPresent()) {
      Shape out = layer.convolved();
      value += layer.residual().get().requantisation().apply(operand[(o * out.height() + y) * out.width() + x]);
    }
    return Math.max(layer.lowest(), Math.min(layer.highest(), value));
  }

  private static int[] numbers(Random random, int count, int lowest, int highest) {
    return random.ints(count, lowest, highest + 1).toArray();
  }

  private static LayerWeights.Fixed weights(Random random, int outputs, int row) {
    int d = 1 + random.nextInt(5);
    byte[] codewords = new byte[7 * d];
    random.nextBytes(codewords);
    int codes = outputs * ((row + d - 1) / d);
    return new LayerWeights.Coded(outputs, row, new Codebook("c", d, codewords), numbers(random, codes, 0, 6));
  }

  private static QuantisedLayer randomLayer(Random random) {
    int groups = 1 + random.nextInt(3);
    int perGroup = 1 + random.nextInt(4);
    int outputs = groups * (1 + random.nextInt(4));
    Window window = new Window(1 + random.nextInt(3), 1 + random.nextInt(3), 1 + random.nextInt(2), 1 + random.nextInt(2),
        1 + random.nextInt(2), 1 + random.nextInt(2), random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3));
    Shape in = new Shape(groups * perGroup, 5 + random.nextInt(40), 5 + random.nextInt(40));
    Shape out = new Shape(outputs, window.outputHeight(in.height()), window.outputWidth(in.width()));
    List<Requantisation> requantisations = new ArrayList<>();
    for (int o = 0; o < outputs; o++) {
      requantisations.add(new Requantisation(random.nextInt(65536), 18 + random.nextInt(8)));
    }
    Residual residual = new Residual(new QuantisedTensor("operand", out, 1, false), new Requantisation(random.nextInt(65536), 16));
    boolean signed = random.nextBoolean();
    return new QuantisedLayer("layer", new QuantisedTensor("input", in, 1, signed), weights(random, outputs,
        perGroup * window.kernelY() * window.kernelX()), window, groups, numbers(random, outputs, -100000, 100000), requantisations,
        random.nextBoolean() ? Optional.of(residual) : Optional.empty(), -100, 120, Optional.empty(),
        new QuantisedTensor("output", out, 1, true), List.of());
  }

  @Test
  void randomLayersEqualTheDefinition() {
    Random random = new Random(3);
    int elements = 0;
    for (int trial = 0; trial < 40; trial++) {
      QuantisedLayer layer = randomLayer(random);
      Shape out = layer.convolved();
      int[] input = numbers(random, layer.input().shape().size(), layer.input().lowest(), layer.input().highest());
      int[] operand = numbers(random, out.size(), 0, 255);
      QuantisedNetwork network = new QuantisedNetwork("n", List.of(layer.input()), List.of(layer.output()), List.of(layer));
      int[] actual = new ReferenceExecutor(network).run(Map.of("input", input, "operand", operand)).get("output");
      for (int i = 0; i < actual.length; i++, elements++) {
        int pixel = i % (out.height() * out.width());
        int o = i / (out.height() * out.width());
        assertEquals(element(layer, (LayerWeights.Fixed) layer.weights(), input, operand, o, pixel / out.width(), pixel % out.width()), actual[i]);
      }
    }
    assertEquals(true, elements > 40 * 16);
  }

  @Test
  void poolsLeavePaddingOut() {
    Window window = new Window(2, 2, 2, 2, 1, 1, 1, 1, 0, 0);
    Shape in = new Shape(1, 3, 3);
    int[] values = {-1, -2, -3, -4, -5, -6, -7, -8, -90};
    Pool largest = new Pool(PoolKind.MAX, window, Requantisation.IDENTITY, -128, 127);
    assertArrayEquals(new int[] {-1, -2, -4, -5}, IntegerPool.run(largest, in, values));
    Pool sum = new Pool(PoolKind.SUM, window, new Requantisation(1 << 15, 16), -50, 127);
    // (−1)/2 and (−5)/2 round half up: 0 and −2; the last, −109/2, is clamped.
    assertArrayEquals(new int[] {0, -2, -5, -50}, IntegerPool.run(sum, in, values));
  }

  @Test
  void firstOfEqualOutputsIsTheAnswer() {
    Outputs outputs = new Outputs(new float[][] {{1, 3, 3}, {5, 5, 0}, {-1, -3, -2}});
    NdArray labels = new NdArray(ElementType.U8, new int[] {3}, java.nio.ByteBuffer.wrap(new byte[] {1, 1, 0}));
    assertEquals(new Evaluation(3, 2), outputs.evaluate(labels));
    assertEquals(2.0 / 3, outputs.evaluate(labels).top1());
  }

  @Test
  void fidelityOfEqualOutputsIsOne() {
    Outputs outputs = new Outputs(new float[][] {{1, 2}, {0, 0}});
    assertEquals(new Fidelity(2, 1, 1, 0, 0), outputs.fidelity(outputs));
    Fidelity opposite = new Outputs(new float[][] {{-1, -2}, {0, 0}}).fidelity(outputs);
    assertEquals(-1, opposite.worstCosine(), 1e-12);
    assertEquals(4, opposite.largestDifference(), 1e-12);
  }
}
