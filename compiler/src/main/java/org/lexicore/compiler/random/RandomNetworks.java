package org.lexicore.compiler.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph.OutputAxis;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedLayer.Pool;
import org.lexicore.model.network.QuantisedLayer.PoolKind;
import org.lexicore.model.network.QuantisedLayer.Residual;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Step;
import org.lexicore.model.network.Storage;
import org.lexicore.model.network.Window;

/**
 * Draws small quantised networks: odd sizes and channels, all kernels, strides, paddings and dilations, groups, residuals, pools,
 * codebooks whose d divides nothing. Every third seed's network has work for the host and products of two activations as well.
 */
public final class RandomNetworks {
  private static final int CODEBOOKS = 2;

  /** A share of the tensors and layers is for the host. */
  private static final int HOSTED = 3;

  private static final int MOST_OUTPUTS = 200;

  /** Numbers of layers that are put before a product. */
  private static final int PROJECTIONS = 1000;

  private static final double SCALE = 1.0 / 32;

  private final Random random;

  /** Those that a layer can read. */
  private final List<QuantisedTensor> tensors = new ArrayList<>();

  /** Those that only the host can read. */
  private final List<QuantisedTensor> wide = new ArrayList<>();

  private final List<Step> steps = new ArrayList<>();
  private final List<Codebook> codebooks = new ArrayList<>();

  private RandomNetworks(long seed) {
    random = new Random(seed * 17 + 3);
  }

  /** The network of {@code seed} with one to {@code steps} steps: always the same one. */
  public static QuantisedNetwork draw(long seed, int steps) {
    RandomNetworks networks = new RandomNetworks(seed);
    networks.drawCodebooks(networks.random);
    return networks.network(seed, steps);
  }

  /** As {@link #draw(long, int)}, with the codebooks of {@code books}: several networks may have the same ones. */
  public static QuantisedNetwork draw(long seed, int steps, long books) {
    RandomNetworks networks = new RandomNetworks(seed);
    networks.drawCodebooks(new Random(books));
    return networks.network(seed, steps);
  }

  /** Integers for the inputs of {@code network}, in their order, channel-major. */
  public static List<int[]> inputs(QuantisedNetwork network, long seed) {
    Random random = new Random(seed * 13 + 1);
    List<int[]> inputs = new ArrayList<>();
    for (QuantisedTensor tensor : network.inputs()) {
      boolean tokens = tensor.storage() == Storage.INT32;
      int lowest = tokens ? 0 : tensor.lowest();
      int end = tokens ? RandomHostSteps.TOKENS : tensor.highest() + 1;
      inputs.add(random.ints(tensor.shape().size(), lowest, end).toArray());
    }
    return inputs;
  }

  private void drawCodebooks(Random from) {
    for (int i = 0; i < CODEBOOKS; i++) {
      codebooks.add(codebook("book" + i, from));
    }
  }

