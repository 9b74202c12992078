package org.lexicore.compiler.onnx;

import java.util.List;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Window;
import org.lexicore.model.network.host.Elementwise;

/**
 * Pass: writes BatchNormalization and the like that no convolution took up as a depthwise 1x1 convolution; one factor for a whole vector, such as
 * an attention mask, as a function on the host, since a depthwise convolution of one pixel would load a weight for each multiplication.
 */
final class ConvertAffine {
  private ConvertAffine() {}

  static DraftGraph convert(DraftGraph graph) {
    List<Draft> drafts =
        graph.drafts().stream().map(draft -> draft instanceof Draft.Affine affine ? converted(affine) : draft).toList();
    return graph.with(drafts);
  }

  private static Draft converted(Draft.Affine affine) {
    boolean vector = affine.shape().height() * affine.shape().width() == 1;
    return vector && FuseElementwise.isUniform(affine) ? function(affine) : depthwise(affine);
  }

  private static Draft function(Draft.Affine affine) {
    Elementwise operation = new Elementwise(FuseElementwise.affine(affine, Formulas.X));
    return new Draft.Plain(new FloatGraph.Host(affine.name(), affine.shape(), List.of(affine.input()), operation));
  }

  private static Draft depthwise(Draft.Affine affine) {
    int channels = affine.shape().channels();
    FloatGraph.Weight weight = new FloatGraph.FloatWeight(channels, 1, 1, 1, affine.scale());
    return new Draft.Plain(
        new FloatGraph.Conv(
            affine.name(), affine.shape(), affine.input(), affine.parameter(), weight, affine.shift(), Window.POINT, channels));
  }
}
