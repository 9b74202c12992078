package org.lexicore.compiler.onnx;

/** Why one node or tensor of the file cannot be imported; becomes one line of the {@code InputException}. */
final class NotTaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong, without the place
   * @param remedy what the user can do
   */
  NotTaken(String reason, String remedy) {
    super(reason + "; " + remedy, null, false, false);
  }
}
