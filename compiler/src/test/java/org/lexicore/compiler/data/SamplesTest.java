package org.lexicore.compiler.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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

  /** Real values whose extents are those of the network in another order, of maps, lines and channels in any number. */
  @Test
  void transposedSamplesAreRefusedWithBothShapes() throws IOException {
    InputSpecification last = specification("{\"dtype\": \"float32\", \"layout\": \"NHWC\"}");
    int refused = 0;
    int taken = 0;
    for (int[] chw : new int[][] {{3, 32, 32}, {3, 5, 7}, {16, 4, 4}, {2, 1, 9}, {6, 8, 1}}) {
      FloatGraph graph = new FloatGraph("net", List.of(new FloatGraph.Input("x", new Shape(chw[0], chw[1], chw[2]))), Map.of("x", "x"));
      for (boolean channelsLast : new boolean[] {false, true}) {
        Map<String, InputSpecification> said = channelsLast ? Map.of("x", last) : Map.of();
        int[] wanted = channelsLast ? new int[] {chw[1], chw[2], chw[0]} : chw;
        for (int[] order : new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
          int[] extents = {2, wanted[order[0]], wanted[order[1]], wanted[order[2]]};
          Map<String, NdArray> samples = Map.of("x", NdArray.of(extents, new float[2 * chw[0] * chw[1] * chw[2]]));
          if (withoutOnes(extents).equals(withoutOnes(2, wanted[0], wanted[1], wanted[2]))) {
            assertEquals(2, Samples.of(graph, samples, said).count());
            taken++;
          } else {
            String problem = assertThrows(InputException.class, () -> Samples.of(graph, samples, said)).getMessage();
            String sample = extents[1] + "x" + extents[2] + "x" + extents[3];
            assertTrue(problem.startsWith("input x: a sample is " + sample + ", the network takes " + wanted[0] + "x" + wanted[1] + "x" + wanted[2]), problem);
            assertTrue(problem.contains("transpose the samples"), problem);
            boolean otherLayout = withoutOnes(extents).equals(channelsLast ? withoutOnes(2, chw[0], chw[1], chw[2]) : withoutOnes(2, chw[1], chw[2], chw[0]));
            assertEquals(otherLayout, problem.contains("say \"layout\": \"" + (channelsLast ? "NCHW" : "NHWC") + "\""), problem);
            refused++;
          }
        }
      }
    }
    assertEquals(List.of(38, 22), List.of(refused, taken));
  }

  private static List<Integer> withoutOnes(int... extents) {
    return Arrays.stream(extents).filter(extent -> extent > 1).boxed().toList();
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
