package org.lexicore.compiler.quantise;

import org.lexicore.model.network.FloatGraph.Weight;

/** Reorders float weights between the file's OIHW and the array's OHWI, where a row is one output channel's K positions. */
public final class Ohwi {
  private Ohwi() {}

  /** The real weights, row-major {@code [outputs, kernelY · kernelX · inputsPerGroup]}, input channels fastest. */
  public static float[] of(Weight weight) {
    float[] oihw = weight.values();
    float[] ohwi = new float[oihw.length];
    int kernel = weight.kernelY() * weight.kernelX();
    int inputs = weight.inputsPerGroup();
    for (int o = 0; o < weight.outputs(); o++) {
      for (int i = 0; i < inputs; i++) {
        for (int yx = 0; yx < kernel; yx++) {
          ohwi[(o * kernel + yx) * inputs + i] = oihw[(o * inputs + i) * kernel + yx];
        }
      }
    }
    return ohwi;
  }
}
