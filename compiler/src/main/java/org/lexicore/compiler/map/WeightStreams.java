package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.encode.IndexStream;
import org.lexicore.compiler.encode.KernelPart;
import org.lexicore.compiler.encode.PlainStream;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.instruction.Waits;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.program.Stage;
import org.lexicore.model.program.TensorLayout;
import org.lexicore.model.program.TensorPlacement;

/**
 * Where the streams of a layer's computes come from: encoded in region DATA; or, where the weights are a tensor, written there by the host
 * before the run, or loaded from the tensor as it lies.
 */
final class WeightStreams {
  private record Key(int column, KernelPart part) {}

  private final Machine machine;
  private final LayerPlan plan;
  private final QuantisedLayer layer;
  private final Map<Key, Integer> offsets = new HashMap<>();

  WeightStreams(Machine machine, LayerPlan plan) {
    this.machine = machine;
    this.plan = plan;
    this.layer = plan.geometry().layer();
    if (layer.weights() instanceof LayerWeights.Streamed streamed && !plan.streamsDirectly()) {
      rewrite(streamed);
    }
  }

  /** Loads the stream of {@code part} into {@code region} of the index buffer, {@code bytes} long; returns the last load's token. */
  int load(ColumnTile columns, KernelPart part, Ring.Region region, int bytes) {
    boolean isTensor = layer.weights() instanceof LayerWeights.Streamed && columns.real() > 0;
    return isTensor && plan.streamsDirectly()
        ? fromTensor((LayerWeights.Streamed) layer.weights(), columns, part, region, bytes)
        : fromData(columns, part, region, bytes);
  }

  private int fromData(ColumnTile columns, KernelPart part, Ring.Region region, int bytes) {
    Key key = new Key(columns.from(), part);
    Integer known = offsets.get(key);
    int offset = known != null ? known : machine.data.add(encode(columns, part));
    offsets.put(key, offset);
    Traffic kind = columns.walk().stream().traffic();
    return machine.load(kind, Target.INDICES, offset, region, Needs.NOTHING.and(Lane.COMPUTE, region.available()), bytes);
  }

  private byte[] encode(ColumnTile columns, KernelPart part) {
    if (columns.walk().stream().looksUp()) {
      return IndexStream.encode(
          (LayerWeights.Coded) layer.weights(), columns.walk(), part, columns.from(), columns.columns(),
          machine.accelerator.codebook().ports(), machine.word());
    }
    return switch (layer.weights()) {
      case LayerWeights.Fixed fixed -> plain().encode(fixed, columns.walk(), part, columns.from(), columns.columns(), machine.word());
      // Only a tile of nothing but padding is encoded here.
      case LayerWeights.Streamed streamed ->
          new byte[StreamSize.bytes(columns.walk(), part, columns.columns(), machine.word())];
    };
  }

  private PlainStream plain() {
    return new PlainStream(layer.weights().outputs(), layer.inputsPerGroup(), layer.weights().outputs() / layer.groups());
  }

  /** Leaves room for all streams, one after the other, and has the host write them. */
  private void rewrite(LayerWeights.Streamed streamed) {
    List<int[]> orders = new ArrayList<>();
    int size = 0;
    for (ColumnTile columns : plan.columnTiles()) {
      for (KernelPart part : columns.real() > 0 ? columns.parts() : List.<KernelPart>of()) {
        offsets.put(new Key(columns.from(), part), size);
        orders.add(plain().order(streamed, columns.walk(), part, columns.from(), columns.columns(), machine.word()));
        size += orders.getLast().length;
      }
    }
    int base = machine.data.add(new byte[size]);
    offsets.replaceAll((key, offset) -> base + offset);
    int[] order = new int[size];
    int at = 0;
    for (int[] piece : orders) {
      System.arraycopy(piece, 0, order, at, piece.length);
      at += piece.length;
    }
    TensorPlacement tensor = machine.traffic.placement(streamed.tensor().name());
    machine.rewrites.add(new Stage.StreamWeights(layer.name(), tensor, base, order));
  }

  /** A segment a plane: the pixels that are the tile's output channels follow each other there. */
  private int fromTensor(LayerWeights.Streamed streamed, ColumnTile columns, KernelPart part, Ring.Region region, int bytes) {
    TensorPlacement from = machine.traffic.placement(streamed.tensor().name());
    TensorLayout layout = from.layout();
    int pixel = columns.from() % (layout.shape().height() * layout.shape().width());
    int words = Span.ceilDiv(bytes / part.planeCount(), machine.word());
    int stored = 0;
    for (int plane = part.plane(); plane < part.plane() + part.planeCount(); plane++) {
      stored = Math.max(stored, machine.traffic.written(from.tensor().name(), plane, new Span(0, layout.shape().height())));
    }
    int token =
        machine.sink.add(
            new Instruction.Load(
                Waits.NONE, Traffic.WEIGHTS.ordinal(), from.region().ordinal(),
                from.offset() + part.plane() * layout.planeBytes() + pixel * layout.block(), Target.INDICES.ordinal(),
                region.address() / machine.word(), part.planeCount(), words, layout.planeBytes(), words),
            Needs.NOTHING.and(Lane.COMPUTE, region.available()).and(Lane.STORE, stored));
    machine.traffic.load(from.tensor().name(), Lane.INDICES, token);
    return token;
  }
}
