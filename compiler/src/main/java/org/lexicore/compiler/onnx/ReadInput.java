package org.lexicore.compiler.onnx;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lexicore.compiler.onnx.proto.TensorShapeProto.Dimension;
import org.lexicore.compiler.onnx.proto.TypeProto;

/** The extents of one network input: what the file declares, where it leaves something open what the user gives. */
final class ReadInput {
  private final String name;
  private final List<Dimension> declared;
  private final int[] given;
  private final OptionalInt sequence;

  /**
   * @throws NotTaken if the file declares no shape
   */
  ReadInput(String name, TypeProto type, FixedExtents fixed) {
    this.name = name;
    this.given = fixed.inputs().get(name);
    this.sequence = fixed.sequence();
    boolean shaped = type.hasTensorType() && type.getTensorType().hasShape();
    if (!shaped && given == null) {
      throw new NotTaken("has no shape", "give it one with --shape " + name + "=1x...");
    }
    this.declared = shaped ? type.getTensorType().getShape().getDimList() : null;
  }

  /** The batch size that the file fixes; 1 where it is symbolic, or where the user gave all extents. */
  int batch() {
    return given == null && !declared.isEmpty() && isFixed(declared.get(0)) ? (int) declared.get(0).getDimValue() : 1;
  }

  /** Whether the first extent is not fixed at that of one sample. */
  boolean isBatched() {
    return given == null && !declared.isEmpty() && declared.get(0).getDimValue() != 1;
  }

  /** One sample's extents, the batch taken as 1. */
  int[] extents() {
    int[] extents = given == null ? completed() : checked();
    if (Extents.size(extents) == 0) {
      throw new NotTaken("is " + Extents.text(extents), "give positive extents");
    }
    return extents;
  }

  private int[] checked() {
    boolean fits = declared == null || declared.size() == given.length;
    for (int axis = 0; fits && declared != null && axis < given.length; axis++) {
      fits = axis == 0 || !isFixed(declared.get(axis)) || declared.get(axis).getDimValue() == given[axis];
    }
    if (!fits) {
      throw new NotTaken("is " + text() + " and was given as " + Extents.text(given), "give extents that fit the network");
    }
    return given.clone();
  }

  private int[] completed() {
    boolean text = declared.size() == 2 || declared.size() == 3;
    int[] extents = new int[declared.size()];
    for (int axis = 0; axis < extents.length; axis++) {
      if (axis == 0) {
        extents[0] = 1;
      } else if (isFixed(declared.get(axis))) {
        extents[axis] = (int) declared.get(axis).getDimValue();
      } else if (text && sequence.isPresent()) {
        extents[axis] = sequence.getAsInt();
      } else {
        throw new NotTaken("is " + text(), "only the batch may vary: fix the others with --shape " + name + "=" + template());
      }
    }
    return extents;
  }

  private String text() {
    return declared.stream().map(dim -> isFixed(dim) ? Long.toString(dim.getDimValue()) : "?").collect(Collectors.joining("x"));
  }

  /** {@code 1x3xNxN}: what the user has to fill in. */
  private String template() {
    return IntStream.range(0, declared.size())
        .mapToObj(axis -> axis == 0 ? "1" : isFixed(declared.get(axis)) ? Long.toString(declared.get(axis).getDimValue()) : "N")
        .collect(Collectors.joining("x"));
  }

  private static boolean isFixed(Dimension dim) {
    return dim.getDimValue() >= 1 && dim.getDimValue() <= Integer.MAX_VALUE;
  }
}
