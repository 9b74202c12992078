package org.lexicore.compiler.topology;

/** MobileNet-V2 of width 1 (Sandler et al., arXiv 1801.04381, table 2). */
final class MobileNetV2 {
  /** A row of the paper's table: expansion t, channels c, repetitions n, stride s of the first. */
  private record Row(int expansion, int channels, int repetitions, int stride) {}

  private static final Row[] ROWS = {
    new Row(1, 16, 1, 1), new Row(6, 24, 2, 2), new Row(6, 32, 3, 2), new Row(6, 64, 4, 2), new Row(6, 96, 3, 1), new Row(6, 160, 3, 2),
    new Row(6, 320, 1, 1)
  };

  private MobileNetV2() {}

  static void draw(DrawGraph draw) {
    draw.relu6(draw.conv("conv0", draw.last(), 32, DrawGraph.square(3, 2)));
    int block = 1;
    for (Row row : ROWS) {
      for (int i = 0; i < row.repetitions(); i++) {
        block(draw, "block" + block++, draw.last(), row, i == 0 ? row.stride() : 1);
      }
    }
    draw.relu6(draw.conv("conv" + block, draw.last(), 1280, DrawGraph.square(1, 1)));
    draw.linear("fc", draw.meanOfMap("avgpool", draw.last()), 1000);
  }

  /** Expand, filter each channel, project; the sum with the input where the shape has not changed. */
  private static void block(DrawGraph draw, String name, String input, Row row, int stride) {
    int inputs = draw.shape(input).channels();
    int width = inputs * row.expansion();
    String expanded = row.expansion() == 1 ? input : draw.relu6(draw.conv(name + ".expand", input, width, DrawGraph.square(1, 1)));
    String filtered = draw.relu6(draw.conv(name + ".depthwise", expanded, width, DrawGraph.square(3, stride), width));
    String projected = draw.conv(name + ".project", filtered, row.channels(), DrawGraph.square(1, 1));
    if (stride == 1 && inputs == row.channels()) {
      draw.sum(name + ".add", projected, input);
    }
  }
}
