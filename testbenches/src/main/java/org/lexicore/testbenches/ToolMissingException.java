package org.lexicore.testbenches;

import java.util.List;

/** Programs that are needed are not installed; the message names them and the remedy. The CLI ends with exit status 3. */
public final class ToolMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> tools;

  /** For {@code tools}, names of programs, in order. */
  public ToolMissingException(List<String> tools) {
    this(tools, tools.stream().map(Tools::packageOf).toList());
  }

  /** For {@code tools} that {@code packages} of Debian hold. */
  public ToolMissingException(List<String> tools, List<String> packages) {
    super(
        String.join(", ", tools) + " not found on the PATH; install "
            + (tools.size() == 1 ? "it" : "them") + ", for example with: apt-get install "
            + String.join(" ", packages.stream().distinct().toList()));
    this.tools = List.copyOf(tools);
  }

  /** The programs that are missing. */
  public List<String> tools() {
    return tools;
  }
}
