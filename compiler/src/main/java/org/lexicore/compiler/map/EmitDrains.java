package org.lexicore.compiler.map;

import java.util.HashMap;
import java.util.Map;
import org.lexicore.compiler.encode.ParameterBlock;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.instruction.Waits;
import org.lexicore.model.program.TensorLayout;
import org.lexicore.model.program.TensorPlacement;

/**
 * Writes the drains of one tile, a drain for each run of channels within one plane of the output and of the residual, and a store for
 * each plane of the output that is complete.
 */
final class EmitDrains {
  private final Machine machine;
  private final LayerPlan plan;
  private final Tile tile;
  private final Geometry geometry;
  private final Map<Integer, Ring.Region> results = new HashMap<>();
  private final Map<Integer, Ring.Region> residuals = new HashMap<>();

  EmitDrains(Machine machine, LayerPlan plan, Tile tile) {
    this.machine = machine;
    this.plan = plan;
    this.tile = tile;
    this.geometry = plan.geometry();
  }

  /** Drains {@code columns} from {@code bank}, which the compute {@code computed} has filled. */
  void emit(ColumnTile columns, int bank, int computed, Ring.Region parameters) {
    int from = columns.from();
    while (from < columns.to()) {
      int plane = from / plan.output().block();
      int end = Math.min(columns.to(), (plane + 1) * plan.output().block());
      end = Math.min(end, endOfResidualPlane(from));
      drain(columns, new Span(from, end), bank, computed, parameters);
      from = end;
      if (from == (plane + 1) * plan.output().block()) {
        store(plane);
      }
    }
  }

  /** Where the residual's plane with channel {@code from} ends; padding beyond its last plane has no residual. */
  private int endOfResidualPlane(int from) {
    return hasResidual(from)
        ? plan.residual().map(layout -> (from / layout.block() + 1) * layout.block()).orElseThrow()
        : Integer.MAX_VALUE;
  }

  private boolean hasResidual(int channel) {
    return plan.residual().map(layout -> channel < layout.planes() * layout.block()).orElse(false);
  }

  private void drain(ColumnTile columns, Span channels, int bank, int computed, Ring.Region parameters) {
    int plane = channels.from() / plan.output().block();
    Ring.Region result = results.computeIfAbsent(plane, p -> machine.results.allocate(tile.outY().size() * resultRow()));
    ResidualRun residual = hasResidual(channels.from()) ? residual(channels.from()) : null;
    Needs needs =
        Needs.NOTHING.and(Lane.PARAMETERS, parameters.written()).and(Lane.COMPUTE, computed).and(Lane.STORE, result.available());
    int lanes = machine.accelerator.postprocess().lanes();
    int parameter =
        parameters.address() / (lanes * ParameterBlock.BYTES)
            + (channels.from() - columns.from()) / lanes;
    int place = machine.results.address(result.start() + channels.from() % plan.output().block());
    BuildDrain build = new BuildDrain(geometry, tile, channels, lanes);
    int token =
        machine.sink.add(
            build.instruction(
                bank, channels.from() - columns.from(), parameter % machine.accelerator.parameterGroups(), residual,
                machine.residuals, place, resultRow(), plan.output().block()),
            residual == null ? needs : needs.and(Lane.RESIDUALS, residual.region.written()));
    machine.bankReadBy(bank, token);
    parameters.readBy(token);
    result.writtenBy(token);
    if (residual != null) {
      residual.region.readBy(token);
    }
  }

  /** Bytes from one row of the results to the next. */
  private int resultRow() {
    return plan.fullWidth()
        ? plan.output().pitch()
        : Span.roundUp(tile.outX().size() * plan.output().block(), machine.word());
  }

  /**
   * Residuals in the residual buffer.
   *
   * @param first unwrapped byte of the tile's first pixel, first channel of the run
   * @param row bytes per row
   * @param block bytes per pixel
   */
  record ResidualRun(Ring.Region region, long first, int row, int block) {}

  private ResidualRun residual(int channel) {
    TensorLayout layout = plan.residual().orElseThrow();
    int plane = channel / layout.block();
    int word = machine.word();
    int from = plan.fullWidth() ? 0 : tile.convX().from() * layout.block() / word * word;
    int to = plan.fullWidth() ? layout.pitch() : Span.roundUp(tile.convX().to() * layout.block(), word);
    Ring.Region region = residuals.computeIfAbsent(plane, p -> load(layout, p, new Span(from, to)));
    long first = region.start() + tile.convX().from() * layout.block() - from + channel % layout.block();
    return new ResidualRun(region, first, to - from, layout.block());
  }

  private Ring.Region load(TensorLayout layout, int plane, Span bytes) {
    TensorPlacement from = machine.traffic.placement(geometry.layer().residual().orElseThrow().operand().name());
    Span rows = tile.convY();
    Ring.Region region = machine.residuals.allocate(rows.size() * bytes.size());
    int stored = machine.traffic.written(from.tensor().name(), plane, rows);
    int offset = from.offset() + plane * layout.planeBytes() + rows.from() * layout.pitch() + bytes.from();
    int word = machine.word();
    int words = bytes.size() / word;
    boolean joined = bytes.size() == layout.pitch() && rows.size() * words <= 0xFFFF;
    int token =
        machine.sink.add(
            new Instruction.Load(
                Waits.NONE, Traffic.ACTIVATIONS_READ.ordinal(), from.region().ordinal(), offset,
                Target.RESIDUALS.ordinal(), region.address() / word, joined ? 1 : rows.size(), joined ? rows.size() * words : words,
                joined ? 0 : layout.pitch(), joined ? 0 : words),
            Needs.NOTHING.and(Lane.DRAIN, region.available()).and(Lane.STORE, stored));
    region.writtenBy(token);
    machine.traffic.load(from.tensor().name(), Lane.RESIDUALS, token);
    return region;
  }

  /** Stores the tile's part of {@code plane}. */
  private void store(int plane) {
    TensorLayout layout = plan.output();
    String name = geometry.layer().output().name();
    TensorPlacement to = machine.traffic.placement(name);
    Ring.Region result = results.remove(plane);
    int word = machine.word();
    int rowBytes = tile.outX().size() * layout.block();
    int words = Span.ceilDiv(rowBytes, word);
    int rows = tile.outY().size();
    boolean joined = rowBytes == layout.pitch() && rows * words <= 0xFFFF;
    int offset =
        to.offset() + plane * layout.planeBytes() + tile.outY().from() * layout.pitch() + tile.outX().from() * layout.block();
    int token =
        machine.sink.add(
            new Instruction.Store(
                Waits.NONE, to.region().ordinal(), offset, result.address() / word, joined ? 1 : rows, joined ? rows * words : words,
                rowBytes - (words - 1) * word, joined ? 0 : layout.pitch(), joined ? 0 : resultRow() / word),
            machine.traffic.spaceFree(name).and(Lane.DRAIN, result.written()));
    result.readBy(token);
    machine.traffic.store(name, plane, tile.outY(), token);
  }
}
