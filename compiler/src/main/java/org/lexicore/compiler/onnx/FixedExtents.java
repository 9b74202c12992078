package org.lexicore.compiler.onnx;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Extents that a user gives to inputs which the file leaves open.
 *
 * @param inputs extents by input name, taken as they are, the first axis included
 * @param sequence the extent of every open axis but the first of inputs with two or three axes: tokens of a text
 */
public record FixedExtents(Map<String, int[]> inputs, OptionalInt sequence) {
  /** Nothing but what the file says. */
  public static final FixedExtents NONE = new FixedExtents(Map.of(), OptionalInt.empty());

  public FixedExtents {
    inputs = Map.copyOf(inputs);
  }
}
