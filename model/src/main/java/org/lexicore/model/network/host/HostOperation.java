package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/**
 * What the array cannot do, and the host does instead: a pure function of whole feature maps, in real numbers.
 *
 * <p>There is one definition for the float network and for the network in integers: there the operands are dequantised before and the
 * result is quantised after ({@code docs/arithmetic.md}). All of it is {@code StrictMath} and IEEE arithmetic in a fixed order, so that equal
 * operands give equal bits on every machine.
 */
public sealed interface HostOperation
    permits Accumulate, Combine, Concatenate, Constant, Elementwise, Embed, Normalise, Pick, Rank, Rearrange, Reduce, Resample, Softmax, Spread {

  /** A feature map of one sample, channel-major (CHW). */
  record Map(Shape shape, double[] values) {
    public Map {
      if (values.length != shape.size()) {
        throw new IllegalArgumentException(values.length + " values for " + shape);
      }
    }

    /** The element at a place of a larger map along whose axes this one is repeated. */
    double repeated(int c, int y, int x) {
      return values[(c % shape.channels() * shape.height() + y % shape.height()) * shape.width() + x % shape.width()];
    }
  }

  /**
   * The result's values, channel-major.
   *
   * @param operands in the operation's order
   * @param shape of the result
   */
  double[] apply(List<Map> operands, Shape shape);

  /** Whether each result depends on the operands' elements at its own place alone, which a table of 256 entries can then hold. */
  default boolean isElementwise() {
    return this instanceof Elementwise;
  }

  /**
   * Additions, multiplications, comparisons and functions that {@link #apply} comes to, each counted as one; moving is none.
   *
   * @param operands their shapes
   * @param shape of the result
   */
  default long arithmetic(List<Shape> operands, Shape shape) {
    return switch (this) {
      case Concatenate it -> 0;
      case Constant it -> 0;
      case Embed it -> 0;
      case Pick it -> 0;
      case Rearrange it -> 0;
      case Spread it -> 0;
      case Accumulate it -> shape.size();
      case Combine it -> shape.size();
      case Elementwise it -> shape.size() * it.function().operators();
      case Rank it -> operands.getFirst().size() * Rank.ARITHMETIC;
      case Reduce it -> operands.getFirst().size();
      case Resample it -> shape.size() * Resample.ARITHMETIC;
      case Normalise it -> shape.size() * Normalise.ARITHMETIC;
      case Softmax it -> shape.size() * Softmax.ARITHMETIC;
    };
  }
}
