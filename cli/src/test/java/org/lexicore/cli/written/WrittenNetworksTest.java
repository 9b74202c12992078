package org.lexicore.cli.written;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lexicore.cli.written.ModelDrawing.integer;
import static org.lexicore.cli.written.ModelDrawing.integers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.lexicore.compiler.onnx.proto.ModelProto;

/** Question: does every command take what compress wrote, whatever the network's operators and their order? */
class WrittenNetworksTest {
  private static final String[] INT8 = {"int8"};
  private static final String[] PER_LAYER = {"per-layer", "-k", "16", "-d", "2"};

  @Example
  void everyFunctionIsDrawn() {
    TreeSet<String> drawn = new TreeSet<>();
    for (long seed = 0; seed < 60; seed++) {
      drawn.addAll(RandomModels.functions(seed, 6).operators());
    }
    assertEquals(42, drawn.size(), drawn.toString());
  }

  @Example
  void everyOperatorIsDrawn() {
    TreeSet<String> drawn = new TreeSet<>();
    for (long seed = 0; seed < 300; seed++) {
      drawn.addAll(RandomModels.operators(seed, 6).operators());
    }
    assertEquals(70, drawn.size(), drawn.toString());
  }

  @Property(tries = 50, seed = "1")
  void functionsInAnyOrder(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws Exception {
    through(RandomModels.functions(seed, 6).model(), seed);
  }

  @Property(tries = 50, seed = "1")
  void operatorsInAnyOrder(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws Exception {
    through(RandomModels.operators(seed, 6).model(), seed);
  }

  /** A sum of a tensor with itself before a clamp of the host's; operands both of which are repeated. */
  @Example
  void networksThatFailedOnce() throws Exception {
    through(RandomModels.functions(179, 6).model(), 179);
    through(RandomModels.operators(14, 6).model(), 14);
    through(RandomModels.operators(55, 6).model(), 55);
  }

  /** As the front ends of speech networks have it: what a map is clamped to is computed from the map. */
  @Example
  void boundsThatDependOnTheData() throws Exception {
    int[] map = {1, 5, 6, 7};
    int networks = 0;
    for (String[] bounds : new String[][] {{"ReduceMax", ""}, {"", "ReduceMax"}, {"ReduceMin", "ReduceMax"}, {"ReduceMean", ""}, {"", "ReduceMean"}}) {
      ModelDrawing drawing = new ModelDrawing(networks);
      String conv = drawing.node("Conv", map, List.of(drawing.input("x", map), drawing.weight(0.3, 5, 5, 3, 3)), integers("pads", 1, 1, 1, 1));
      List<String> operands = new ArrayList<>(List.of(conv));
      for (String bound : bounds) {
        operands.add(bound.isEmpty() ? "" : half(drawing, conv, bound));
      }
      drawing.node("Clip", map, operands);
      through(drawing.model(), networks++);
    }
    assertEquals(5, networks);
  }

  /** Half of what {@code reduce} makes of {@code map}, a scalar. */
  private static String half(ModelDrawing drawing, String map, String reduce) {
    String reduced = drawing.node(reduce, new int[0], List.of(map), integer("keepdims", 0));
    return drawing.node("Mul", new int[0], List.of(reduced, drawing.number(0.5)));
  }

  private static void through(ModelProto model, long seed) throws Exception {
    Path folder = Files.createTempDirectory("written");
    try {
      new WrittenNetwork(model, folder, "seed " + seed).goesThroughEveryCommand(seed % 2 == 0 ? INT8 : PER_LAYER);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
