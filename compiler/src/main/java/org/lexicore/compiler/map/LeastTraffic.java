package org.lexicore.compiler.map;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/**
 * The least that DRAM must carry for one inference of a network whose layers write their outputs there: every index,
 * weight, bias, codeword and activation that is used read once, however many layers use it, every output written once.
 * Nothing is padded to words or to rows of the array. Instructions are no part of the network: their least is 0.
 */
public final class LeastTraffic {
  /** Bias, factor and shift of an output channel, as the parameter buffer holds them. */
  private static final int PARAMETER_BYTES = 8;

  private final Map<Traffic, Long> bytes = new EnumMap<>(Traffic.class);
  private final Set<QuantisedTensor> streamed = new HashSet<>();
  private final Map<QuantisedTensor, BitSet> pixelsRead = new HashMap<>();

  private LeastTraffic() {
    for (Traffic kind : Traffic.values()) {
      bytes.put(kind, 0L);
    }
  }

  /**
   * Bytes by kind.
   *
   * @param report how the layers' weights are run: as indices, or expanded
   * @param samples that run at once; weights serve all of them
   */
  public static Map<Traffic, Long> of(QuantisedNetwork network, Accelerator accelerator, MappingReport report, int samples) {
    Set<String> indexed = report.layers().stream().filter(LayerReport::indexed).map(LayerReport::layer).collect(Collectors.toSet());
    LeastTraffic least = new LeastTraffic();
    Set<String> books = new HashSet<>();
    for (QuantisedLayer layer : network.layers()) {
      least.weights(layer, indexed.contains(layer.name()), samples);
      least.add(Traffic.BIASES, (long) PARAMETER_BYTES * layer.weights().outputs());
      least.activations(layer, samples);
      if (indexed.contains(layer.name()) && layer.weights() instanceof LayerWeights.Coded coded) {
        least.codebook(coded, accelerator, books);
      }
    }
    least.pixelsRead.forEach(
        (tensor, pixels) -> least.add(Traffic.ACTIVATIONS_READ, (long) samples * pixels.cardinality() * tensor.shape().channels()));
    return Map.copyOf(least.bytes);
  }

  private void add(Traffic kind, long more) {
    bytes.merge(kind, more, Long::sum);
  }

  private void weights(QuantisedLayer layer, boolean indexed, int samples) {
    switch (layer.weights()) {
      case LayerWeights.Plain plain -> add(Traffic.WEIGHTS, plain.values().length);
      case LayerWeights.Coded coded when indexed ->
          add(Traffic.INDICES, ((long) coded.indices().length * coded.codebook().indexBits() + Byte.SIZE - 1) / Byte.SIZE);
      case LayerWeights.Coded coded -> add(Traffic.WEIGHTS, (long) coded.outputs() * coded.rowLength());
      case LayerWeights.Streamed activation -> {
        if (streamed.add(activation.tensor())) {
          add(Traffic.WEIGHTS, (long) samples * activation.tensor().shape().size());
        }
      }
    }
  }

  private void codebook(LayerWeights.Coded coded, Accelerator accelerator, Set<String> books) {
    switch (accelerator.codebook()) {
      case CodebookStore.None none -> { }
      case CodebookStore.Rom rom -> { }
      case CodebookStore.Sram sram -> {
        if (books.add(coded.codebook().sha256() + "/" + coded.codebook().d())) {
          add(Traffic.CODEBOOKS, (long) coded.codebook().k() * coded.codebook().d());
        }
      }
    }
  }

  /**
   * What is written, and notes which pixels of its operands a layer uses: strides beyond a kernel, and pools that end
   * early, leave some out.
   */
  private void activations(QuantisedLayer layer, int samples) {
    Shape in = layer.input().shape();
    Shape out = layer.output().shape();
    Shape convolved = layer.convolved();
    Window pool = layer.pool().map(QuantisedLayer.Pool::window).orElse(Window.POINT);
    BitSet rows = needed(all(out.height()), convolved.height(), pool.kernelY(), pool.strideY(), pool.dilationY(), pool.top());
    BitSet columns = needed(all(out.width()), convolved.width(), pool.kernelX(), pool.strideX(), pool.dilationX(), pool.left());
    layer.residual().ifPresent(it -> read(it.operand(), rows, columns));
    Window window = layer.window();
    read(layer.input(), needed(rows, in.height(), window.kernelY(), window.strideY(), window.dilationY(), window.top()),
        needed(columns, in.width(), window.kernelX(), window.strideX(), window.dilationX(), window.left()));
    add(Traffic.ACTIVATIONS_WRITTEN, (long) samples * out.size());
  }

  private void read(QuantisedTensor tensor, BitSet rows, BitSet columns) {
    BitSet pixels = pixelsRead.computeIfAbsent(tensor, name -> new BitSet());
    int width = tensor.shape().width();
    rows.stream().forEach(y -> columns.stream().forEach(x -> pixels.set(y * width + x)));
  }

  private static BitSet all(int extent) {
    BitSet all = new BitSet();
    all.set(0, extent);
    return all;
  }

  /** Which of {@code extent} positions the windows at {@code outputs} cover. */
  private static BitSet needed(BitSet outputs, int extent, int kernel, int stride, int dilation, int before) {
    BitSet inputs = new BitSet();
    outputs.stream().forEach(output -> IntStream.range(0, kernel).map(tap -> output * stride - before + tap * dilation)
        .filter(at -> at >= 0 && at < extent).forEach(inputs::set));
    return inputs;
  }
}
