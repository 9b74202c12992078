package org.lexicore.compiler.topology;

import org.lexicore.model.network.host.Axis;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.UnaryOperator;

/**
 * ViT-B/16 (Dosovitskiy et al., arXiv 2010.11929, table 1): patches of 16 × 16 pixels and a class token, 12 blocks of 12 heads. A token is a pixel of a
 * map of one row, its features are the channels.
 */
final class VisionTransformer {
  private static final int PATCH = 16;
  private static final int WIDTH = 768;
  private static final int HIDDEN = 4 * WIDTH;
  private static final int HEADS = 12;
  private static final int BLOCKS = 12;
  private static final double EPSILON = 1e-6;

  /** x · Φ(x), as x/2 · (1 + erf(x/√2)) (Hendrycks and Gimpel, arXiv 1606.08415). */
  private static final ScalarFunction GELU = times(
      times(new ScalarFunction.Literal(0.5), new ScalarFunction.Variable()),
      new ScalarFunction.Binary(
          BinaryOperator.ADD, new ScalarFunction.Literal(1),
          new ScalarFunction.Unary(
              UnaryOperator.ERROR_FUNCTION, times(new ScalarFunction.Literal(Math.sqrt(0.5)), new ScalarFunction.Variable()))));

  private VisionTransformer() {}

  static void draw(DrawGraph draw) {
    String patches = draw.conv("conv_proj", draw.last(), WIDTH, DrawGraph.tiled(PATCH));
    String tokens = draw.concatenate("tokens", Axis.WIDTH, draw.constant("class_token", WIDTH, 1), draw.row("patches", patches));
    draw.sum("embedding", tokens, draw.constant("pos_embedding", WIDTH, draw.shape(tokens).width()));
    for (int i = 0; i < BLOCKS; i++) {
      block(draw, "layer" + i, draw.last());
    }
    String normalised = draw.normalise("encoder.ln", draw.last(), EPSILON);
    draw.linear("head", draw.pixel("class", normalised, 0), 1000);
  }

  private static void block(DrawGraph draw, String name, String input) {
    String normalised = draw.normalise(name + ".ln_1", input, EPSILON);
    String queries = draw.conv(name + ".query", normalised, WIDTH, DrawGraph.square(1, 1));
    String keys = draw.conv(name + ".key", normalised, WIDTH, DrawGraph.square(1, 1));
    String values = draw.conv(name + ".value", normalised, WIDTH, DrawGraph.square(1, 1));
    // The factor 1/√64 of the scores is in the queries' weights.
    String shares = draw.softmax(name + ".softmax", draw.scores(name + ".scores", queries, keys, HEADS), HEADS);
    String attended = draw.conv(name + ".out_proj", draw.mixture(name + ".attention", shares, values, HEADS), WIDTH, DrawGraph.square(1, 1));
    String residual = draw.sum(name + ".add_1", attended, input);
    String wide = draw.conv(name + ".mlp_1", draw.normalise(name + ".ln_2", residual, EPSILON), HIDDEN, DrawGraph.square(1, 1));
    String narrow = draw.conv(name + ".mlp_2", draw.map(name + ".gelu", wide, GELU), WIDTH, DrawGraph.square(1, 1));
    draw.sum(name + ".add_2", narrow, residual);
  }

  private static ScalarFunction times(ScalarFunction left, ScalarFunction right) {
    return new ScalarFunction.Binary(BinaryOperator.MULTIPLY, left, right);
  }
}
