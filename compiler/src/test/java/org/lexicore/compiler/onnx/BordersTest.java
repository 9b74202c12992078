package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lexicore.compiler.onnx.ModelBuilder.ints;
import static org.lexicore.compiler.onnx.ModelBuilder.real;
import static org.lexicore.compiler.onnx.ModelBuilder.text;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.host.Pick;

/** Question: is every border that Pad knows what ONNX Runtime makes of it, whatever follows it? */
class BordersTest {
  private static final List<String> MODES = List.of("constant", "edge", "reflect", "wrap");

  /**
   * Any mode, pads in front of and behind all axes but the batch, before an operator that takes padding or one that
   * does not.
   */
  @Property(tries = 120, seed = "1")
  void everyBorderIsThatOfOnnxRuntime(@ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    Random random = new Random(seed);
    String mode = MODES.get(seed % 4);
    int[] dims = {0, 2 + random.nextInt(3), 3 + random.nextInt(4), 3 + random.nextInt(4)};
    boolean plane = random.nextBoolean();
    long[] pads = new long[8];
    for (int axis = plane ? 2 : 1; axis < 4; axis++) {
      int least = mode.equals("constant") ? -1 : 0;
      pads[axis] = random.nextInt(dims[axis] - least) + least;
      pads[axis + 4] = random.nextInt(dims[axis] - least - Math.max(0, (int) -pads[axis])) + least;
    }
    ModelBuilder model = new ModelBuilder(19).input("x", dims).integers("p", pads);
    boolean value = mode.equals("constant") && random.nextBoolean();
    model.initializer(Protos.floats("v", new float[] {random.nextInt(3) - 1}).toBuilder().clearDims().build());
    model.node("Pad", "q", value ? "x p v" : "x p", text("mode", mode));
    switch (random.nextInt(3)) {
      case 0 -> model.node("Sigmoid", "y", "q");
      case 1 -> model.node("Identity", "y", "q");
      default -> {
        int channels = dims[1] + (int) (pads[1] + pads[5]);
        model.weight("w", 3, channels, 2, 2).node("Conv", "y", "q w").node("Relu", "z", "q").output("z");
      }
    }
    Chain.check("seed " + seed, model.output("y"));
  }

  @Test
  void borderByAttributesOfOldOpsets() {
    for (String mode : MODES.subList(0, 3)) {
      ModelBuilder model = new ModelBuilder(9).input("x", 0, 3, 5, 6);
      model.node("Pad", "q", "x", ints("pads", 0, 0, 2, 1, 0, 0, 0, 3), text("mode", mode), real("value", 0.5f));
      Chain.check(mode, model.node("Abs", "y", "q").output("y"));
    }
  }

  @Test
  void zerosInFrontOfAConvolutionStayItsOwn() {
    ModelBuilder model = new ModelBuilder(13).input("x", 0, 4, 6, 6).integers("p", 0, 0, 1, 1, 0, 0, 1, 1).weight("w", 3, 4, 3, 3);
    model.node("Pad", "q", "x p").node("Conv", "y", "q w").node("Sigmoid", "z", "q");
    FloatGraph graph = Chain.check("both", model.output("y").output("z"));
    FloatGraph.Conv conv = graph.convolutions().findFirst().orElseThrow();
    assertEquals("x", conv.input());
    assertEquals(1, conv.window().top());
    assertEquals(1, graph.nodes().stream().filter(node -> node instanceof FloatGraph.Host host && host.operation() instanceof Pick).count());
  }
}
