package org.lexicore.compiler.onnx;

import java.util.List;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;

/** A step of the network before the passes have removed what the {@code FloatGraph} has no node for. */
sealed interface Draft {
  /** Name of the tensor it makes. */
  String name();

  /** Shape of the tensor it makes. */
  Shape shape();

  /** Names of the tensors it reads. */
  List<String> operands();

  /** What the {@code FloatGraph} takes as it is. */
  record Plain(FloatGraph.Node node) implements Draft {
    @Override
    public String name() {
      return node.name();
    }

    @Override
    public Shape shape() {
      return node.shape();
    }

    @Override
    public List<String> operands() {
      return node.operands();
    }
  }

  /**
   * {@code y = scale[c] · x + shift[c]}: BatchNormalization and arithmetic with constants.
   *
   * @param parameter the file's name of the factor, which names the weight where no convolution takes it up
   */
  record Affine(String name, Shape shape, String input, String parameter, float[] scale, float[] shift) implements Draft {
    @Override
    public List<String> operands() {
      return List.of(input);
    }
  }

  /**
   * A border of {@code value} around the map.
   */
  record Padding(String name, Shape shape, String input, int top, int left, int bottom, int right, float value)
      implements Draft {
    @Override
    public List<String> operands() {
      return List.of(input);
    }
  }
}
