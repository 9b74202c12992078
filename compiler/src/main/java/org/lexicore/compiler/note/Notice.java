package org.lexicore.compiler.note;

/**
 * One line that a user should know about a network as it was read.
 *
 * @param departs whether the network is run otherwise than its file says, which {@code --strict} refuses
 */
public record Notice(String line, boolean departs) {
  /** Something to know, which changes nothing that the file says. */
  public static Notice of(String line) {
    return new Notice(line, false);
  }
}
