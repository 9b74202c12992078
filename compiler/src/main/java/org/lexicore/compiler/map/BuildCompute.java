package org.lexicore.compiler.map;

import org.lexicore.compiler.encode.KernelPart;
import org.lexicore.compiler.encode.KernelWalk;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Waits;
import org.lexicore.model.instruction.WeightStream;
import org.lexicore.model.network.Window;
import org.lexicore.model.program.TensorLayout;

/** Writes one compute instruction, and says which rows of the activation buffer it reads. */
final class BuildCompute {
  private final LayerPlan plan;
  private final Tile tile;
  private final ColumnTile columns;
  private final KernelPart part;
  private final Span planes;
  private final KernelWalk walk;
  private final Geometry geometry;
  private final TensorLayout input;

  /** Takes {@code planes}, those of the input that the whole group reads. */
  BuildCompute(LayerPlan plan, Tile tile, ColumnTile columns, KernelPart part, Span planes) {
    this.plan = plan;
    this.tile = tile;
    this.columns = columns;
    this.part = part;
    this.planes = planes;
    this.walk = columns.walk();
    this.geometry = plan.geometry();
    this.input = plan.input();
  }

  /** Whether the tile is of nothing but padding, and reads nothing. */
  private boolean isPadding() {
    return columns.real() == 0;
  }

  /** Input rows read. */
  Span inputRows() {
    return isPadding() ? new Span(0, 0) : geometry.inputRows(tile, part.ky(), part.kyCount());
  }

  /** What is kept of each of those rows. */
  ActivationRows.Window window() {
    int plane = plan.planesTogether() ? planes.from() : part.plane();
    int count = plan.planesTogether() ? planes.size() : part.planeCount();
    String tensor = geometry.layer().input().name();
    if (plan.fullWidth()) {
      return new ActivationRows.Window(tensor, plane, count, 0, input.pitch());
    }
    int word = plan.word();
    int first = geometry.firstColumn(tile, 0) * input.block();
    int last = first + (tile.convX().size() - 1) * geometry.window().strideX() * input.block() + TileShape.reach(geometry, plan.walk());
    Span bytes = new Span(first, last).within(input.shape().width() * input.block());
    int from = bytes.isEmpty() ? 0 : bytes.from() / word * word;
    int to = bytes.isEmpty() ? word : Span.roundUp(bytes.to(), word);
    return new ActivationRows.Window(tensor, plane, count, from, to - from);
  }

  /** The instruction; {@code origin} is the unwrapped place of the window's row 0 in {@code ring}. */
  Instruction.Compute instruction(int bank, int book, int stream, long origin, Ring ring) {
    Window w = geometry.window();
    WeightStream weights = walk.stream();
    ActivationRows.Window kept = window();
    int block = input.block();
    int firstRow = geometry.firstRow(tile, part.ky());
    int xFirst = geometry.firstColumn(tile, walk.wholeRow() ? 0 : part.sx()) * block + part.offset();
    long first =
        origin + (long) firstRow * kept.rowBytes() + (long) (part.plane() - kept.plane()) * kept.bytes() + xFirst - kept.first();
    int last = part.plane() + part.planeCount() - 1;
    boolean rows = tile.convY().size() > 1;
    return new Instruction.Compute(
        Waits.NONE, weights.looksUp() ? 0 : 1, geometry.layer().input().signed() ? 1 : 0, isFirst() ? 0 : 1, bank, 0,
        weights instanceof WeightStream.Indices indices ? indices.bits() : 0, weights.group(), walk.rowsPerPass(), book, stream, columns.columns(),
        ring.address(first), tile.convY().size(), tile.convX().size(), rows ? w.strideY() * kept.rowBytes() : 0,
        w.strideX() * block, part.kyCount(), part.sxCount(), part.planeCount(), part.kyCount() > 1 ? w.dilationY() * kept.rowBytes() : 0,
        part.sxCount() > 1 ? w.dilationX() * block : 0, part.planeCount() > 1 ? kept.bytes() : 0, segment(part.plane()),
        segment(last), walk.lead(part.ky(), part.sx(), part.plane(), part.offset()), firstRow, w.strideY(), w.dilationY(),
        isPadding() ? 0 : input.shape().height(), xFirst, input.shape().width() * block, weights.isDiagonal() ? 1 : 0);
  }

  private boolean isFirst() {
    return part.equals(columns.parts().get(0));
  }

  private int segment(int plane) {
    return part.isPiece() ? part.length() : walk.segmentBytes(plane);
  }
}
