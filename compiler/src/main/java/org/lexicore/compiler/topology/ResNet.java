package org.lexicore.compiler.topology;

/** Residual networks (He et al., arXiv 1512.03385), with the stride of a bottleneck in its 3 × 3 convolution, as torchvision has it. */
final class ResNet {
  private static final int CLASSES = 1000;
  private static final int BOTTLENECK = 4;

  private final DrawGraph draw;

  private ResNet(DrawGraph draw) {
    this.draw = draw;
  }

  /** Two 3 × 3 convolutions a block. */
  static void basic(DrawGraph draw, int... blocks) {
    new ResNet(draw).draw(blocks, false);
  }

  /** 1 × 1, 3 × 3, 1 × 1 a block, the last four times as wide. */
  static void bottleneck(DrawGraph draw, int... blocks) {
    new ResNet(draw).draw(blocks, true);
  }

  private void draw(int[] blocks, boolean bottleneck) {
    String x = draw.relu(draw.conv("conv1", draw.last(), 64, DrawGraph.square(7, 2)));
    x = draw.maxPool("maxpool", x, DrawGraph.square(3, 2));
    for (int stage = 0; stage < blocks.length; stage++) {
      for (int block = 0; block < blocks[stage]; block++) {
        String name = "layer" + (stage + 1) + "." + block;
        int stride = stage > 0 && block == 0 ? 2 : 1;
        x = block(name, x, 64 << stage, stride, bottleneck);
      }
    }
    draw.linear("fc", draw.meanOfMap("avgpool", x), CLASSES);
  }

  private String block(String name, String input, int width, int stride, boolean bottleneck) {
    int outputs = bottleneck ? BOTTLENECK * width : width;
    String main = bottleneck ? threeConvolutions(name, input, width, stride) : twoConvolutions(name, input, width, stride);
    boolean changes = stride > 1 || draw.shape(input).channels() != outputs;
    String shortcut = changes ? draw.conv(name + ".downsample", input, outputs, DrawGraph.square(1, stride)) : input;
    return draw.relu(draw.sum(name + ".add", main, shortcut));
  }

  private String twoConvolutions(String name, String input, int width, int stride) {
    String first = draw.relu(draw.conv(name + ".conv1", input, width, DrawGraph.square(3, stride)));
    return draw.conv(name + ".conv2", first, width, DrawGraph.square(3, 1));
  }

  private String threeConvolutions(String name, String input, int width, int stride) {
    String narrow = draw.relu(draw.conv(name + ".conv1", input, width, DrawGraph.square(1, 1)));
    String middle = draw.relu(draw.conv(name + ".conv2", narrow, width, DrawGraph.square(3, stride)));
    return draw.conv(name + ".conv3", middle, BOTTLENECK * width, DrawGraph.square(1, 1));
  }
}
