package org.lexicore.cli.written;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Question: do the families of operators that are the host's, or unrolled, go through every command, between layers of
 * the array?
 */
class OperatorFamiliesTest {
  private static final String[] INT8 = {"int8"};
  private static final String[] PER_LAYER = {"per-layer", "-k", "16", "-d", "2"};

  /** What a family makes of a map of 6 × 5 × 4. */
  @FunctionalInterface
  private interface Family {
    String draw(ModelDrawing drawing, String map);
  }

  @TempDir Path folder;

  private static String pad(ModelDrawing d, String map, String mode, double value) {
    return d.node("Pad", new int[] {1, 6, 7, 7}, List.of(map, d.integers(0, 0, 1, 2, 0, 0, 1, 1), d.number(value)), ModelDrawing.text("mode", mode));
  }

  private static String recurrent(ModelDrawing d, String map, String type, int gates) {
    String steps = d.node("Reshape", new int[] {20, 1, 6}, List.of(d.node("Transpose", new int[] {1, 5, 4, 6}, List.of(map),
        ModelDrawing.integers("perm", 0, 2, 3, 1)), d.integers(20, 1, 6)));
    String few = d.node("Slice", new int[] {5, 1, 6}, List.of(steps, d.integers(0), d.integers(5), d.integers(0)));
    List<String> operands = List.of(few, d.weight(0.4, 2, gates * 4, 6), d.weight(0.4, 2, gates * 4, 4), d.weight(0.2, 2, 2 * gates * 4));
    String all = d.node(type, new int[] {5, 2, 1, 4}, operands, ModelDrawing.integer("hidden_size", 4), ModelDrawing.text("direction", "bidirectional"));
    return d.node("Reshape", new int[] {1, 10, 2, 2}, List.of(all, d.integers(1, 10, 2, 2)));
  }

  private static String scattered(ModelDrawing d, String map) {
    String indices = d.integers(0, 2, 0, 4);
    String pairs = d.node("Reshape", new int[] {2, 2}, List.of(indices, d.integers(2, 2)));
    String updates = d.node("Squeeze", new int[] {2, 5, 4}, List.of(d.node("Slice", new int[] {1, 2, 5, 4},
        List.of(map, d.integers(0), d.integers(2), d.integers(1))), d.integers(0)));
    return d.node("ScatterND", new int[] {1, 6, 5, 4}, List.of(map, pairs, updates));
  }

  private static String ranked(ModelDrawing d, String map) {
    String top = d.node("TopK", new int[] {1, 3, 5, 4}, List.of(map, d.integers(3)), ModelDrawing.integer("axis", 1));
    String numbers = d.node("Cast", new int[] {1, 3, 5, 4}, List.of(d.split(2, 1, 3, 5, 4).get(1)), ModelDrawing.integer("to", 1));
    String arg = d.node("ArgMax", new int[] {1, 1, 5, 4}, List.of(map), ModelDrawing.integer("axis", 1));
    String number = d.node("Cast", new int[] {1, 1, 5, 4}, List.of(arg), ModelDrawing.integer("to", 1));
    return d.node("Concat", new int[] {1, 7, 5, 4}, List.of(top, number, numbers), ModelDrawing.integer("axis", 1));
  }

  private static Map<String, Family> families() {
    Map<String, Family> all = new LinkedHashMap<>();
    all.put("reflect", (d, map) -> pad(d, map, "reflect", 0));
    all.put("edge", (d, map) -> pad(d, map, "edge", 0));
    all.put("constant", (d, map) -> pad(d, map, "constant", 0.75));
    all.put("zeros that nothing takes up", (d, map) -> d.node("Sigmoid", new int[] {1, 6, 7, 7}, List.of(pad(d, map, "constant", 0))));
    all.put("LSTM", (d, map) -> recurrent(d, map, "LSTM", 4));
    all.put("GRU", (d, map) -> recurrent(d, map, "GRU", 3));
    all.put("RNN", (d, map) -> recurrent(d, map, "RNN", 1));
    all.put("LRN", (d, map) -> d.node("LRN", new int[] {1, 6, 5, 4}, List.of(map), ModelDrawing.integer("size", 3), ModelDrawing.real("alpha", 0.5)));
    all.put("ScatterND", OperatorFamiliesTest::scattered);
    all.put("ranks", OperatorFamiliesTest::ranked);
    all.put("CumSum", (d, map) -> d.node("CumSum", new int[] {1, 6, 5, 4}, List.of(map, d.integers(3))));
    all.put("Einsum", (d, map) -> d.node("Einsum", new int[] {1, 6, 6, 5}, List.of(map, map), ModelDrawing.text("equation", "bchw,bdhw->bcdh")));
    all.put("GatherElements", (d, map) -> {
      String indices = d.node("Reshape", new int[] {1, 6, 1, 4}, List.of(d.integers(0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3), d.integers(1, 6, 1, 4)));
      return d.node("GatherElements", new int[] {1, 6, 1, 4}, List.of(map, indices), ModelDrawing.integer("axis", 2));
    });
    all.put("GatherND", (d, map) -> d.node("GatherND", new int[] {1, 2, 5, 4}, List.of(map, d.node("Reshape", new int[] {1, 2, 2},
        List.of(d.integers(0, 5, 0, 1), d.integers(1, 2, 2))))));
    all.put("Hardmax", (d, map) -> d.node("Hardmax", new int[] {1, 6, 5, 4}, List.of(map), ModelDrawing.integer("axis", 1)));
    return all;
  }

  /** A convolution before and one behind: what lies between is read from the array's bytes and goes back into them. */
  private static ModelDrawing between(Family family) {
    ModelDrawing drawing = new ModelDrawing(11);
    String map = drawing.node("Conv", new int[] {1, 6, 5, 4}, List.of(drawing.input("x", 1, 4, 5, 4), drawing.weight(0.4, 6, 4, 1, 1)));
    String made = family.draw(drawing, map);
    int[] dims = drawing.tensors().get(made);
    drawing.node("Conv", new int[] {1, 3, dims[2], dims[3]}, List.of(made, drawing.weight(0.4, 3, dims[1], 1, 1)));
    return drawing;
  }

  @Test
  void everyFamilyGoesThroughEveryCommand() throws Exception {
    int number = 0;
    for (Map.Entry<String, Family> family : families().entrySet()) {
      Path place = java.nio.file.Files.createDirectories(folder.resolve("n" + number));
      new WrittenNetwork(between(family.getValue()).model(), place, family.getKey()).goesThroughEveryCommand(number % 2 == 0 ? INT8 : PER_LAYER);
      number++;
    }
    assertEquals(15, number);
  }
}
