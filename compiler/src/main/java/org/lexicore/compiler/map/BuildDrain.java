package org.lexicore.compiler.map;

import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Waits;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Window;

/** Writes one drain instruction. */
final class BuildDrain {
  private static final int ACCUMULATOR_MASK = (1 << 14) - 1;
  private static final Requantisation NONE = new Requantisation(0, 1);

  private final Geometry geometry;
  private final Tile tile;
  private final Span channels;
  private final int lanes;

  BuildDrain(Geometry geometry, Tile tile, Span channels, int lanes) {
    this.geometry = geometry;
    this.tile = tile;
    this.channels = channels;
    this.lanes = lanes;
  }

  /**
   * The instruction.
   *
   * @param column the accumulators' column of the first channel
   * @param parameter group of the first channel
   * @param residual null without
   * @param result byte of the first result
   */
  Instruction.Drain instruction(
      int bank, int column, int parameter, EmitDrains.ResidualRun residual, Ring residuals, int result, int resultRow,
      int block) {
    QuantisedLayer layer = geometry.layer();
    Window pool = geometry.pool();
    boolean sum = layer.pool().map(p -> p.kind() == QuantisedLayer.PoolKind.SUM).orElse(false);
    Requantisation poolScale = sum ? layer.pool().orElseThrow().requantisation() : NONE;
    Requantisation residualScale =
        residual == null ? NONE : layer.residual().orElseThrow().requantisation();
    boolean residualSigned = residual != null && layer.residual().orElseThrow().operand().signed();
    int yFirst = firstWindow(tile.outY(), pool.strideY(), pool.top(), tile.convY());
    int xFirst = firstWindow(tile.outX(), pool.strideX(), pool.left(), tile.convX());
    boolean rows = tile.outY().size() > 1;
    int tileX = tile.convX().size();
    boolean has = residual != null;
    return new Instruction.Drain(
        Waits.NONE, bank, column, channels.size() / lanes, tile.outY().size(), tile.outX().size(), pool.kernelY(), pool.kernelX(),
        sum ? 1 : 0, yFirst, xFirst, pool.strideY(), pool.strideX(), tile.convY().size(), tileX,
        (yFirst * tileX + xFirst) & ACCUMULATOR_MASK, rows ? (pool.strideY() * tileX) & ACCUMULATOR_MASK : 0, parameter,
        layer.lowest(), layer.highest(), has ? 1 : 0, residualSigned ? 1 : 0,
        has ? residuals.address(residual.first() + (long) yFirst * residual.row() + (long) xFirst * residual.block()) : 0,
        has && rows ? pool.strideY() * residual.row() : 0, has && tile.outX().size() > 1 ? pool.strideX() * residual.block() : 0,
        has && pool.kernelY() > 1 ? residual.row() : 0, has && pool.kernelX() > 1 ? residual.block() : 0,
        residualScale.multiplier(), residualScale.shift(), poolScale.multiplier(), poolScale.shift(),
        sum ? layer.pool().orElseThrow().lowest() : 0, sum ? layer.pool().orElseThrow().highest() : 0, result,
        rows ? resultRow : 0, tile.outX().size() > 1 ? block : 0);
  }

  /** Tile row (or column) in which the first output's window begins; negative in the padding. */
  private static int firstWindow(Span outputs, int stride, int padding, Span tile) {
    return outputs.from() * stride - padding - tile.from();
  }
}
