package org.lexicore.compiler.format;

import java.util.List;
import java.util.Map;
import org.lexicore.compiler.data.InputSpecification;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.compiler.note.Notice;
import org.lexicore.compiler.quantise.ActivationScale;
import org.lexicore.model.network.FloatGraph;

/**
 * A compressed network as it lies on disk.
 *
 * @param graph convolutions hold codes, int8 weights, or float weights where the file has them
 * @param inputs input name → meaning, as far as it is known
 * @param activations node name → how its tensor is stored; empty asks for calibration
 * @param notices what the user should know: a codebook that was rounded, and the like
 * @param expanded the weights whose codes cannot be kept as codes: {@code graph} holds their values
 */
public record CompressedNetwork(
    FloatGraph graph,
    Map<String, InputSpecification> inputs,
    Map<String, ActivationScale> activations,
    List<Notice> notices,
    List<ExpandedCodes> expanded) {
  public CompressedNetwork {
    notices = List.copyOf(notices);
    expanded = List.copyOf(expanded);
  }

  /** A network that was compressed here. */
  public static CompressedNetwork of(
      FloatGraph graph, Map<String, InputSpecification> inputs, Map<String, ActivationScale> activations) {
    return new CompressedNetwork(graph, inputs, activations, List.of(), List.of());
  }
}
