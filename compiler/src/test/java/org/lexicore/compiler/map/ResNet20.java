package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** A network of ResNet-20's shape for 3x32x32 images, with random codes; first and last layer plain int8. */
final class ResNet20 {
  private final Random random = new Random(20);
  private final Codebook codebook;
  private final List<QuantisedLayer> layers = new ArrayList<>();

  private ResNet20(int d, int k) {
    byte[] codewords = new byte[d * k];
    random.nextBytes(codewords);
    for (int i = 0; i < codewords.length; i++) {
      codewords[i] = (byte) Math.max(-127, codewords[i]);
    }
    codebook = new Codebook("universal", d, codewords);
  }

  /** The network with a codebook of {@code k} codewords of {@code d} elements. */
  static QuantisedNetwork of(int d, int k) {
    return new ResNet20(d, k).build();
  }

  private QuantisedNetwork build() {
    QuantisedTensor image = new QuantisedTensor("image", new Shape(3, 32, 32), 1, true);
    QuantisedTensor at = conv("stem", image, 16, 3, 1, false, Optional.empty(), Optional.empty());
    int channels = 16;
    for (int stage = 0; stage < 3; stage++, channels *= 2) {
      for (int block = 0; block < 3; block++) {
        String name = "stage" + stage + ".block" + block;
        int stride = stage > 0 && block == 0 ? 2 : 1;
        QuantisedTensor skip =
            stride == 1 ? at : conv(name + ".skip", at, channels, 1, 2, true, Optional.empty(), Optional.empty());
        QuantisedTensor middle = conv(name + ".conv1", at, channels, 3, stride, true, Optional.empty(), Optional.empty());
        boolean last = stage == 2 && block == 2;
        Optional<QuantisedLayer.Pool> pool =
            last
                ? Optional.of(
                    new QuantisedLayer.Pool(
                        QuantisedLayer.PoolKind.SUM, new Window(8, 8, 1, 1, 1, 1, 0, 0, 0, 0), Requantisation.of(1 / 64.0), 0, 255))
                : Optional.empty();
        at = conv(name + ".conv2", middle, channels, 3, 1, true, Optional.of(skip), pool);
      }
    }
    QuantisedTensor logits = conv("classifier", at, 10, 1, 1, false, Optional.empty(), Optional.empty());
    return new QuantisedNetwork("resnet20", List.of(image), List.of(logits), List.copyOf(layers));
  }

  private QuantisedTensor conv(
      String name, QuantisedTensor from, int outputs, int kernel, int stride, boolean coded, Optional<QuantisedTensor> skip,
      Optional<QuantisedLayer.Pool> pool) {
    int margin = kernel / 2;
    Window window = new Window(kernel, kernel, stride, stride, 1, 1, margin, margin, margin, margin);
    Shape in = from.shape();
    Shape out = pool.isPresent() ? new Shape(outputs, 1, 1) : new Shape(outputs, window.outputHeight(in.height()), window.outputWidth(in.width()));
    QuantisedTensor to = new QuantisedTensor(name, out, 1, false);
    int length = in.channels() * kernel * kernel;
    List<Requantisation> scales = new ArrayList<>();
    for (int o = 0; o < outputs; o++) {
      scales.add(Requantisation.of((0.5 + random.nextDouble()) / (60 * Math.sqrt(length))));
    }
    layers.add(
        new QuantisedLayer(
            name, from, coded ? codes(outputs, length) : plain(outputs, length), window, 1,
            random.ints(outputs, -500, 500).toArray(), scales,
            skip.map(t -> new QuantisedLayer.Residual(t, Requantisation.of(0.7))), 0, 255, pool, to, List.of(name)));
    return to;
  }

  private LayerWeights codes(int outputs, int length) {
    long count = (long) outputs * Math.ceilDiv(length, codebook.d());
    return new LayerWeights.Coded(outputs, length, codebook, random.ints(count, 0, codebook.k()).toArray());
  }

  private LayerWeights plain(int outputs, int length) {
    byte[] values = new byte[outputs * length];
    random.nextBytes(values);
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) Math.max(-127, values[i]);
    }
    return new LayerWeights.Plain(outputs, length, values);
  }
}
