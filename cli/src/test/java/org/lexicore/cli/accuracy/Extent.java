package org.lexicore.cli.accuracy;

import java.nio.file.Path;
import java.util.List;

/**
 * How much is measured.
 *
 * @param folder where the tables go
 */
record Extent(List<Task> tasks, List<Variant> variants, Path folder) {
  /** {@code -Dlexicore.accuracy=full}, which is what {@code make accuracy} says, asks for all. */
  static Extent asked() {
    return "full".equals(System.getProperty("lexicore.accuracy")) ? full() : small();
  }

  /** As many lines as resolve a bound of one character in a hundred: twelve have 52 characters. */
  private static Extent small() {
    return new Extent(
        List.of(new Recognition(8, 64), new Detection(4, 3), new Embedding(32, 36)),
        List.of(Variant.int8(), Variant.perLayer(256, 2)),
        Path.of("target/accuracy"));
  }

  private static Extent full() {
    return new Extent(
        List.of(new Recognition(32, 64), new Detection(16, 40), new Embedding(64, 96)),
        List.of(Variant.int8(), Variant.perLayer(256, 2), Variant.perLayer(256, 4), Variant.universal(256, 2)),
        Path.of("../out/accuracy"));
  }
}
