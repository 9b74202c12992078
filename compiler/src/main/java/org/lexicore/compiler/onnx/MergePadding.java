package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;
import org.lexicore.model.network.host.Pick;

/**
 * Pass: gives each Pad to the convolutions and pools that read it. Zeros in front of a convolution are its own padding;
 * in front of an average they count in the divisor; in front of a maximum they are as good as left out where nothing is
 * negative. For all others the host makes the padded map.
 */
final class MergePadding {
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, Draft.Padding> paddings = new HashMap<>();

  private MergePadding() {}

  static DraftGraph merge(DraftGraph graph) {
    MergePadding pass = new MergePadding();
    graph.drafts().forEach(pass::take);
    graph.outputs().values().forEach(pass::host);
    List<Draft> others = new ArrayList<>(pass.drafts.values());
    others.removeIf(Draft.Padding.class::isInstance);
    return graph.with(others);
  }

  private void take(Draft draft) {
    Draft merged = draft;
    for (String operand : draft.operands()) {
      if (paddings.get(operand) != null) {
        merged = merge(paddings.get(operand), merged);
      }
    }
    drafts.put(draft.name(), merged);
    if (draft instanceof Draft.Padding padding) {
      paddings.put(draft.name(), padding);
    }
  }

  private Draft merge(Draft.Padding padding, Draft reader) {
    FloatGraph.Node merged =
        reader instanceof Draft.Plain plain
            ? switch (plain.node()) {
              case FloatGraph.Conv conv when padding.value() == 0 -> convolution(padding, conv);
              case FloatGraph.MaxPool pool when harmless(padding, pool) -> maximum(padding, pool);
              case FloatGraph.AveragePool pool when padding.value() == 0 && countsAll(pool) -> average(padding, pool);
              case FloatGraph.Node other -> null;
            }
            : null;
    if (merged == null) {
      host(padding.name());
      return reader;
    }
    return new Draft.Plain(merged);
  }

  /** Has the host make the padded map, for whoever takes no padding. */
  private void host(String name) {
    Draft.Padding padding = paddings.get(name);
    if (padding != null) {
      Shape wide = padding.shape();
      int[] before = {0, padding.top(), padding.left()};
      int[] after = {0, padding.bottom(), padding.right()};
      int[] dims = {wide.channels(), wide.height() - before[1] - after[1], wide.width() - before[2] - after[2]};
      Pick pick = new Pick(PickPositions.pad(dims, before, after, "constant").from(), padding.value());
      drafts.put(name, new Draft.Plain(new FloatGraph.Host(name, wide, List.of(padding.input()), pick)));
    }
  }

  private static FloatGraph.Conv convolution(Draft.Padding padding, FloatGraph.Conv conv) {
    return new FloatGraph.Conv(
        conv.name(), conv.shape(), padding.input(), conv.weightName(), conv.weight(), conv.bias(), widened(padding, conv.window()),
        conv.groups());
  }

  private static FloatGraph.MaxPool maximum(Draft.Padding padding, FloatGraph.MaxPool pool) {
    return new FloatGraph.MaxPool(pool.name(), pool.shape(), padding.input(), widened(padding, pool.window()));
  }

  private static FloatGraph.AveragePool average(Draft.Padding padding, FloatGraph.AveragePool pool) {
    return new FloatGraph.AveragePool(pool.name(), pool.shape(), padding.input(), widened(padding, pool.window()), true);
  }

  /** No window may see padding only, and the padding may not win. */
  private boolean harmless(Draft.Padding padding, FloatGraph.MaxPool pool) {
    Window window = widened(padding, pool.window());
    boolean small =
        window.top() < window.kernelY() && window.bottom() < window.kernelY() && window.left() < window.kernelX()
            && window.right() < window.kernelX();
    boolean never = padding.value() == Float.NEGATIVE_INFINITY;
    return small && (never || padding.value() == 0 && isPositive(padding.input()));
  }

  private boolean isPositive(String tensor) {
    return drafts.get(tensor) instanceof Draft.Plain plain
        && switch (plain.node()) {
          case FloatGraph.Clamp clamp -> clamp.lowest() >= 0;
          case FloatGraph.MaxPool pool -> isPositive(pool.input());
          case FloatGraph.AveragePool pool -> isPositive(pool.input());
          case FloatGraph.Add add -> isPositive(add.left()) && isPositive(add.right());
          case FloatGraph.Conv conv -> false;
          case FloatGraph.Product product -> false;
          case FloatGraph.Host host -> false;
          case FloatGraph.Input input -> false;
        };
  }

  private static boolean countsAll(FloatGraph.AveragePool pool) {
    Window window = pool.window();
    return pool.countPadding() || window.top() + window.left() + window.bottom() + window.right() == 0;
  }

  private static Window widened(Draft.Padding padding, Window window) {
    return new Window(
        window.kernelY(), window.kernelX(), window.strideY(), window.strideX(), window.dilationY(), window.dilationX(),
        window.top() + padding.top(), window.left() + padding.left(), window.bottom() + padding.bottom(),
        window.right() + padding.right());
  }
}
