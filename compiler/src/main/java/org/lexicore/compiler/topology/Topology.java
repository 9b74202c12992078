package org.lexicore.compiler.topology;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;

/**
 * Published architectures for ImageNet, in the shapes of torchvision, BatchNorm folded. Their weights are seeded, of the variance 2 / fan-in
 * that keeps activations in range (He et al., arXiv 1502.01852).
 */
public enum Topology {
  RESNET18(draw -> ResNet.basic(draw, 2, 2, 2, 2)),
  RESNET34(draw -> ResNet.basic(draw, 3, 4, 6, 3)),
  RESNET50(draw -> ResNet.bottleneck(draw, 3, 4, 6, 3)),
  VGG16(Vgg16::draw),
  MOBILENET_V2(MobileNetV2::draw),
  VIT_B16(VisionTransformer::draw),
  /** Of latent maps, which an autoencoder makes of images. */
  DIT_XL2(DiffusionTransformer::draw, 4, 8);

  private static final int SMALLEST = 32;
  private static final int LARGEST = 1024;

  /** Draws an architecture's nodes on its input {@code input}. */
  @FunctionalInterface
  interface Architecture {
    /** Draws the nodes; the last one is the output. */
    void draw(DrawGraph draw);
  }

  private final Architecture architecture;
  private final int channels;
  private final int shrink;

  Topology(Architecture architecture) {
    this(architecture, 3, 1);
  }

  /** An architecture whose map has {@code channels} and one pixel for each {@code shrink} × {@code shrink} of the image. */
  Topology(Architecture architecture, int channels, int shrink) {
    this.architecture = architecture;
    this.channels = channels;
    this.shrink = shrink;
  }

  /** The name it is called by: that of the constant with hyphens. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All titles. */
  public static List<String> titles() {
    return Arrays.stream(values()).map(Topology::title).toList();
  }

  /** The topology of that title. */
  public static Optional<Topology> of(String title) {
    return Arrays.stream(values()).filter(topology -> topology.title().equals(title)).findFirst();
  }

  /**
   * The network for square images.
   *
   * @param input rows and columns of an image, a multiple of 32, by which these architectures shrink it
   * @throws InputException if {@code input} is none
   */
  public FloatGraph draw(int input, long seed) {
    if (input < SMALLEST || input > LARGEST || input % SMALLEST != 0) {
      throw new InputException("--input " + input + ": " + title() + " takes images of a multiple of " + SMALLEST + " pixels, up to " + LARGEST);
    }
    DrawGraph draw = new DrawGraph(seed);
    draw.input("input", channels, input / shrink, input / shrink);
    architecture.draw(draw);
    return draw.graph(title());
  }
}
