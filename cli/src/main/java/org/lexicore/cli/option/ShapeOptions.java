package org.lexicore.cli.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.lexicore.compiler.onnx.FixedExtents;
import org.lexicore.model.Problems;
import picocli.CommandLine.Option;

/** Which extents the inputs of an ONNX file have that leaves them open. */
public final class ShapeOptions {
  @Option(names = "--shape", paramLabel = "INPUT=1xCxHxW",
      description = "The extents of an input that the ONNX file leaves open. A compressed network has its own.")
  private List<String> shapes = new ArrayList<>();

  @Option(names = "--sequence", paramLabel = "N", description = "The extent of every open axis of inputs of tokens, instead of --shape for each.")
  private Integer sequence;

  /** The extents given. */
  public FixedExtents read() {
    Problems problems = new Problems();
    Map<String, int[]> inputs = new LinkedHashMap<>();
    for (String shape : shapes) {
      int at = shape.lastIndexOf('=');
      boolean wellFormed = at > 0 && shape.substring(at + 1).matches("[1-9]\\d{0,8}(x[1-9]\\d{0,8})*");
      problems.require(wellFormed, "--shape %s: is no input's name and extents; give it as in --shape x=1x3x48x320", shape);
      if (wellFormed) {
        inputs.put(shape.substring(0, at), Arrays.stream(shape.substring(at + 1).split("x")).mapToInt(Integer::parseInt).toArray());
      }
    }
    problems.require(sequence == null || sequence > 0, "--sequence %s: give a positive number", sequence);
    problems.throwIfAny();
    return new FixedExtents(inputs, sequence == null ? OptionalInt.empty() : OptionalInt.of(sequence));
  }
}
