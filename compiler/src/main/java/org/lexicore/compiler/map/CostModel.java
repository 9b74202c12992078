package org.lexicore.compiler.map;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lexicore.compiler.encode.KernelPart;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.timing.Latencies;

/**
 * Estimates a layer's cycles. The array's share is what {@code PassTiming} comes to where passes follow each other: a pass takes the
 * most of its pixels, its decode steps and the least distance of two passes.
 */
final class CostModel {
  /** Issue, priming and the like, for each compute instruction. */
  private static final int INSTRUCTION = 4;

  /** Loads for each pixel tile: its activations, and its residuals or streams. */
  private static final int LOADS = 2;

  /** Tiles from which on the next layer's first one can be loaded before this layer's last one is stored. */
  private static final int OVERLAPPING = 3;

  /** Cycles in which the burst generator begins a run of a row; a row of the whole width joins with the next. */
  private static final int SEGMENT = 2;

  /** From the last result to the first activation read back: drain, write, response, read. */
  private final int turnaround;

  private final Accelerator accelerator;
  private final int samples;

  /** For programs that run {@code samples} samples. */
  CostModel(Accelerator accelerator, int samples) {
    this.samples = samples;
    this.accelerator = accelerator;
    this.turnaround = Latencies.DRAIN + 2 * accelerator.dramLatency() + 40;
  }

  /** What the passes of a layer's column tiles are, for one pixel tile. */
  record Passes(TreeMap<Integer, Long> bySteps, int instructions, long streamBytes, int groups) {
    /** Number of passes. */
    long count() {
      return bySteps.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Cycles of the array for a tile of {@code pixels}. */
    long cycles(long pixels) {
      long sum = 0;
      for (Map.Entry<Integer, Long> entry : bySteps.entrySet()) {
        long steps = entry.getKey();
        long prime = steps >= pixels ? Latencies.STREAM_PRIME + 1 : 0;
        sum += entry.getValue() * Math.max(Latencies.MINIMUM_PASS, Math.max(pixels, steps)) + prime;
      }
      return sum + (long) INSTRUCTION * instructions;
    }
  }

  /** The passes of {@code tiles}. */
  Passes passes(List<ColumnTile> tiles) {
    TreeMap<Integer, Long> bySteps = new TreeMap<>();
    int instructions = 0;
    int groups = 0;
    long bytes = 0;
    for (ColumnTile tile : tiles) {
      groups += (tile.to() - tile.from()) / accelerator.postprocess().lanes();
      for (KernelPart part : tile.parts()) {
        instructions++;
        bytes += StreamSize.bytes(tile.walk(), part, tile.columns(), accelerator.wordBytes());
        int columnSteps = tile.walk().stream().columnSteps(tile.columns(), accelerator.codebook().ports());
        int d = tile.walk().group();
        tile.walk()
            .forEachPass(part, (ky, sx, plane, start, rows) -> bySteps.merge(columnSteps * Span.ceilDiv(rows, d), 1L, Long::sum));
      }
    }
    return new Passes(bySteps, instructions, bytes, groups);
  }

  /** The estimate for tiles of {@code shape}, with {@code streamReads} readings of the streams and {@code inputReads} of the input. */
  LayerPlan.Estimate estimate(
      Geometry geometry, TileShape shape, Passes passes, int columnTiles, long streamReads, long inputBytes, long otherBytes,
      int planes) {
    int tilesY = Span.ceilDiv(geometry.output().height(), shape.height());
    int tilesX = Span.ceilDiv(geometry.output().width(), shape.width());
    long tiles = (long) tilesY * tilesX * samples;
    long compute = samples * arrayCycles(geometry, shape, passes);
    long window = (long) geometry.pool().kernelY() * geometry.pool().kernelX();
    long drain = (long) samples * geometry.output().height() * geometry.output().width() * passes.groups() * window;
    long width = Math.min(accelerator.wordBytes(), accelerator.dramBytesPerCycle());
    long instructionBytes = Instruction.BYTES * tiles * (passes.instructions() + 2L * columnTiles + LOADS);
    long memory = (streamReads * passes.streamBytes() + inputBytes + otherBytes + instructionBytes) / width;
    if (tilesX > 1) {
      memory += tiles * SEGMENT * shape.newRows() * Math.max(1, planes);
    }
    long serial = drain / tiles / columnTiles;
    if (tiles < OVERLAPPING) {
      serial += turnaround + (shape.resultBytes() + shape.activationBytes(planes)) / width;
    }
    if (shape.activationBytes(planes) + (long) shape.newRows() * shape.inputRowBytes() * planes > accelerator.activationBytes()
        && tiles > 1) {
      serial += inputBytes / width + tiles * accelerator.dramLatency();
    }
    if (2L * shape.resultBytes() > accelerator.resultBytes()) {
      serial += tiles * columnTiles * (shape.resultBytes() / width + accelerator.dramLatency());
    }
    if (2L * shape.residualBytes() > accelerator.residualBytes()) {
      serial += tiles * columnTiles * (shape.residualBytes() / width + accelerator.dramLatency());
    }
    long least = Math.max(drain, (long) samples * geometry.convolved().height() * geometry.convolved().width() * passes.count());
    return new LayerPlan.Estimate(compute, drain, memory, serial, least);
  }

  /** Cycles of the array for all tiles: those at the edges are smaller, and where steps prevail not cheaper for it. */
  private static long arrayCycles(Geometry geometry, TileShape shape, Passes passes) {
    Map<Integer, Integer> heights = new TreeMap<>();
    Map<Integer, Integer> widths = new TreeMap<>();
    Span.cut(geometry.output().height(), shape.height()).forEach(y -> heights.merge(geometry.convolvedRows(y).size(), 1, Integer::sum));
    Span.cut(geometry.output().width(), shape.width()).forEach(x -> widths.merge(geometry.convolvedColumns(x).size(), 1, Integer::sum));
    long cycles = 0;
    for (Map.Entry<Integer, Integer> rows : heights.entrySet()) {
      for (Map.Entry<Integer, Integer> columns : widths.entrySet()) {
        cycles += passes.cycles((long) rows.getKey() * columns.getKey()) * rows.getValue() * columns.getValue();
      }
    }
    return cycles;
  }
}