  private QuantisedNetwork network(long seed, int most) {
    boolean hosted = seed % HOSTED == HOSTED - 1;
    int inputs = random.nextInt(5) == 0 ? 2 : 1;
    for (int i = 0; i < inputs; i++) {
      int channels = pick(1, 3, 3, 7, 13, 1 + random.nextInt(24));
      Shape shape = new Shape(channels, 1 + random.nextInt(14), 1 + random.nextInt(18));
      tensors.add(new QuantisedTensor("input" + i, shape, SCALE, random.nextBoolean()));
    }
    List<QuantisedTensor> given = new ArrayList<>(tensors);
    if (hosted && random.nextInt(3) == 0) {
      wide.add(new QuantisedTensor("tokens", new Shape(1, 1 + random.nextInt(3), 1 + random.nextInt(8)), 1, Storage.INT32));
      given.addAll(wide);
    }
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      if (hosted) {
        hostedStep(i);
      } else {
        layer(i);
      }
    }
    if (steps.stream().noneMatch(QuantisedLayer.class::isInstance)) {
      layer(count);
    }
    List<QuantisedTensor> outputs = new ArrayList<>();
    outputs.add(steps.getLast().output());
    if (steps.size() > 1 && random.nextInt(4) == 0) {
      outputs.add(steps.getFirst().output());
    }
    return new QuantisedNetwork("random-" + seed, given, outputs, steps);
  }

  /** A layer, a product where two tensors fit, or work for the host. */
  private void hostedStep(int index) {
    int kind = random.nextInt(5);
    if (kind < 2 || (kind < 4 && !product(index))) {
      layer(index);
    } else if (kind == 4) {
      List<QuantisedTensor> all = new ArrayList<>(tensors);
      all.addAll(wide);
      HostStep step = RandomHostSteps.draw(random, index, all);
      steps.add(step);
      (step.output().storage().bytes() == 1 ? tensors : wide).add(step.output());
    }
  }

  private int pick(int... choices) {
    return pick(random, choices);
  }

  private static int pick(Random from, int... choices) {
    return choices[from.nextInt(choices.length)];
  }

  private static Codebook codebook(String id, Random from) {
    int d = pick(from, 1, 2, 3, 3, 4, 5, 7, 8);
    int k = pick(from, 2, 5, 16, 30, 64);
    byte[] codewords = new byte[k * d];
    for (int i = 0; i < codewords.length; i++) {
      codewords[i] = (byte) (from.nextInt(255) - 127);
    }
    return new Codebook(id, d, codewords);
  }

  private void layer(int index) {
    QuantisedTensor input = tensors.get(random.nextInt(3) == 0 ? random.nextInt(tensors.size()) : tensors.size() - 1);
    Shape in = input.shape();
    boolean keepsShape = random.nextInt(3) == 0; // then there is something to add
    Window window = keepsShape ? sameSize() : window(in);
    int groups = groups(in.channels());
    int outputs = keepsShape ? in.channels() : groups * (groups == 1 ? pick(1, 3, 7, 8, 13, 16, 1 + random.nextInt(40)) : 1 + random.nextInt(3));
    int rowLength = in.channels() / groups * window.kernelY() * window.kernelX();
    layer(index, input, window, groups, outputs, () -> weights(outputs, rowLength), rowLength);
  }

  /** A layer whose weights are a tensor that fits another one, either way; says whether there is one. */
  private boolean product(int index) {
    if (random.nextInt(3) > 0) {
      project(index);
    }
    for (QuantisedTensor weights : tensors.reversed()) {
      int pixels = weights.shape().height() * weights.shape().width();
      for (QuantisedTensor input : weights.signed() ? tensors.reversed() : List.<QuantisedTensor>of()) {
        int channels = input.shape().channels();
        boolean byPixel = channels == weights.shape().channels();
        int groups = byPixel ? groups(channels) : channels / pixels;
        boolean byChannel = !byPixel && channels % pixels == 0 && weights.shape().channels() % groups == 0;
        OutputAxis axis = byPixel ? OutputAxis.PIXEL : OutputAxis.CHANNEL;
        if ((byPixel || byChannel) && (!byPixel || groups * pixels <= MOST_OUTPUTS)) {
          LayerWeights.Streamed streamed = new LayerWeights.Streamed(weights, groups, axis);
          layer(index, input, Window.POINT, groups, streamed.outputs(), () -> streamed, streamed.rowLength());
          return true;
        }
      }
    }
    return false;
  }

  /** Makes channels that may fill planes of the layout. */
  private void project(int index) {
    QuantisedTensor input = tensors.getLast();
    int outputs = pick(8, 16, 32);
    int rowLength = input.shape().channels();
    layer(PROJECTIONS + index, input, Window.POINT, 1, outputs, () -> weights(outputs, rowLength), rowLength);
  }

  private void layer(
      int index, QuantisedTensor input, Window window, int groups, int outputs, Supplier<LayerWeights> weights, int rowLength) {
    Shape in = input.shape();
    Shape convolved = new Shape(outputs, window.outputHeight(in.height()), window.outputWidth(in.width()));
    Optional<Residual> residual = residual(convolved);
    boolean middleSigned = random.nextBoolean();
    int lowest = middleSigned ? -128 + random.nextInt(60) : random.nextInt(20);
    int highest = middleSigned ? 127 - random.nextInt(60) : 255 - random.nextInt(60);
    Optional<Pool> pool = random.nextInt(3) == 0 ? Optional.of(pool(convolved, lowest, highest)) : Optional.empty();
    Shape shape =
        pool.map(p -> new Shape(outputs, p.window().outputHeight(convolved.height()), p.window().outputWidth(convolved.width())))
            .orElse(convolved);
    boolean signed = pool.filter(p -> p.kind() == PoolKind.SUM).map(p -> p.lowest() < 0).orElse(middleSigned);
    QuantisedTensor output = new QuantisedTensor("tensor" + index, shape, SCALE, signed);
    steps.add(
        new QuantisedLayer(
            "layer" + index, input, weights.get(), window, groups, random.ints(outputs, -2000, 2000).toArray(),
            scales(outputs, rowLength), residual, lowest, highest, pool, output, List.of("node" + index)));
    tensors.add(output);
  }

  private int groups(int channels) {
    if (channels == 1 || random.nextInt(4) != 0) {
      return 1;
    }
    int groups = random.nextBoolean() ? channels : 1 + random.nextInt(channels);
    while (channels % groups != 0) {
      groups--;
    }
    return groups;
  }

  /** A window that leaves the size as it is. */
  private Window sameSize() {
    int ky = pick(1, 2, 3, 5);
    int kx = pick(1, 2, 3, 5);
    int top = random.nextInt(ky);
    int left = random.nextInt(kx);
    return new Window(ky, kx, 1, 1, 1, 1, top, left, ky - 1 - top, kx - 1 - left);
  }

  private Window window(Shape in) {
    if (random.nextInt(8) == 0 && in.height() * in.width() <= 200) {
      return new Window(in.height(), in.width(), 1, 1, 1, 1, 0, 0, 0, 0);
    }
    int ky = pick(1, 1, 2, 3, 3, 5, 7);
    int kx = random.nextInt(4) == 0 ? pick(1, 2, 3, 5, 7) : ky;
    int dilationY = random.nextInt(6) == 0 ? 2 : 1;
    int dilationX = random.nextInt(6) == 0 ? 2 : 1;
    int[] vertical = padding(in.height(), (ky - 1) * dilationY + 1);
    int[] horizontal = padding(in.width(), (kx - 1) * dilationX + 1);
    return new Window(
        ky, kx, pick(1, 1, 2, 3), pick(1, 1, 2, 3), dilationY, dilationX, vertical[0], horizontal[0], vertical[1], horizontal[1]);
  }

  /** Padding before and after that lets {@code extent} fit {@code length} at least once. */
  private int[] padding(int length, int extent) {
    int before = random.nextInt(extent);
    int after = random.nextInt(3) == 0 ? random.nextInt(extent) : extent - 1 - before;
    return new int[] {before, Math.max(after, extent - before - length)};
  }

  private Optional<Residual> residual(Shape shape) {
    List<QuantisedTensor> fitting = tensors.stream().filter(t -> t.shape().equals(shape)).toList();
    if (fitting.isEmpty() || random.nextInt(4) == 0) {
      return Optional.empty();
    }
    Requantisation scale = Requantisation.of(0.2 + random.nextDouble());
    return Optional.of(new Residual(fitting.get(random.nextInt(fitting.size())), scale));
  }

  private Pool pool(Shape in, int lowest, int highest) {
    boolean global = random.nextInt(3) == 0;
    int wy = global ? in.height() : Math.min(in.height(), pick(1, 2, 2, 3));
    int wx = global ? in.width() : Math.min(in.width(), pick(1, 2, 2, 3));
    int top = global ? 0 : random.nextInt(wy);
    int left = global ? 0 : random.nextInt(wx);
    int bottom = global ? 0 : random.nextInt(wy);
    int right = global ? 0 : random.nextInt(wx);
    Window window = new Window(wy, wx, pick(1, 2, 2, 3), pick(1, 2, 2, 3), 1, 1, top, left, bottom, right);
    if (random.nextBoolean()) {
      return new Pool(PoolKind.MAX, window, Requantisation.IDENTITY, lowest, highest);
    }
    boolean signed = lowest < 0;
    return new Pool(PoolKind.SUM, window, Requantisation.of(1.0 / (wy * wx)), signed ? -128 : 0, signed ? 127 : 255);
  }

  private LayerWeights weights(int outputs, int rowLength) {
    if (random.nextInt(3) == 0) {
      byte[] values = new byte[outputs * rowLength];
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) (random.nextInt(255) - 127);
      }
      return new LayerWeights.Plain(outputs, rowLength, values);
    }
    Codebook codebook = codebooks.get(random.nextInt(codebooks.size()));
    int perRow = Math.ceilDiv(rowLength, codebook.d());
    return new LayerWeights.Coded(
        outputs, rowLength, codebook, random.ints((long) outputs * perRow, 0, codebook.k()).toArray());
  }

  /** Factors that bring most sums into the range of a byte. */
  private List<Requantisation> scales(int outputs, int rowLength) {
    List<Requantisation> scales = new ArrayList<>();
    for (int o = 0; o < outputs; o++) {
      scales.add(Requantisation.of((0.3 + random.nextDouble()) / (70 * Math.sqrt(rowLength))));
    }
    return scales;
  }
}
