package org.lexicore.cli.accuracy;

import java.util.List;
import java.util.function.Function;
import org.lexicore.compiler.compress.CompressionScheme;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.compiler.compress.UniversalCodebook;
import org.lexicore.model.network.FloatGraph;

/**
 * A form in which a network runs in integers.
 *
 * @param name as the table calls it
 * @param scheme how it is made, given all networks of the table
 */
record Variant(String name, Function<List<FloatGraph>, CompressionScheme> scheme) {
  static final long SEED = 1;

  static Variant int8() {
    return new Variant("int8", networks -> new CompressionScheme.Int8());
  }

  static Variant perLayer(int k, int d) {
    return new Variant("per-layer k=" + k + " d=" + d, networks -> new CompressionScheme.PerLayer(k, d));
  }

  /** One codebook for all networks of the table. */
  static Variant universal(int k, int d) {
    return new Variant("universal k=" + k + " d=" + d,
        networks -> new CompressionScheme.Universal(UniversalCodebook.build(networks, LayerSelection.DEFAULT, k, d, SEED)));
  }
}
