package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lexicore.compiler.encode.KernelPart;
import org.lexicore.compiler.encode.KernelWalk;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.WeightStream;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.program.TensorLayout;

/** Chooses how many channels a plane of each tensor has: the fewest passes in the layers that read it. */
final class ChooseLayouts {
  private final Accelerator accelerator;
  private final List<QuantisedLayer> layers;
  private final List<WeightStream> streams;
  private final Set<String> residuals = new HashSet<>();

  /** Takes the layers in order, and how each one's weights come. */
  ChooseLayouts(Accelerator accelerator, List<QuantisedLayer> layers, List<WeightStream> streams) {
    this.accelerator = accelerator;
    this.layers = layers;
    this.streams = streams;
    layers.forEach(layer -> layer.residual().ifPresent(r -> residuals.add(r.operand().name())));
  }

  /** Tensor name → layout, for {@code inputs}, which are all that the host writes, and each layer's output. */
  Map<String, TensorLayout> choose(List<QuantisedTensor> inputs) {
    Map<String, TensorLayout> layouts = new LinkedHashMap<>();
    for (QuantisedTensor input : inputs) {
      boolean dense = !residuals.contains(input.name()) && input.shape().channels() <= accelerator.array().rows();
      layouts.put(input.name(), layout(input, dense ? input.shape().channels() : block(input)));
    }
    for (QuantisedLayer layer : layers) {
      layouts.put(layer.output().name(), layout(layer.output(), block(layer.output())));
    }
    return layouts;
  }

  private TensorLayout layout(QuantisedTensor tensor, int block) {
    int bytes = tensor.storage().bytes();
    if (bytes > 1) {
      return new TensorLayout(tensor.shape(), 1, tensor.shape().width() * bytes, bytes);
    }
    return new TensorLayout(
        tensor.shape(), block, Span.roundUp(tensor.shape().width() * block, accelerator.wordBytes()));
  }

  private int block(QuantisedTensor tensor) {
    int lanes = accelerator.postprocess().lanes();
    int rows = accelerator.array().rows();
    int channels = tensor.shape().channels();
    if (channels <= rows) {
      return Span.roundUp(channels, lanes);
    }
    int best = rows;
    for (int block : candidates(channels)) {
      if (compare(tensor, block, best) < 0) {
        best = block;
      }
    }
    return best;
  }

  /** For each number of planes from the least on, the block that divides the channels most evenly. */
  private List<Integer> candidates(int channels) {
    int lanes = accelerator.postprocess().lanes();
    int rows = accelerator.array().rows();
    List<Integer> blocks = new ArrayList<>();
    for (int block = rows; block >= Math.max(lanes, rows / 2); block -= lanes) {
      blocks.add(block);
    }
    blocks.removeIf(block -> channels <= block);
    return blocks;
  }

  private int compare(QuantisedTensor tensor, int block, int other) {
    int byPasses = Long.compare(passes(tensor, block), passes(tensor, other));
    if (byPasses != 0) {
      return byPasses;
    }
    int channels = tensor.shape().channels();
    int bySize = Integer.compare(Span.roundUp(channels, block), Span.roundUp(channels, other));
    return bySize != 0 ? bySize : Integer.compare(misfit(block), misfit(other));
  }

  /** 0 where planes and column tiles nest, so that a tile's results are stored at once. */
  private int misfit(int block) {
    int columns = accelerator.array().columns();
    return columns % block == 0 || block % columns == 0 ? 0 : 1;
  }

  /** Cycles of the passes of all layers that read the tensor, if each takes one cycle per pixel. */
  private long passes(QuantisedTensor tensor, int block) {
    long sum = 0;
    for (int i = 0; i < layers.size(); i++) {
      QuantisedLayer layer = layers.get(i);
      if (layer.input().name().equals(tensor.name())) {
        long pixels = (long) layer.convolved().height() * layer.convolved().width();
        int columnTiles = Span.ceilDiv(layer.weights().outputs(), accelerator.array().columns());
        sum += pixels * columnTiles * fewestPasses(layer, streams.get(i), block);
      }
    }
    return sum;
  }

  private int fewestPasses(QuantisedLayer layer, WeightStream stream, int block) {
    int fewest = Integer.MAX_VALUE;
    for (KernelWalk walk : KernelWalks.of(layer, stream, block, accelerator)) {
      fewest = Math.min(fewest, walk.passes(KernelPart.of(walk, 0, planesRead(layer, walk))));
    }
    return fewest;
  }

  /** Planes that a column tile reads: of a grouped convolution, those of its groups. */
  private int planesRead(QuantisedLayer layer, KernelWalk walk) {
    if (layer.groups() == 1) {
      return walk.planes();
    }
    int outputsPerGroup = layer.weights().outputs() / layer.groups();
    int groups = Math.min(layer.groups(), Span.ceilDiv(accelerator.array().columns(), outputsPerGroup));
    return Math.min(walk.planes(), Span.ceilDiv(groups * layer.inputsPerGroup(), walk.block()));
  }
}
