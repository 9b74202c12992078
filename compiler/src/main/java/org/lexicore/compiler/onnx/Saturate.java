package org.lexicore.compiler.onnx;

import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.host.Pick;
import org.lexicore.model.network.host.Rearrange;

/** Clamps what would saturate in integers, where it can. */
final class Saturate {
  private final Drawing drawing;
  private final float lowest;
  private final float highest;

  private Saturate(Drawing drawing, float lowest, float highest) {
    this.drawing = drawing;
    this.lowest = lowest;
    this.highest = highest;
  }

  /**
   * The view's elements within the bounds, under {@code name} if that takes a clamp. What comes from outside is left as
   * it is: its range is the calibration's business. A clamp just before and this one are one.
   */
  static View within(String name, float lowest, float highest, View view, Drawing drawing) {
    if (new Saturate(drawing, lowest, highest).isWithin(view.draft())) {
      return view;
    }
    if (node(view.draft(), drawing) instanceof FloatGraph.Clamp clamp) {
      View before = new View(clamp.input(), view.start(), view.dims(), view.strides());
      float from = Math.min(highest, Math.max(lowest, clamp.lowest()));
      float to = Math.max(from, Math.min(highest, clamp.highest()));
      return LowerUnary.clamp(name, from, to, before, drawing);
    }
    return LowerUnary.clamp(name, lowest, highest, view, drawing);
  }

  private static FloatGraph.Node node(String draft, Drawing drawing) {
    return drawing.draft(draft) instanceof Draft.Plain plain ? plain.node() : null;
  }

  private boolean isWithin(String draft) {
    return switch (node(draft, drawing)) {
      case null -> false;
      case FloatGraph.Input it -> true;
      case FloatGraph.Clamp it -> it.lowest() >= lowest && it.highest() <= highest;
      case FloatGraph.MaxPool it -> isWithin(it.input());
      case FloatGraph.AveragePool it -> isWithin(it.input()); // zero, which padding counts as, has an integer in every code
      case FloatGraph.Host it -> isMoved(it) && isWithin(it.inputs().getFirst());
      case FloatGraph.Conv it -> false;
      case FloatGraph.Product it -> false;
      case FloatGraph.Add it -> false;
    };
  }

  private static boolean isMoved(FloatGraph.Host host) {
    return host.operation() instanceof Rearrange || host.operation() instanceof Pick pick && pick.moves();
  }
}
