package org.lexicore.model.network.host;

/** erf(x) = 2/√π · ∫₀ˣ exp(−t²) dt; error below 1e-15 (held against Hipparchus in a test, since the model knows no library). */
final class ErrorFunction {
  private static final double SERIES_ENDS = 2.5;
  private static final double IS_ONE = 6;

  private ErrorFunction() {}

  static double at(double x) {
    double z = Math.abs(x);
    double value = z < SERIES_ENDS ? series(z) : z < IS_ONE ? 1 - complement(z) : 1;
    return Double.isNaN(x) ? x : Math.copySign(value, x);
  }

  /** 2/√π · exp(−z²) · Σ 2ⁿ z²ⁿ⁺¹ / (1·3·…·(2n + 1)): all terms positive, so nothing cancels. */
  private static double series(double z) {
    double term = z;
    double sum = z;
    for (int n = 1; term > sum * 1e-17; n++) {
      term *= 2 * z * z / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-z * z) * sum;
  }

  /** exp(−z²) / √π · 1/(z + (1/2)/(z + 1/(z + (3/2)/(z + …)))), from the inside out. */
  private static double complement(double z) {
    double fraction = z;
    for (int n = 120; n >= 1; n--) {
      fraction = z + n / 2.0 / fraction;
    }
    return StrictMath.exp(-z * z) / Math.sqrt(Math.PI) / fraction;
  }
}
