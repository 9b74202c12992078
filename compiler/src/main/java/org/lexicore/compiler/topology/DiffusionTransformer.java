package org.lexicore.compiler.topology;

import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.UnaryOperator;

/**
 * DiT-XL/2 (Peebles and Xie, arXiv 2212.09748, table 1): a latent map of 4 channels in patches of 2 × 2, 28 blocks of 16 heads.
 * The step of the diffusion and the class shift, scale and gate the channels of each block (adaLN-Zero, section 3.2).
 *
 * <p>Inputs are the map, the step's number and the class's; the output has the noise and its variance, 4 channels each. The
 * sizes are those of the authors' code.
 */
final class DiffusionTransformer {
  private static final int PATCH = 2;
  private static final int OUTPUTS = 8;
  /** Of ImageNet, and one for none. */
  private static final int CLASSES = 1001;
  private static final int STEPS = 1000;
  /** Sines and cosines of a step's number. */
  private static final int FREQUENCIES = 256;
  private static final double LONGEST_PERIOD = 10_000;
  private static final double EPSILON = 1e-6;

  private static final ScalarFunction SILU = times(
      new ScalarFunction.Variable(), new ScalarFunction.Unary(UnaryOperator.SIGMOID, new ScalarFunction.Variable()));

  /** GELU's approximation x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))) (Hendrycks and Gimpel, arXiv 1606.08415). */
  private static final ScalarFunction GELU = times(
      times(new ScalarFunction.Literal(0.5), new ScalarFunction.Variable()),
      plus(new ScalarFunction.Literal(1), new ScalarFunction.Unary(UnaryOperator.TANGENT, times(
          new ScalarFunction.Literal(Math.sqrt(2 / Math.PI)),
          plus(new ScalarFunction.Variable(), times(new ScalarFunction.Literal(0.044715), cube()))))));

  private final DrawGraph draw;
  private final int width;
  private final int heads;
  private final int blocks;

  /** Of that width, so many heads and blocks. */
  DiffusionTransformer(DrawGraph draw, int width, int heads, int blocks) {
    this.draw = draw;
    this.width = width;
    this.heads = heads;
    this.blocks = blocks;
  }

  /** XL/2. */
  static void draw(DrawGraph draw) {
    new DiffusionTransformer(draw, 1152, 16, 28).draw();
  }

  void draw() {
    String input = draw.last();
    Shape map = draw.shape(input);
    String condition = condition();
    String patches = draw.row("patches", draw.conv("patch_embedding", input, width, DrawGraph.tiled(PATCH)));
    draw.sum("tokens", patches, draw.constant("positions", width, positions(map.height() / PATCH, map.width() / PATCH)));
    for (int i = 0; i < blocks; i++) {
      block("block" + i, draw.last(), condition);
    }
    String modulated = modulated("final", draw.last(), condition);
    String tokens = draw.conv("final.linear", modulated, PATCH * PATCH * OUTPUTS, DrawGraph.square(1, 1));
    unpatch(tokens, new Shape(OUTPUTS, map.height(), map.width()));
  }

  /** What the blocks are told about step and class. */
  private String condition() {
    String step = draw.embed("step", draw.input("timestep", 1, 1, 1), stepTable(), FREQUENCIES);
    String wide = draw.map("step.silu", draw.linear("step.mlp_1", step, width), SILU);
    String label = draw.embed("label_table", draw.input("label", 1, 1, 1), CLASSES, width);
    return draw.map("condition", draw.sum("told", draw.linear("step.mlp_2", wide, width), label), SILU);
  }

