package org.lexicore.compiler.format;

import java.util.Map;
import java.util.Set;
import org.lexicore.compiler.data.InputSpecification;
import org.lexicore.compiler.quantise.ActivationScale;

/**
 * The JSON object under the key {@code lexicore} in the weights file.
 *
 * @param network the network's name
 * @param codebooks by id
 * @param layers by the name of the ONNX weight
 * @param activations by tensor, as far as they are known
 * @param inputs by input, as far as they are known
 * @param broken layers whose entry is wrong, which is told already
 */
record Description(
    String network,
    Map<String, CodebookEntry> codebooks,
    Map<String, LayerEntry> layers,
    Map<String, ActivationScale> activations,
    Map<String, InputSpecification> inputs,
    Set<String> broken) {
  /** The version of the format that this code reads and writes. */
  static final int FORMAT = 1;

  /** The metadata key. */
  static final String KEY = "lexicore";

  /**
   * What the header says of a codebook.
   *
   * @param k codewords, 0 if the entry is wrong, which is told already
   * @param sha256 of the codewords' bytes as stored, in hex; empty if it is missing
   */
  record CodebookEntry(int k, int d, String sha256) {}
}
