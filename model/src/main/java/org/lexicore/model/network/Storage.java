package org.lexicore.model.network;

/** How a tensor's integers lie in DRAM. The accelerator reads and writes bytes; the wider ones pass between steps of the host alone. */
public enum Storage {
  UINT8(1, 0, 255),
  INT8(1, Byte.MIN_VALUE, Byte.MAX_VALUE),
  /** Results of the host that only the host reads, or that leave the network. */
  INT16(2, Short.MIN_VALUE, Short.MAX_VALUE),
  /** Network inputs that only the host reads: token numbers, masks. */
  INT32(4, Integer.MIN_VALUE, Integer.MAX_VALUE);

  private final int bytes;
  private final int lowest;
  private final int highest;

  Storage(int bytes, int lowest, int highest) {
    this.bytes = bytes;
    this.lowest = lowest;
    this.highest = highest;
  }

  /** Bytes, as the accelerator reads and writes them. */
  public static Storage ofBytes(boolean signed) {
    return signed ? INT8 : UINT8;
  }

  /** Bytes per element, little-endian. */
  public int bytes() {
    return bytes;
  }

  /** Smallest storable integer. */
  public int lowest() {
    return lowest;
  }

  /** Largest storable integer. */
  public int highest() {
    return highest;
  }

  /** The nearest storable integer of {@code value}; half way between two the even one, 0 for a NaN. */
  public int round(double value) {
    return (int) Math.max(lowest, Math.min(highest, Math.rint(value)));
  }
}
