package org.lexicore.compiler.onnx;

import org.lexicore.compiler.onnx.proto.TensorProto;

/** The integers that a quantised tensor may hold. */
record IntegerRange(long lowest, long highest) {
  /**
   * Rounding to fewer steps than eight bits have changes what a network computes; to as many it is noise that is made
   * anew here.
   */
  private static final long STEPS_OF_A_BYTE = 254;

  /**
   * The attribute in which {@link ReadGraph} notes the type of a zero point, which says what a result is rounded to.
   */
  static final String TYPE = "lexicore_result_type";

  /** Of {@code bits} bits, two's complement if signed; {@code narrow} leaves out one of the ends. */
  static IntegerRange of(int bits, boolean signed, boolean narrow) {
    if (bits < 2 || bits > 32) {
      throw new NotTaken("quantises to " + bits + " bits", "give 2 to 32 bits");
    }
    long half = 1L << bits - 1;
    return signed
        ? new IntegerRange(-half + (narrow ? 1 : 0), half - 1)
        : new IntegerRange(0, 2 * half - 1 - (narrow ? 1 : 0));
  }

  /** Of the type that an operation's result has: what it says itself, else its zero point's, else uint8. */
  static IntegerRange of(Attributes given) {
    int type = (int) given.integer("output_dtype", 0);
    if (type == 0) {
      type = (int) given.integer(TYPE, TensorProto.DataType.UINT8.getNumber());
    }
    return switch (TensorProto.DataType.forNumber(type)) {
      case UINT8 -> of(8, false, false);
      case INT8 -> of(8, true, false);
      case UINT16 -> of(16, false, false);
      case INT16 -> of(16, true, false);
      case INT32 -> of(32, true, false);
      case UINT4 -> of(4, false, false);
      case INT4 -> of(4, true, false);
      case null, default ->
          throw new NotTaken("quantises to " + TensorProto.DataType.forNumber(type), "export the float network: quantising is done here");
    };
  }

  boolean isFine() {
    return highest - lowest >= STEPS_OF_A_BYTE;
  }

  long clamped(double value) {
    return (long) Math.max(lowest, Math.min(highest, value));
  }
}
