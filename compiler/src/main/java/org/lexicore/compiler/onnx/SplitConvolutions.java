package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.FloatWeight;
import org.lexicore.model.network.FloatGraph.RealWeight;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Rearrange;

/**
 * Pass: a convolution of which every reader takes a slice of channels – queries, keys and values made by one matrix – becomes one convolution a
 * slice, and nothing has to be copied out of it.
 */
final class SplitConvolutions {
  private final Map<String, Conv> convolutions = new HashMap<>();
  private final Map<String, Integer> slicedChannels = new HashMap<>();
  private final Map<String, Integer> slices = new HashMap<>();
  private final Map<String, Integer> uses;

  private SplitConvolutions(DraftGraph graph) {
    uses = graph.uses();
    for (Draft draft : graph.drafts()) {
      if (draft instanceof Draft.Plain plain && plain.node() instanceof Conv conv) {
        boolean real = conv.weight() instanceof RealWeight && conv.groups() == 1;
        if (real) {
          convolutions.put(conv.name(), conv);
        }
      }
      slice(draft)
          .ifPresent(
              it -> {
                slicedChannels.merge(it.inputs().getFirst(), it.shape().channels(), Integer::sum);
                slices.merge(it.inputs().getFirst(), 1, Integer::sum);
              });
    }
  }

  static DraftGraph split(DraftGraph graph) {
    SplitConvolutions pass = new SplitConvolutions(graph);
    List<Draft> drafts =
        graph.drafts().stream().map(draft -> pass.slice(draft).filter(pass::isOneOfAll).map(pass::convolution).orElse(draft)).toList();
    return RemoveUnused.remove(graph.with(drafts));
  }

  private boolean isOneOfAll(FloatGraph.Host slice) {
    String source = slice.inputs().getFirst();
    return slices.get(source).equals(uses.get(source)) && slicedChannels.get(source) <= convolutions.get(source).shape().channels();
  }

  /** The draft as a slice of whole channels of a convolution. */
  private Optional<FloatGraph.Host> slice(Draft draft) {
    if (!(draft instanceof Draft.Plain plain && plain.node() instanceof FloatGraph.Host host && host.operation() instanceof Rearrange it)) {
      return Optional.empty();
    }
    Conv conv = convolutions.get(host.inputs().getFirst());
    if (conv == null) {
      return Optional.empty();
    }
    Shape from = conv.shape();
    int plane = from.height() * from.width();
    boolean run = it.extents().length == 1 && it.strides()[0] == 1 && it.start() % plane == 0;
    boolean map = host.shape().height() == from.height() && host.shape().width() == from.width();
    return run && map ? Optional.of(host) : Optional.empty();
  }

  private Draft convolution(FloatGraph.Host slice) {
    Conv conv = convolutions.get(slice.inputs().getFirst());
    FloatGraph.Weight weight = conv.weight();
    int first = ((Rearrange) slice.operation()).start() / (conv.shape().height() * conv.shape().width());
    int last = first + slice.shape().channels();
    int row = weight.values().length / weight.outputs();
    float[] values = Arrays.copyOfRange(weight.values(), first * row, last * row);
    FloatWeight part = new FloatWeight(last - first, weight.inputsPerGroup(), weight.kernelY(), weight.kernelX(), values);
    float[] bias = Arrays.copyOfRange(conv.bias(), first, last);
    return new Draft.Plain(
        new Conv(slice.name(), slice.shape(), conv.input(), conv.weightName(), part, bias, conv.window(), 1));
  }
}
