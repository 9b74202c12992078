package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.program.TensorLayout;

/** Finds which buffer is too small for the smallest tile of a layer that could not be planned. */
final class ExplainMisfit {
  private final Accelerator accelerator;
  private final Geometry geometry;
  private final TensorLayout input;
  private final TensorLayout output;
  private final Optional<TensorLayout> residual;

  ExplainMisfit(
      Accelerator accelerator, Geometry geometry, TensorLayout input, TensorLayout output, Optional<TensorLayout> residual) {
    this.accelerator = accelerator;
    this.geometry = geometry;
    this.input = input;
    this.output = output;
    this.residual = residual;
  }

  /** One line for each buffer that the smallest tile exceeds. */
  List<String> explain() {
    List<String> problems = new ArrayList<>();
    TileShape smallest = smallest();
    need(problems, "pixels of accumulators a bank", smallest.pixels(), accelerator.accumulatorDepth(), "accumulators_kib");
    need(problems, "bytes of results", smallest.resultBytes(), accelerator.resultBytes(), "results_kib");
    need(problems, "bytes of residuals", smallest.residualBytes(), accelerator.residualBytes(), "residuals_kib");
    need(problems, "bytes of activations", smallest.inputRowBytes(), accelerator.activationBytes(), "activations_kib");
    if (problems.isEmpty()) {
      problems.add(
          geometry.layer().name() + ": the weights of one pass do not fit the index buffer beside what its tile needs;"
              + " raise buffers.indices_kib (" + accelerator.buffers().indicesKib() + ")");
    }
    return problems;
  }

  private void need(List<String> problems, String what, long needed, long present, String field) {
    if (needed > present) {
      problems.add(
          geometry.layer().name() + ": the smallest tile takes " + needed + " " + what + ", there are " + present
              + "; raise buffers." + field);
    }
  }

  private TileShape smallest() {
    var walk =
        KernelWalks.of(
                geometry.layer(), KernelWalks.plain(accelerator), input.block(), accelerator)
            .get(0);
    int block = residual.map(TensorLayout::block).orElse(0);
    return TileShape.all(geometry, walk, input, output, block, accelerator.wordBytes()).get(0);
  }
}
