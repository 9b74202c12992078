package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Host;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.Constant;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.HostOperation;

/**
 * Pass: writes BatchNormalization and the like that no convolution took up as a depthwise 1x1 convolution. What the host makes
 * it multiplies itself: that costs less than a way through the array. So is one factor for a whole vector, such as an attention
 * mask, a function on the host, since a depthwise convolution of one pixel would load a weight for each multiplication.
 */
final class ConvertAffine {
  private final List<Draft> drafts = new ArrayList<>();
  private final Set<String> hosted = new HashSet<>();

  private ConvertAffine() {}

  static DraftGraph convert(DraftGraph graph) {
    ConvertAffine pass = new ConvertAffine();
    graph.drafts().forEach(pass::convert);
    return graph.with(pass.drafts);
  }

  private void convert(Draft draft) {
    switch (draft) {
      case Draft.Affine affine -> convert(affine);
      case Draft.Padding padding -> drafts.add(padding);
      case Draft.Plain plain -> add(plain.node());
    }
  }

  private void convert(Draft.Affine affine) {
    boolean vector = affine.shape().height() * affine.shape().width() == 1;
    if (vector && FuseElementwise.isUniform(affine)) {
      add(host(affine.name(), affine.shape(), new Elementwise(FuseElementwise.affine(affine, Formulas.X)), affine.input()));
    } else if (hosted.contains(affine.input())) {
      combine(affine);
    } else {
      add(depthwise(affine));
    }
  }

  private void add(FloatGraph.Node node) {
    drafts.add(new Draft.Plain(node));
    if (node instanceof Host) {
      hosted.add(node.name());
    }
  }

  private static Host host(String name, Shape shape, HostOperation operation, String... inputs) {
    return new Host(name, shape, List.of(inputs), operation);
  }

  /** A product with a number for each channel, and a sum if there is anything to add. */
  private void combine(Draft.Affine affine) {
    boolean shifts = !isZero(affine.shift());
    String product = shifts ? affine.name() + "/product" : affine.name();
    combine(product, affine.shape(), BinaryOperator.MULTIPLY, affine.input(), affine.name() + "/factors", affine.scale());
    if (shifts) {
      combine(affine.name(), affine.shape(), BinaryOperator.ADD, product, affine.name() + "/summands", affine.shift());
    }
  }

  private static boolean isZero(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private void combine(String name, Shape shape, BinaryOperator operator, String input, String constant, float[] values) {
    add(host(constant, new Shape(values.length, 1, 1), new Constant(values)));
    add(host(name, shape, new Combine(operator), input, constant));
  }

  private static FloatGraph.Conv depthwise(Draft.Affine affine) {
    int channels = affine.shape().channels();
    FloatGraph.Weight weight = new FloatGraph.FloatWeight(channels, 1, 1, 1, affine.scale());
    return new FloatGraph.Conv(
        affine.name(), affine.shape(), affine.input(), affine.parameter(), weight, affine.shift(), Window.POINT, channels);
  }
}
