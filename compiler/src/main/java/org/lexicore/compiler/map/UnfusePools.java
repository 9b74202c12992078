package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.compiler.note.LayerNote.Amount;
import org.lexicore.compiler.note.LayerNote.Measure;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Step;
import org.lexicore.model.network.Window;

/**
 * Gives a pool whose window does not fit an accumulator bank layers of its own, with the same arithmetic: a sum becomes a convolution of
 * ones, a maximum two maxima, along x and along y, behind identities.
 */
final class UnfusePools {
  private static final int LONGEST_WINDOW = 255;

  private final Accelerator accelerator;
  private final List<LayerNote> notes = new ArrayList<>();

  UnfusePools(Accelerator accelerator) {
    this.accelerator = accelerator;
  }

  /** The steps, each layer replaced by the one to three layers that run. */
  List<Step> apply(List<Step> steps) {
    List<Step> result = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case HostStep host -> result.add(host);
        case QuantisedLayer layer -> result.addAll(
            layer.pool().filter(pool -> !fits(layer, pool.window())).map(pool -> unfuse(layer, pool)).orElse(List.of(layer)));
      }
    }
    return result;
  }

  List<LayerNote> notes() {
    return List.copyOf(notes);
  }

  /** Whether the windows of one output word, or of one whole output row if that is less, fit a bank. */
  private boolean fits(QuantisedLayer layer, Window pool) {
    Shape convolved = layer.convolved();
    int outputs = Math.min(layer.output().shape().width(), accelerator.wordBytes() / accelerator.postprocess().lanes());
    int width = Math.min(convolved.width(), (outputs - 1) * pool.strideX() + pool.kernelX());
    int height = Math.min(convolved.height(), pool.kernelY());
    return width * height <= accelerator.accumulatorDepth()
        && pool.kernelY() <= LONGEST_WINDOW
        && pool.kernelX() <= LONGEST_WINDOW;
  }

  private List<QuantisedLayer> unfuse(QuantisedLayer layer, QuantisedLayer.Pool pool) {
    List<QuantisedLayer> layers = separate(layer, pool);
    notes.add(
        new LayerNote(
            layer.name(),
            "the pool runs as a layer of its own: its windows do not fit the " + accelerator.accumulatorDepth()
                + " pixels of an accumulator bank (buffers.accumulators_kib)",
            List.of(new Amount(Measure.MORE_ELEMENTS, 2.0 * layers.stream().limit(layers.size() - 1).mapToLong(UnfusePools::written).sum()))));
    return layers;
  }

  private static long written(QuantisedLayer layer) {
    return layer.output().shape().size();
  }

  private List<QuantisedLayer> separate(QuantisedLayer layer, QuantisedLayer.Pool pool) {
    QuantisedTensor convolved = intermediate(layer, "/convolved", layer.convolved());
    List<QuantisedLayer> layers = new ArrayList<>();
    layers.add(
        new QuantisedLayer(
            layer.name(), layer.input(), layer.weights(), layer.window(), layer.groups(), layer.bias(),
            layer.requantisations(), layer.residual(), layer.lowest(), layer.highest(), Optional.empty(), convolved,
            layer.sources()));
    switch (pool.kind()) {
      case SUM -> layers.add(sum(layer, pool, convolved));
      case MAX -> layers.addAll(maxima(layer, pool, convolved));
    }
    return layers;
  }

  private static QuantisedLayer sum(QuantisedLayer layer, QuantisedLayer.Pool pool, QuantisedTensor convolved) {
    return depthwise(
        layer, layer.name() + "/pool", convolved, pool.window(), pool.requantisation(), pool.lowest(), pool.highest(),
        Optional.empty(), layer.output());
  }

  private List<QuantisedLayer> maxima(QuantisedLayer layer, QuantisedLayer.Pool pool, QuantisedTensor convolved) {
    Window w = pool.window();
    Window alongX = new Window(1, w.kernelX(), 1, w.strideX(), 1, 1, 0, w.left(), 0, w.right());
    Window alongY = new Window(w.kernelY(), 1, w.strideY(), 1, 1, 1, w.top(), 0, w.bottom(), 0);
    Shape full = layer.convolved();
    QuantisedTensor rows =
        intermediate(layer, "/rows", new Shape(full.channels(), full.height(), layer.output().shape().width()));
    QuantisedLayer first = maximum(layer, layer.name() + "/pool-x", convolved, alongX, rows);
    QuantisedLayer second = maximum(layer, layer.name() + "/pool-y", rows, alongY, layer.output());
    if (!fits(first, alongX) || !fits(second, alongY)) {
      throw new InputException(
          layer.name() + ": a window of the maximum over " + w.kernelY() + "x" + w.kernelX() + " does not fit the "
              + accelerator.accumulatorDepth() + " pixels of an accumulator bank; raise buffers.accumulators_kib");
    }
    return List.of(first, second);
  }

  private static QuantisedLayer maximum(
      QuantisedLayer layer, String name, QuantisedTensor from, Window window, QuantisedTensor to) {
    QuantisedLayer.Pool pool =
        new QuantisedLayer.Pool(QuantisedLayer.PoolKind.MAX, window, Requantisation.IDENTITY, layer.lowest(), layer.highest());
    return depthwise(
        layer, name, from, Window.POINT, Requantisation.IDENTITY, layer.lowest(), layer.highest(), Optional.of(pool), to);
  }

  /** A layer whose weights are all 1, each channel for itself. */
  private static QuantisedLayer depthwise(
      QuantisedLayer layer, String name, QuantisedTensor from, Window window, Requantisation scale, int lowest, int highest,
      Optional<QuantisedLayer.Pool> pool, QuantisedTensor to) {
    int channels = from.shape().channels();
    int taps = window.kernelY() * window.kernelX();
    byte[] ones = new byte[channels * taps];
    Arrays.fill(ones, (byte) 1);
    return new QuantisedLayer(
        name, from, new LayerWeights.Plain(channels, taps, ones), window, channels, new int[channels],
        Collections.nCopies(channels, scale), Optional.empty(), lowest, highest, pool, to, layer.sources());
  }

  private QuantisedTensor intermediate(QuantisedLayer layer, String suffix, Shape shape) {
    boolean signed = layer.lowest() < 0;
    if (signed && layer.highest() > Byte.MAX_VALUE) {
      throw new InputException(
          layer.name() + ": the pool does not fit an accumulator bank, and its operand (" + layer.lowest() + " to "
              + layer.highest() + ") does not fit a byte; raise buffers.accumulators_kib");
    }
    return new QuantisedTensor(layer.name() + suffix, shape, layer.output().scale(), signed);
  }
}
