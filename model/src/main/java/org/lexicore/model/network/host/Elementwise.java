package org.lexicore.model.network.host;

import java.util.Arrays;
import java.util.List;
import org.lexicore.model.network.Shape;

/** A function of each element of the one operand. */
public record Elementwise(ScalarFunction function) implements HostOperation {
  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    return Arrays.stream(operands.getFirst().values()).map(function::at).toArray();
  }
}
