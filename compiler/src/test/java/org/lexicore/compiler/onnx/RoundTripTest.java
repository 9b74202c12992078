package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;

/** Question: is a random network that was exported and imported again the same function, of the same inputs and outputs? */
class RoundTripTest {
  private static final int STEPS = 5;

  /** Of the largest value of a tensor: sums are taken in other orders where a folded factor or another view changes them. */
  private static final float TOLERANCE = 1e-4f;

  private static final Path FILE = Path.of("random.onnx");

  @Property(tries = 250, seed = "1")
  void weightsInFloat(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    FloatGraph graph = RandomGraphs.draw(seed, STEPS);
    assertSame(graph, OnnxImporter.read(OnnxExporter.plain(graph, FILE), WeightSource.NONE), seed);
  }

  @Property(tries = 250, seed = "1")
  void codesStayCodes(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    FloatGraph graph = RandomGraphs.draw(seed, STEPS);
    Map<String, IntegerWeight> codes = new HashMap<>();
    graph.convolutions().filter(conv -> conv.weight() instanceof IntegerWeight)
        .forEach(conv -> codes.put(conv.weightName(), (IntegerWeight) conv.weight()));
    FloatGraph read = OnnxImporter.read(OnnxExporter.compressed(graph, FILE), WeightSource.of(codes));
    assertSame(graph, read, seed);
    assertEquals(coded(graph), coded(read), "codes of seed " + seed);
  }

  /** The codes of the layers that an output depends on. */
  private static Map<String, LayerWeights> coded(FloatGraph graph) {
    return used(graph).stream()
        .filter(node -> node instanceof FloatGraph.Conv conv && conv.weight() instanceof IntegerWeight)
        .map(FloatGraph.Conv.class::cast)
        .collect(Collectors.toMap(FloatGraph.Conv::weightName, conv -> ((IntegerWeight) conv.weight()).integers()));
  }

  private static void assertSame(FloatGraph graph, FloatGraph read, long seed) {
    assertEquals(inputs(graph), inputs(read), "seed " + seed);
    assertEquals(outputs(graph), outputs(read), "seed " + seed);
    Map<String, float[]> sample = RandomGraphs.sample(seed, STEPS);
    Map<String, float[]> expected = new FloatExecutor(graph).outputs(sample);
    Map<String, float[]> actual = new FloatExecutor(read).outputs(sample);
    expected.forEach((output, values) ->
        assertArrayEquals(values, actual.get(output), TOLERANCE * largest(values), "seed " + seed + ", " + output));
  }

  private static float largest(float[] values) {
    float largest = 1;
    for (float value : values) {
      largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    return largest;
  }

  /** The nodes that an output depends on: importing leaves out the others. */
  private static List<FloatGraph.Node> used(FloatGraph graph) {
    Set<String> names = new HashSet<>(graph.outputs().values());
    List<FloatGraph.Node> used = new ArrayList<>();
    for (FloatGraph.Node node : graph.nodes().reversed()) {
      if (names.contains(node.name())) {
        names.addAll(node.operands());
        used.addFirst(node);
      }
    }
    return used;
  }

  /**
   * Name and elements, in order; rows and columns of a map may be read as one row, since either is a view of the same elements.
   */
  private static List<String> inputs(FloatGraph graph) {
    return used(graph).stream()
        .filter(FloatGraph.Input.class::isInstance).map(it -> it.name() + " " + it.shape().size()).toList();
  }

  /** As {@link #inputs}. */
  private static List<String> outputs(FloatGraph graph) {
    Map<String, Integer> sizes =
        graph.nodes().stream().collect(Collectors.toMap(FloatGraph.Node::name, node -> node.shape().size()));
    return graph.outputs().entrySet().stream().map(output -> output.getKey() + " " + sizes.get(output.getValue())).toList();
  }
}
