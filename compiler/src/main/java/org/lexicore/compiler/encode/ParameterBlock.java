package org.lexicore.compiler.encode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.Requantisation;

/**
 * The drain's parameters: 8 bytes per channel, little-endian int32 bias, uint16 multiplier, uint8 shift, uint8 zero.
 */
public final class ParameterBlock {
  /** Bytes of one channel's parameters. */
  public static final int BYTES = 8;

  private ParameterBlock() {}

  /** The channels {@code from} to {@code to − 1}; those beyond the layer's last are multiplied by 0, shifted by 1. */
  public static byte[] encode(QuantisedLayer layer, int from, int to) {
    ByteBuffer bytes = ByteBuffer.allocate((to - from) * BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int channel = from; channel < to; channel++) {
      boolean real = channel < layer.weights().outputs();
      Requantisation scale = real ? layer.requantisations().get(channel) : new Requantisation(0, 1);
      bytes.putInt(real ? layer.bias()[channel] : 0);
      bytes.putShort((short) scale.multiplier());
      bytes.put((byte) scale.shift());
      bytes.put((byte) 0);
    }
    return bytes.array();
  }
}
