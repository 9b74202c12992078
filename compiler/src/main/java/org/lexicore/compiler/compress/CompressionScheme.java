package org.lexicore.compiler.compress;

import org.lexicore.model.network.Codebook;

/** What becomes of the layers that are compressed; the others stay int8. */
public sealed interface CompressionScheme {
  /** Plain int8 weights everywhere. */
  record Int8() implements CompressionScheme {}

  /**
   * A codebook for each layer, fitted to it.
   *
   * @param k codewords, 2 to 65,536; fewer where the layer has not four sub-vectors for each
   * @param d elements per codeword, 1 to 32
   */
  record PerLayer(int k, int d) implements CompressionScheme {
    public PerLayer {
      if (k < 2 || k > 65_536 || d < 1 || d > 32) {
        throw new org.lexicore.model.InputException(
            "--entries " + k + " --dimension " + d + ": a codebook has 2 to 65536 entries of 1 to 32 elements");
      }
    }
  }

  /** One frozen codebook for all layers of all networks. */
  record Universal(Codebook codebook) implements CompressionScheme {}
}
