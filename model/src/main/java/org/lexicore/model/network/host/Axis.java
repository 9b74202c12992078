package org.lexicore.model.network.host;

import org.lexicore.model.network.Shape;

/** An axis of a feature map. */
public enum Axis {
  CHANNEL,
  HEIGHT,
  WIDTH;

  /** The extent of {@code shape} along this axis. */
  public int extent(Shape shape) {
    return switch (this) {
      case CHANNEL -> shape.channels();
      case HEIGHT -> shape.height();
      case WIDTH -> shape.width();
    };
  }

  /** Elements from one index along this axis to the next, channel-major. */
  public int stride(Shape shape) {
    return switch (this) {
      case CHANNEL -> shape.height() * shape.width();
      case HEIGHT -> shape.width();
      case WIDTH -> 1;
    };
  }
}
