package org.lexicore.compiler.map;

/** What stays on chip while a layer's loops run. */
public enum LoopOrder {
  /** A tile of pixels stays until all output channels are done; the weights come again for the next tile, from on chip if they fit. */
  ACTIVATIONS_REUSED("activations reused"),
  /** The weights of some output channels stay until all pixels are done; the activations come again for the next channels. */
  WEIGHTS_REUSED("weights reused"),
  /** Each instruction's activations are loaded for itself. */
  NOTHING_REUSED("nothing reused");

  private final String words;

  LoopOrder(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
