package org.lexicore.model.network;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lexicore.model.network.host.HostOperation;

/**
 * A network in float, after import and normalisation: BatchNorm folded, a fully connected layer written as a convolution whose
 * kernel covers the feature map, reshapes gone; nodes in an order in which they can run.
 *
 * @param name the network's name
 * @param nodes every node once, operands first
 * @param outputs ONNX output name → node name, in ONNX order
 * @param ports name of an input or output → how the file that was given declares it; none for a network that was drawn
 *     here
 */
public record FloatGraph(String name, List<Node> nodes, Map<String, String> outputs, Map<String, Port> ports) {
  public FloatGraph {
    nodes = List.copyOf(nodes);
    outputs = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(outputs));
    ports = Map.copyOf(ports);
  }

  /** A network whose inputs and outputs are N, C, H, W, or N, C where they are vectors, of real numbers. */
  public FloatGraph(String name, List<Node> nodes, Map<String, String> outputs) {
    this(name, nodes, outputs, Map.of());
  }

  /** The same network of other nodes. */
  public FloatGraph with(List<Node> others) {
    return new FloatGraph(name, others, outputs, ports);
  }

  /** The same network under another name. */
  public FloatGraph named(String other) {
    return new FloatGraph(other, nodes, outputs, ports);
  }

  /**
   * An input or output as a file declares it; its elements in C order are those of the node's map, channel-major.
   *
   * @param dims extents; 0 in front for a batch of any size
   * @param batch whether the first extent is that of a batch, of which the network's nodes describe one sample
   * @param type ONNX's name of the element type, such as FLOAT or INT64
   */
  public record Port(List<Integer> dims, boolean batch, String type) {
    public Port {
      dims = List.copyOf(dims);
    }
  }

  /** The convolutions in order. */
  public Stream<Conv> convolutions() {
    return nodes.stream().filter(Conv.class::isInstance).map(Conv.class::cast);
  }

  /** Multiply-accumulates of one inference. */
  public long macs() {
    Map<String, Shape> shapes = nodes.stream().collect(Collectors.toMap(Node::name, Node::shape));
    long products = nodes.stream().filter(Product.class::isInstance).map(Product.class::cast)
        .mapToLong(product -> (long) product.shape().size() * shapes.get(product.input()).channels() / product.groups()).sum();
    return products
        + convolutions().mapToLong(conv -> (long) conv.shape().height() * conv.shape().width() * conv.weight().size()).sum();
  }

  /** A tensor-producing step; its name is the name of the tensor it makes. */
  public sealed interface Node {
    /** Name of the tensor produced, unique in the graph. */
    String name();

    /** Shape of the tensor produced (one sample). */
    Shape shape();

    /** Names of the tensors read, in the operator's order. */
    default List<String> operands() {
      return switch (this) {
        case Input it -> List.of();
        case Conv it -> List.of(it.input());
        case Product it -> List.of(it.input(), it.weights());
        case Add it -> List.of(it.left(), it.right());
        case Clamp it -> List.of(it.input());
        case MaxPool it -> List.of(it.input());
        case AveragePool it -> List.of(it.input());
        case Host it -> it.inputs();
      };
    }
  }

  /** A network input. */
  public record Input(String name, Shape shape) implements Node {}

  /**
   * Convolution with bias.
   *
   * @param weightName the ONNX weight tensor's name, by which a compressed network refers to it
   * @param weight what the file held: float values, or codes
   * @param bias one per output channel, zero where the file has none
   */
  public record Conv(
      String name, Shape shape, String input, String weightName, Weight weight, float[] bias, Window window, int groups)
      implements Node {}

  /** Which axis of the operand that serves as weights becomes the output channels of a {@link Product}. */
  public enum OutputAxis { PIXEL, CHANNEL }

  /**
   * The product of two activations: a grouped 1×1 convolution of {@code input} whose weights are the tensor {@code weights}, of P pixels.
   * Group g of the weights are its channels g·w … g·w + w − 1, w = channels / groups.
   *
   * <pre>
   *   PIXEL  : output channel g·P + p is  Σ_k input[g·w + k] · weights[g·w + k][p]     (queries times keys)
   *   CHANNEL: output channel g·w + c is  Σ_p input[g·P + p] · weights[g·w + c][p]     (attention times values)
   * </pre>
   *
   * @param groups attention heads
   */
  public record Product(String name, Shape shape, String input, String weights, int groups, OutputAxis outputs) implements Node {}

  /** What the array cannot do. */
  public record Host(String name, Shape shape, List<String> inputs, HostOperation operation) implements Node {
    public Host {
      inputs = List.copyOf(inputs);
    }
  }

  /** Elementwise sum of two tensors of one shape. */
  public record Add(String name, Shape shape, String left, String right) implements Node {}

  /** Elementwise clamp: Relu is {@code [0, +∞)}. */
  public record Clamp(String name, Shape shape, String input, float lowest, float highest) implements Node {}

  /** Largest element of each window; padding is left out. */
  public record MaxPool(String name, Shape shape, String input, Window window) implements Node {}

  /**
   * Mean of each window.
   *
   * @param countPadding whether padding counts in the divisor (and as zeros in the sum)
   */
  public record AveragePool(String name, Shape shape, String input, Window window, boolean countPadding) implements Node {}

  /** A convolution's weights, logically {@code [outputs, inputsPerGroup, kernelY, kernelX]}. */
  public sealed interface Weight {
    /** Output channels. */
    int outputs();

    /** Input channels of one group. */
    int inputsPerGroup();

    int kernelY();

    int kernelX();

    /** Number of weights. */
    default long size() {
      return (long) outputs() * inputsPerGroup() * kernelY() * kernelX();
    }

    /** The real weights in the order OIHW. */
    float[] values();
  }

  /** Weights in float. */
  public sealed interface RealWeight extends Weight {}

  /** Float weights in the order OIHW. */
  public record FloatWeight(int outputs, int inputsPerGroup, int kernelY, int kernelX, float[] values) implements RealWeight {}

  /**
   * Weights that nobody trained: normal numbers of that standard deviation around 0, drawn anew whenever they are asked for, so
   * that a network larger than memory can be described and written.
   */
  public record SeededWeight(int outputs, int inputsPerGroup, int kernelY, int kernelX, double deviation, long seed)
      implements RealWeight {
    @Override
    public float[] values() {
      SplittableRandom random = new SplittableRandom(seed);
      float[] values = new float[Math.toIntExact(size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
      return values;
    }
  }

  /**
   * Int8 weights in the order OHWI with scales.
   *
   * @param integers int8 rows, or codes, whose real value is integer × scale
   * @param scale one per output channel, or one
   */
  public record IntegerWeight(
      int outputs, int inputsPerGroup, int kernelY, int kernelX, LayerWeights.Fixed integers, float[] scale) implements Weight {
    @Override
    public float[] values() {
      float[] oihw = new float[outputs * inputsPerGroup * kernelY * kernelX];
      int at = 0;
      for (int o = 0; o < outputs; o++) {
        float s = scale[scale.length == 1 ? 0 : o];
        for (int i = 0; i < inputsPerGroup; i++) {
          for (int y = 0; y < kernelY; y++) {
            for (int x = 0; x < kernelX; x++) {
              oihw[at++] = s * integers.weight(o, (y * kernelX + x) * inputsPerGroup + i);
            }
          }
        }
      }
      return oihw;
    }
  }
}
