package org.lexicore.cli.accuracy;

import java.awt.Color;
import java.util.SplittableRandom;

/** Colours of paper and letters. */
record Ink(Color paper, Color letters) {
  private static final int LEAST_CONTRAST = 90;

  /** Dark on light or, one time in four, light on dark; greys with a tint. */
  static Ink random(SplittableRandom random) {
    int dark = random.nextInt(0, 110);
    int light = random.nextInt(Math.max(150, dark + LEAST_CONTRAST), 256);
    Color one = tinted(dark, random);
    Color other = tinted(light, random);
    return random.nextInt(4) == 0 ? new Ink(one, other) : new Ink(other, one);
  }

  private static Color tinted(int grey, SplittableRandom random) {
    int[] channels = new int[3];
    for (int c = 0; c < 3; c++) {
      channels[c] = Math.max(0, Math.min(255, grey + random.nextInt(-15, 16)));
    }
    return new Color(channels[0], channels[1], channels[2]);
  }
}
