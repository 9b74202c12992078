package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;

/**
 * Pass: makes scales of integer weights positive, where a negative factor was folded into them: the integers of such an
 * output channel change their signs. Codewords cannot, since other channels share them: then the weight becomes int8
 * weights, and that is noted.
 */
final class AbsorbSigns {
  private final List<ExpandedCodes> expanded = new ArrayList<>();

  /** The weights whose codes did not stay. */
  List<ExpandedCodes> expanded() {
    return List.copyOf(expanded);
  }

  DraftGraph absorb(DraftGraph graph) {
    return graph.with(graph.drafts().stream().map(this::absorb).toList());
  }

  private Draft absorb(Draft draft) {
    boolean negative = draft instanceof Draft.Plain plain && plain.node() instanceof Conv conv && conv.weight() instanceof IntegerWeight weight
        && anyNegative(weight.scale());
    return negative ? new Draft.Plain(absorb((Conv) ((Draft.Plain) draft).node())) : draft;
  }

  private static boolean anyNegative(float... scale) {
    boolean any = false;
    for (float one : scale) {
      any |= one < 0;
    }
    return any;
  }

  private Conv absorb(Conv conv) {
    IntegerWeight weight = (IntegerWeight) conv.weight();
    if (weight.integers() instanceof LayerWeights.Coded coded) {
      expanded.add(ExpandedCodes.of(conv.weightName(), coded, "scales of output channels are negative, which codewords cannot absorb",
          "make the factors of BatchNormalization or the scales positive"));
    }
    int row = weight.integers().rowLength();
    byte[] values = new byte[weight.outputs() * row];
    float[] scale = new float[weight.outputs()];
    for (int i = 0; i < values.length; i++) {
      int o = i / row;
      float given = weight.scale()[weight.scale().length == 1 ? 0 : o];
      scale[o] = Math.abs(given);
      values[i] = (byte) (given < 0 ? -weight.integers().weight(o, i % row) : weight.integers().weight(o, i % row));
    }
    IntegerWeight positive = new IntegerWeight(weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX(),
        new LayerWeights.Plain(weight.outputs(), row, values), scale);
    return new Conv(conv.name(), conv.shape(), conv.input(), conv.weightName(), positive, conv.bias(), conv.window(), conv.groups());
  }
}
