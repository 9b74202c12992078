package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/**
 * Elements picked one by one, in any order and as often as wanted: what no nest of loops reaches. Borders that mirror a
 * map are such, and what is scattered into a tensor.
 *
 * @param positions channel-major position in the operand of each of the result's elements; −1 for one that is not there
 * @param absent the value of what is not there
 */
public record Pick(int[] positions, float absent) implements HostOperation {
  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    double[] from = operands.getFirst().values();
    double[] result = new double[shape.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = positions[i] < 0 ? absent : from[positions[i]];
    }
    return result;
  }

  /** Whether every element is one of the operand's, or zero: then integers stay what they are. */
  public boolean moves() {
    return absent == 0 || java.util.Arrays.stream(positions).noneMatch(position -> position < 0);
  }
}
