package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/**
 * A strided copy: transposing, slicing, repeating, and every reshape that is none of the layout's. The loop nest of {@code extents}, last
 * axis fastest, gives the result's elements in order; each is the operand's element at {@code start + Σ index · stride}.
 *
 * @param start channel-major position of the first element
 * @param extents of the nest; their product is the result's size
 * @param strides one per extent, 0 to repeat, negative to reverse
 */
public record Rearrange(int start, int[] extents, int[] strides) implements HostOperation {
  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    double[] from = operands.getFirst().values();
    double[] result = new double[shape.size()];
    int[] index = new int[extents.length];
    int at = start;
    for (int i = 0; i < result.length; i++) {
      result[i] = from[at];
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        at += strides[axis];
        if (++index[axis] < extents[axis]) {
          break;
        }
        at -= extents[axis] * strides[axis];
        index[axis] = 0;
      }
    }
    return result;
  }
}
