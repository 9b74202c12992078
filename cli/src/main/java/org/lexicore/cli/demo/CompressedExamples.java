package org.lexicore.cli.demo;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lexicore.cli.chain.CompressNetwork;
import org.lexicore.cli.chain.QuantiseNetwork;
import org.lexicore.cli.chain.Variant;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.compiler.compress.BitsPerWeight;
import org.lexicore.compiler.compress.CompressionScheme;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.compiler.compress.UniversalCodebook;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.reports.Weights;

/** Compresses two networks by each scheme, once: variants that differ only in the codebook's place share the result. */
final class CompressedExamples {
  static final int ENTRIES = 256;
  static final int DIMENSION = 4;
  static final long SEED = 1;

  private final ExampleNetwork main;
  private final ExampleNetwork other;
  private final PrintWriter err;

  /**
   * Both networks in integers.
   *
   * @param weights what those of the main one take
   * @param top1 how often the main one is right, 0 to 1
   */
  record Pair(QuantiseNetwork.Quantised main, QuantiseNetwork.Quantised other, Weights weights, double top1) {}

  CompressedExamples(ExampleNetwork main, ExampleNetwork other, PrintWriter err) {
    this.main = main;
    this.other = other;
    this.err = err;
  }

  /** The networks by every scheme; on all cores, since one of them keeps only one busy. */
  Map<Variant.Scheme, Pair> all() {
    Map<Variant.Scheme, Pair> all = new ConcurrentHashMap<>();
    try (Progress progress = Progress.of("compressing", Variant.Scheme.values().length)) {
      Arrays.stream(Variant.Scheme.values()).parallel().forEach(scheme -> {
        all.put(scheme, compress(scheme));
        progress.step();
      });
    }
    return new EnumMap<>(all);
  }

  private Pair compress(Variant.Scheme scheme) {
    CompressNetwork compress = new CompressNetwork(meaning(scheme), LayerSelection.DEFAULT, SEED);
    CompressNetwork.Outcome outcome = compress.apply(main.network(), main.calibration(), layer -> { });
    BitsPerWeight bits = outcome.compression().bitsPerWeight();
    CompressedNetwork second = compress.apply(other.network(), other.calibration(), layer -> { }).network();
    QuantiseNetwork.Quantised quantised = quantise(outcome.network(), main);
    return new Pair(quantised, quantise(second, other),
        new Weights(bits.weights(), bits.withCodebook(), bits.withoutCodebook()),
        main.top1(Outputs.of(quantised.network(), main.test())));
  }

  private QuantiseNetwork.Quantised quantise(CompressedNetwork network, ExampleNetwork from) {
    return QuantiseNetwork.apply(network, from::calibration, err);
  }

  private CompressionScheme meaning(Variant.Scheme scheme) {
    return switch (scheme) {
      case INT8 -> new CompressionScheme.Int8();
      case PER_LAYER -> new CompressionScheme.PerLayer(ENTRIES, DIMENSION);
      case UNIVERSAL -> new CompressionScheme.Universal(UniversalCodebook.build(
          List.of(main.network().graph(), other.network().graph()), LayerSelection.DEFAULT, ENTRIES, DIMENSION, SEED));
    };
  }
}
