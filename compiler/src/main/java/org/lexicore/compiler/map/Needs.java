package org.lexicore.compiler.map;

import java.util.Arrays;

/**
 * What must have retired before an instruction may issue: for each lane, how many of its instructions. Such a count is a <em>token</em>;
 * 0 stands for nothing.
 */
final class Needs {
  static final Needs NOTHING = new Needs(new int[Lane.values().length]);

  private final int[] tokens;

  private Needs(int[] tokens) {
    this.tokens = tokens;
  }

  /** These, and {@code token} of {@code lane}. */
  Needs and(Lane lane, int token) {
    int[] more = tokens.clone();
    more[lane.ordinal()] = Math.max(more[lane.ordinal()], token);
    return new Needs(more);
  }

  /** These and those. */
  Needs and(Needs others) {
    int[] more = tokens.clone();
    Arrays.setAll(more, i -> Math.max(tokens[i], others.tokens[i]));
    return new Needs(more);
  }

  int of(Lane lane) {
    return tokens[lane.ordinal()];
  }
}
