package org.lexicore.compiler.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Embed;

/** Do raw data become the real values that the network was trained on? */
class SamplesTest {
  private static final FloatGraph GRAPH = new FloatGraph(
      "net",
      List.of(new FloatGraph.Input("image", new Shape(2, 1, 2)), new FloatGraph.Clamp("r", new Shape(2, 1, 2), "image", 0, 6)),
      Map.of("r", "r"));

  private static NdArray bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return new NdArray(ElementType.U8, new int[] {values.length / 4, 4}, bytes.flip());
  }

  private static InputSpecification specification(String json) throws IOException {
    Problems problems = new Problems();
    InputSpecification found = InputSpecification.parse("image", new ObjectMapper().readTree(json), "inputs.image", problems);
    problems.throwIfAny();
    return found;
  }

  @Test
  void pixelsAreNormalisedPerChannelInEitherLayout() throws IOException {
    InputSpecification first = specification("{\"dtype\": \"uint8\", \"mean\": [1, 2], \"std\": 2, \"layout\": \"NCHW\"}");
    Samples samples = Samples.of(GRAPH, Map.of("image", bytes(1, 3, 2, 4, 255, 0, 0, 0)), Map.of("image", first));
    assertEquals(2, samples.count());
    assertArrayEquals(new float[] {0, 1, 0, 1}, samples.real(0).get("image"));
    assertArrayEquals(new float[] {127, -0.5f, -1, -1}, samples.real(1).get("image"));
    InputSpecification last = specification("{\"dtype\": \"uint8\", \"mean\": [1, 2], \"std\": 2, \"layout\": \"NHWC\"}");
    samples = Samples.of(GRAPH, Map.of("image", bytes(1, 2, 3, 4)), Map.of("image", last));
    assertArrayEquals(new float[] {0, 1, 0, 1}, samples.real(0).get("image"));
    assertTrue(samples.signed("image"));
    assertEquals(127, samples.limit("image").orElseThrow());
  }

  @Test
  void pixelsWithoutMeanAreUnsigned() throws IOException {
    Samples samples = Samples.of(GRAPH, Map.of("image", bytes(0, 0, 0, 0)),
        Map.of("image", specification("{\"dtype\": \"uint8\", \"std\": 255}")));
    assertFalse(samples.signed("image"));
    assertEquals(1, samples.limit("image").orElseThrow());
  }

  @Test
  void everyMismatchIsNamed() throws IOException {
    InputException e = assertThrows(
        InputException.class,
        () -> Samples.of(GRAPH, Map.of("picture", bytes(1, 2, 3, 4)), Map.of()));
    assertEquals(
        List.of("input image: no data was given for it; add image=FILE", "data for picture: the network has no such input; it has [image]"),
        e.problems());
    NdArray three = NdArray.of(new int[] {1, 3}, new float[3]);
    e = assertThrows(InputException.class, () -> Samples.of(GRAPH, Map.of("image", three), Map.of()));
    assertEquals(List.of("input image: a sample has 3 elements, the network takes 2x1x2 = 4"), e.problems());
    e = assertThrows(InputException.class, () -> specification("{\"dtype\": \"int4\", \"std\": 0, \"mean\": [], \"colour\": 1}"));
    assertEquals(
        List.of(
            "inputs.image: unknown key 'colour'; known are [dtype, layout, mean, std]",
            "inputs.image.dtype: is 'int4'; write uint8 or float32",
            "inputs.image.mean: is no number and no list of numbers",
            "inputs.image.std: a standard deviation of 0 divides by zero"),
        e.problems());
  }

  @Test
  void noiseIsTheSameForTheSameSeed() {
    float[] once = Samples.noise(GRAPH, Map.of(), 3, 7).real(2).get("image");
    assertArrayEquals(once, Samples.noise(GRAPH, Map.of(), 3, 7).real(2).get("image"));
    assertFalse(java.util.Arrays.equals(once, Samples.noise(GRAPH, Map.of(), 3, 8).real(2).get("image")));
  }

  @Test
  void tokenNumbersLieInTheirTable() {
    FloatGraph.Input tokens = new FloatGraph.Input("tokens", new Shape(1, 1, 4));
    FloatGraph.Host rows = new FloatGraph.Host("rows", new Shape(2, 1, 4), List.of("tokens"), new Embed(new float[10], 2));
    FloatGraph graph = new FloatGraph("net", List.of(tokens, rows), Map.of("rows", "rows"));
    for (float token : Samples.noise(graph, Map.of(), 20, 3).real(7).get("tokens")) {
      assertTrue(token >= 0 && token < 5 && token == Math.rint(token), "token " + token);
    }
    NdArray wrong = NdArray.of(new int[] {1, 4}, new float[] {0, 4, 5, 1});
    InputException e = assertThrows(InputException.class, () -> Samples.of(graph, Map.of("tokens", wrong), Map.of()));
    assertEquals("input tokens: sample 0, element [2] is 5.0; give token numbers from 0 to 4", e.getMessage());
  }
}
