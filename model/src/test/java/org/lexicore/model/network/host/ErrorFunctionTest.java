package org.lexicore.model.network.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

/** Question: is the model's own error function the one that a library of mathematics computes? */
class ErrorFunctionTest {
  @Test
  void everyValueIsTheLibrarysToFifteenDigits() {
    double largest = 0;
    for (int i = -80_000; i <= 80_000; i++) {
      double x = i / 10_000.0;
      largest = Math.max(largest, Math.abs(ErrorFunction.at(x) - Erf.erf(x)));
    }
    assertTrue(largest < 2e-15, "largest difference " + largest);
  }

  @Test
  void itIsOddAndEndsAtOne() {
    assertEquals(0.0, ErrorFunction.at(0));
    assertEquals(-0.0, ErrorFunction.at(-0.0));
    assertEquals(1.0, ErrorFunction.at(Double.POSITIVE_INFINITY));
    assertEquals(-1.0, ErrorFunction.at(Double.NEGATIVE_INFINITY));
    assertEquals(Double.NaN, ErrorFunction.at(Double.NaN));
    assertEquals(-ErrorFunction.at(0.7), ErrorFunction.at(-0.7));
  }
}
