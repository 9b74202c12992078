package org.lexicore.compiler.map;

import java.util.Set;
import org.lexicore.compiler.encode.KernelPart;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.network.FloatGraph.OutputAxis;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.program.TensorLayout;

/**
 * Tells whether a tensor lies in DRAM just as the array takes it as weights, so that no host has to rewrite it: its pixels are the output
 * channels, its planes are the passes of the reduction, and no plane has channels of two groups.
 *
 * @param symmetric tensors that never hold −128
 */
record DirectStreams(Accelerator accelerator, Set<String> symmetric) {
  /** Whether all of {@code plan}'s streams can be loaded from the tensor of {@code layout}. */
  boolean fit(LayerPlan plan, LayerWeights.Streamed weights, TensorLayout layout) {
    int block = layout.block();
    int channelsPerGroup = layout.shape().channels() / weights.groups();
    return weights.axis() == OutputAxis.PIXEL
        && symmetric.contains(weights.tensor().name())
        && plan.input().block() == block
        && channelsPerGroup % block == 0
        && block % accelerator.plainGroupBytes() == 0
        && block <= plan.walk().rowsPerPass()
        && (layout.shape().height() == 1 || layout.pitch() == layout.shape().width() * block)
        && plan.columnTiles().stream().allMatch(columns -> columns.real() == 0 || fits(columns, layout));
  }

  private boolean fits(ColumnTile columns, TensorLayout layout) {
    int pixels = layout.shape().height() * layout.shape().width();
    int word = accelerator.wordBytes();
    boolean oneGroup = columns.from() / pixels == (columns.from() + columns.real() - 1) / pixels;
    boolean aligned = columns.from() % pixels * layout.block() % word == 0;
    boolean wholeWords = columns.columns() * layout.block() % word == 0;
    return oneGroup && aligned && columns.parts().stream().allMatch(part -> isWhole(part) && (wholeWords || part.planeCount() == 1));
  }

  private static boolean isWhole(KernelPart part) {
    return !part.isPiece();
  }
}
