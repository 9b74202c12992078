package org.lexicore.compiler.onnx;

/** An operation mixes what lies along the axis that is taken as the batch. */
final class MixesBatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MixesBatch() {
    super(null, null, false, false);
  }

  static void when(boolean mixes) {
    if (mixes) {
      throw new MixesBatch();
    }
  }
}
