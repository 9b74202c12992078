package org.lexicore.model.instruction;

/** What DRAM traffic is for; the first five are the codes of a load's {@code kind}. */
public enum Traffic {
  INDICES("indices"),
  CODEBOOKS("codebooks"),
  WEIGHTS("weights"),
  BIASES("biases"),
  ACTIVATIONS_READ("activations_read"),
  ACTIVATIONS_WRITTEN("activations_written"),
  INSTRUCTIONS("instructions");

  private final String key;

  Traffic(String key) {
    this.key = key;
  }

  /** The name in {@code result.json}. */
  public String key() {
    return key;
  }
}
