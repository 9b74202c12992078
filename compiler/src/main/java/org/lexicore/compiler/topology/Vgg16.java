package org.lexicore.compiler.topology;

import org.lexicore.model.network.Window;

/** VGG's configuration D without BatchNorm (Simonyan and Zisserman, arXiv 1409.1556). */
final class Vgg16 {
  /** Convolutions and their width between two pools. */
  private record Stage(int convolutions, int width) {}

  private static final Stage[] STAGES =
      {new Stage(2, 64), new Stage(2, 128), new Stage(3, 256), new Stage(3, 512), new Stage(3, 512)};

  private Vgg16() {}

  static void draw(DrawGraph draw) {
    int layer = 1;
    for (int i = 0; i < STAGES.length; i++) {
      for (int j = 0; j < STAGES[i].convolutions(); j++) {
        draw.relu(draw.conv("conv" + layer++, draw.last(), STAGES[i].width(), DrawGraph.square(3, 1)));
      }
      draw.maxPool("pool" + (i + 1), draw.last(), new Window(2, 2, 2, 2, 1, 1, 0, 0, 0, 0));
    }
    draw.relu(draw.linear("fc1", draw.last(), 4096));
    draw.relu(draw.linear("fc2", draw.last(), 4096));
    draw.linear("fc3", draw.last(), 1000);
  }
}
