package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/** A tensor that the file holds, as an operand: position embeddings, attention masks. It takes no operand. */
public record Constant(float[] values) implements HostOperation {
  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
