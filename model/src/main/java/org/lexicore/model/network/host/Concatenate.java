package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/** The operands one after the other along an axis; their other extents are equal. */
public record Concatenate(Axis axis) implements HostOperation {
  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    double[] result = new double[shape.size()];
    int line = axis.extent(shape) * axis.stride(shape);
    int to = 0;
    for (Map operand : operands) {
      int length = axis.extent(operand.shape()) * axis.stride(operand.shape());
      for (int i = 0; i < operand.values().length / length; i++) {
        System.arraycopy(operand.values(), i * length, result, to + i * line, length);
      }
      to += length;
    }
    return result;
  }
}
