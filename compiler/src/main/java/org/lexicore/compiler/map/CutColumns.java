package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.lexicore.compiler.encode.KernelPart;
import org.lexicore.compiler.encode.KernelWalk;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.WeightStream;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.program.TensorLayout;

/** Cuts a layer's output channels into column tiles, and each one's reduction into parts. */
final class CutColumns {
  private final QuantisedLayer layer;
  private final KernelWalk walk;
  private final int outputChannels;
  private final int plainGroup;
  private final int rows;

  CutColumns(QuantisedLayer layer, KernelWalk walk, TensorLayout output, Accelerator accelerator) {
    this.layer = layer;
    this.walk = walk;
    this.outputChannels = output.planes() * output.block();
    this.plainGroup = accelerator.plainGroupBytes();
    this.rows = accelerator.array().rows();
  }

  /**
   * Tiles of {@code width} channels.
   *
   * @param fits whether a part of a reduction with so many columns can be one instruction
   * @return empty if a single pass does not fit
   */
  Optional<List<ColumnTile>> cut(int width, BiPredicate<KernelPart, Integer> fits) {
    List<ColumnTile> tiles = new ArrayList<>();
    for (int from = 0; from < outputChannels; from += width) {
      int to = Math.min(outputChannels, from + width);
      int real = Math.clamp(layer.weights().outputs() - from, 0, to - from);
      KernelWalk own = real > 0 ? walk : nothing();
      int columns = Math.max(1, real);
      Optional<List<KernelPart>> parts = new CutKernel(own, part -> fits.test(part, columns)).cut(whole(own, from, real));
      if (parts.isEmpty()) {
        return Optional.empty();
      }
      tiles.add(new ColumnTile(from, to, real, own, parts.get()));
    }
    return Optional.of(tiles);
  }

  /** One position of the first plane: channels of padding get their zeros from it. */
  private KernelWalk nothing() {
    return new KernelWalk(
        new WeightStream.Bytes(plainGroup), false, 1, 1, Math.min(walk.channels(), walk.block()), walk.block(), rows);
  }

  private KernelPart whole(KernelWalk own, int from, int real) {
    if (real == 0 || layer.groups() == 1) {
      return KernelPart.of(own, 0, own.planes());
    }
    int outputsPerGroup = layer.weights().outputs() / layer.groups();
    int firstInput = from / outputsPerGroup * layer.inputsPerGroup();
    int lastInput = ((from + real - 1) / outputsPerGroup + 1) * layer.inputsPerGroup() - 1;
    int plane = firstInput / own.block();
    return KernelPart.of(own, plane, lastInput / own.block() - plane + 1);
  }
}
