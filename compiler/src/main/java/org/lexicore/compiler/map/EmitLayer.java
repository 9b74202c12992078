package org.lexicore.compiler.map;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.encode.KernelPart;
import org.lexicore.compiler.encode.ParameterBlock;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;

/**
 * Writes the instructions of one layer: for each group of column tiles, for each sample, for each tile, for each column tile, its computes, its drains,
 * and a store for each plane that is complete. What a compute reads is loaded just before it in this order, if it is not
 * there any more; how far loads then run ahead is a matter of the memories' space alone.
 */
final class EmitLayer {
  /** Weights that are a tensor differ from sample to sample; all others are one for all. */
  private record StreamKey(WeightStreams weights, int column, KernelPart part) {}

  private final Machine machine;
  private final LayerPlan plan;
  private final List<LayerPlan> samples;
  private final List<WeightStreams> weights;
  private final QuantisedLayer layer;
  private final Map<StreamKey, Ring.Region> streams = new HashMap<>();
  private final Map<Integer, Integer> parameterOffsets = new HashMap<>();
  private final Map<Integer, Ring.Region> parameters = new HashMap<>();
  private int tiles;
  private int replays;
  private int streamLoads;
  private long passes;
  private long streamBytes;

  EmitLayer(Machine machine, LayerPlan plan, Batch batch) {
    this.machine = machine;
    this.plan = plan;
    this.layer = plan.geometry().layer();
    this.samples = batch.layers(layer).stream().map(plan::on).toList();
    this.weights = layer.weights() instanceof LayerWeights.Streamed
        ? samples.stream().map(sample -> new WeightStreams(machine, sample)).toList()
        : Collections.nCopies(samples.size(), new WeightStreams(machine, plan));
  }

  /** Emits everything; reports what it came to. */
  LayerReport emit() {
    for (int group = 0; group < plan.groups(); group++) {
      for (int sample = 0; sample < samples.size(); sample++) {
        emitTiles(sample, plan.group(group));
      }
    }
    return new LayerReport(
        layer.name(), plan.weights(), plan.walk().stream(), plan.tileHeight(), plan.tileWidth(), tiles, passes, streamBytes, streamLoads, replays,
        plan.estimate().cycles());
  }

  /** Rows follow each other down a strip, so that the rows between two tiles are loaded once. */
  private void emitTiles(int sample, List<ColumnTile> group) {
    for (int x = 0; x < plan.tilesX(); x++) {
      for (int y = 0; y < plan.tilesY(); y++) {
        emitTile(sample, group, plan.tile(y, x));
      }
    }
  }

  private void emitTile(int sample, List<ColumnTile> group, Tile tile) {
    EmitDrains drains = new EmitDrains(machine, samples.get(sample), tile);
    Span planes = ColumnTile.planes(group);
    for (ColumnTile columns : group) {
      tiles++;
      int bank = machine.nextBank();
      int computed = 0;
      for (KernelPart part : columns.parts()) {
        computed = emitCompute(sample, tile, columns, part, planes, bank);
      }
      drains.emit(columns, bank, computed, parameters(columns));
    }
  }

  private int emitCompute(int sample, Tile tile, ColumnTile columns, KernelPart part, Span planes, int bank) {
    CodebookSlots.Book book = columns.walk().stream().looksUp() ? machine.codebooks.use(codebook()) : null;
    Ring.Region stream = stream(weights.get(sample), columns, part);
    BuildCompute build = new BuildCompute(samples.get(sample), tile, columns, part, planes);
    ActivationRows.Rows rows = machine.activations.hold(build.window(), build.inputRows());
    Needs needs =
        Needs.NOTHING.and(Lane.INDICES, stream.written()).and(Lane.ACTIVATIONS, rows.loaded()).and(Lane.DRAIN, machine.bankFree(bank));
    Instruction.Compute compute =
        build.instruction(
            bank, book == null ? 0 : book.number(), stream.address() / machine.word(), rows.origin(), machine.activationRing);
    int token = machine.sink.add(compute, book == null ? needs : needs.and(Lane.CODEBOOK, book.loaded()));
    stream.readBy(token);
    rows.readBy(token);
    if (book != null) {
      book.readBy(token);
    }
    passes += columns.walk().passes(part);
    return token;
  }

  private Codebook codebook() {
    return ((LayerWeights.Coded) layer.weights()).codebook();
  }

  private Ring.Region stream(WeightStreams source, ColumnTile columns, KernelPart part) {
    StreamKey key = new StreamKey(source, columns.from(), part);
    Ring.Region there = streams.get(key);
    if (there != null && there.isResident()) {
      replays++;
      return there;
    }
    int size = StreamSize.bytes(columns.walk(), part, columns.columns(), machine.word());
    Ring.Region region = machine.indices.allocate(size);
    region.writtenBy(source.load(columns, part, region, size));
    streams.put(key, region);
    streamLoads++;
    streamBytes += size;
    return region;
  }

  /** The parameters of {@code columns}, loaded if they are not there. */
  private Ring.Region parameters(ColumnTile columns) {
    Ring.Region there = parameters.get(columns.from());
    if (there != null && there.isResident()) {
      return there;
    }
    int group = ParameterBlock.BYTES * machine.accelerator.postprocess().lanes();
    int bytes = Span.roundUp((columns.to() - columns.from()) * ParameterBlock.BYTES, Math.max(group, machine.word()));
    int offset =
        parameterOffsets.computeIfAbsent(
            columns.from(), from -> machine.data.add(ParameterBlock.encode(layer, from, columns.to())));
    int size = Span.roundUp((columns.to() - columns.from()) * ParameterBlock.BYTES, machine.word());
    Ring.Region region = machine.parameters.allocate(bytes);
    region.writtenBy(machine.load(Traffic.BIASES, Target.PARAMETERS, offset, region, Needs.NOTHING.and(Lane.DRAIN, region.available()), size));
    parameters.put(columns.from(), region);
    return region;
  }
}
