package org.lexicore.compiler.onnx;

import java.util.List;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Window;

/** Pass: writes BatchNormalization and the like that no convolution took up as a depthwise 1x1 convolution. */
final class ConvertAffine {
  private ConvertAffine() {}

  static DraftGraph convert(DraftGraph graph) {
    List<Draft> drafts =
        graph.drafts().stream().map(draft -> draft instanceof Draft.Affine affine ? depthwise(affine) : draft).toList();
    return graph.with(drafts);
  }

  private static Draft depthwise(Draft.Affine affine) {
    int channels = affine.shape().channels();
    FloatGraph.Weight weight = new FloatGraph.FloatWeight(channels, 1, 1, 1, affine.scale());
    return new Draft.Plain(
        new FloatGraph.Conv(
            affine.name(), affine.shape(), affine.input(), affine.parameter(), weight, affine.shift(), Window.POINT, channels));
  }
}