  private void block(String name, String input, String condition) {
    String normalised = modulated(name + ".attention", input, condition);
    String queries = draw.conv(name + ".query", normalised, width, DrawGraph.square(1, 1));
    String keys = draw.conv(name + ".key", normalised, width, DrawGraph.square(1, 1));
    String values = draw.conv(name + ".value", normalised, width, DrawGraph.square(1, 1));
    // The factor 1/√(width / heads) of the scores is in the queries' weights.
    String shares = draw.softmax(name + ".softmax", draw.scores(name + ".scores", queries, keys, heads), heads);
    String attended = draw.conv(
        name + ".projection", draw.mixture(name + ".mixture", shares, values, heads), width, DrawGraph.square(1, 1));
    String residual = draw.sum(name + ".add_1", gated(name + ".attention", attended, condition), input);
    String wide = draw.conv(name + ".mlp_1", modulated(name + ".mlp", residual, condition), 4 * width, DrawGraph.square(1, 1));
    String narrow = draw.conv(name + ".mlp_2", draw.map(name + ".gelu", wide, GELU), width, DrawGraph.square(1, 1));
    draw.sum(name + ".add_2", gated(name + ".mlp", narrow, condition), residual);
  }

  /** Normalised, times 1 + scale, plus shift: the 1 is the bias of the layer that makes the factor. */
  private String modulated(String name, String input, String condition) {
    String factor = draw.linear(name + ".scale", condition, width, 1);
    String shift = draw.linear(name + ".shift", condition, width);
    String normalised = draw.normalise(name + ".norm", input, EPSILON);
    String scaled = draw.combine(name + ".scaled", BinaryOperator.MULTIPLY, normalised, factor);
    return draw.combine(name + ".shifted", BinaryOperator.ADD, scaled, shift);
  }

  private String gated(String name, String input, String condition) {
    return draw.combine(name + ".gated", BinaryOperator.MULTIPLY, input, draw.linear(name + ".gate", condition, width));
  }

  /** Puts the pixels of each token, whose channels are rows, columns, channels of a patch, at their places. */
  private void unpatch(String tokens, Shape map) {
    int across = map.width() / PATCH;
    int plane = map.height() / PATCH * across;
    int[] extents = {map.channels(), map.height() / PATCH, PATCH, across, PATCH};
    int[] strides = {plane, across, PATCH * map.channels() * plane, 1, map.channels() * plane};
    draw.rearrange("output", tokens, map, extents, strides);
  }

  /** For each step of the diffusion {@code FREQUENCIES} elements: cosines, then sines. */
  private static float[] stepTable() {
    float[] table = new float[STEPS * FREQUENCIES];
    int half = FREQUENCIES / 2;
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < half; i++) {
        table[step * FREQUENCIES + i] = (float) StrictMath.cos(angle(step, i, half));
        table[step * FREQUENCIES + half + i] = (float) StrictMath.sin(angle(step, i, half));
      }
    }
    return table;
  }

  /** Each token's place, channel-major: sines and cosines of its column, then of its row. */
  private float[] positions(int rows, int columns) {
    float[] values = new float[width * rows * columns];
    int quarter = width / 4;
    for (int channel = 0; channel < width; channel++) {
      for (int token = 0; token < rows * columns; token++) {
        int place = channel < 2 * quarter ? token % columns : token / columns;
        double angle = angle(place, channel % quarter, quarter);
        boolean sine = channel / quarter % 2 == 0;
        values[channel * rows * columns + token] = (float) (sine ? StrictMath.sin(angle) : StrictMath.cos(angle));
      }
    }
    return values;
  }

  /** Frequency {@code i} of {@code count}, of periods from 2π to 2π · {@code LONGEST_PERIOD}, at {@code place}. */
  private static double angle(int place, int i, int count) {
    return place * StrictMath.pow(LONGEST_PERIOD, -(double) i / count);
  }

  private static ScalarFunction cube() {
    return times(new ScalarFunction.Variable(), times(new ScalarFunction.Variable(), new ScalarFunction.Variable()));
  }

  private static ScalarFunction times(ScalarFunction left, ScalarFunction right) {
    return new ScalarFunction.Binary(BinaryOperator.MULTIPLY, left, right);
  }

  private static ScalarFunction plus(ScalarFunction left, ScalarFunction right) {
    return new ScalarFunction.Binary(BinaryOperator.ADD, left, right);
  }
}
