package org.lexicore.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Does the multiply and shift round, saturate and approximate as it is defined? */
class RequantisationTest {
  private static int exactly(int x, int multiplier, int shift) {
    BigInteger product = BigInteger.valueOf(x).multiply(BigInteger.valueOf(multiplier)).add(BigInteger.ONE.shiftLeft(shift - 1));
    BigInteger rounded = product.shiftRight(shift);
    return rounded.max(BigInteger.valueOf(-32768)).min(BigInteger.valueOf(32767)).intValueExact();
  }

  @Property(seed = "1")
  void equalsUnboundedArithmetic(
      @ForAll int x, @ForAll @IntRange(max = 65535) int multiplier, @ForAll @IntRange(min = 1, max = 47) int shift) {
    assertEquals(exactly(x, multiplier, shift), new Requantisation(multiplier, shift).apply(x));
  }

  @Test
  void equalsUnboundedArithmeticAtTheEdges() {
    int[] sums = {Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -32769, -32768, -1, 0, 1, 32767, 32768, Integer.MAX_VALUE};
    int cases = 0;
    for (int x : sums) {
      for (int multiplier : new int[] {0, 1, 0x7FFF, 0x8000, 0xFFFF}) {
        for (int shift = 1; shift <= 47; shift++, cases++) {
          assertEquals(exactly(x, multiplier, shift), new Requantisation(multiplier, shift).apply(x));
        }
      }
    }
    assertEquals(10 * 5 * 47, cases);
  }

  @Property(seed = "1")
  void identityKeepsEvery16BitNumber(@ForAll @IntRange(min = -32768, max = 32767) int x) {
    assertEquals(x, Requantisation.IDENTITY.apply(x));
  }

  @Property(seed = "1")
  void factorIsMetWithin16Bits(@ForAll @DoubleRange(min = -31.99, max = 14.99) double log2) {
    double factor = Math.pow(2, log2);
    Requantisation r = Requantisation.of(factor);
    double error = Math.abs(r.multiplier() * Math.scalb(1.0, -r.shift()) - factor) / factor;
    assertTrue(error <= 0x1p-16 + 1e-12, factor + " -> " + r);
  }

  @Test
  void factorsOfPowersOfTwoAreExactFromOneEndToTheOther() {
    for (int e = -32; e < 15; e++) {
      Requantisation r = Requantisation.of(Math.scalb(1.0, e));
      assertEquals(Math.scalb(1.0, e), r.multiplier() * Math.scalb(1.0, -r.shift()));
    }
    assertEquals(0, Requantisation.of(0x1p-33).multiplier());
    assertEquals(0, Requantisation.of(0).apply(Integer.MAX_VALUE));
  }

  @Test
  void factorsBelowAPowerOfTwoCarryIntoTheShift() {
    Requantisation r = Requantisation.of(Math.nextDown(1.0));
    assertEquals(1000, r.apply(1000));
  }

  @Test
  void factorsThatTheHardwareDoesNotReachAreRejected() {
    assertThrows(IllegalArgumentException.class, () -> Requantisation.of(32768));
    assertThrows(IllegalArgumentException.class, () -> Requantisation.of(-1e-9));
    assertThrows(IllegalArgumentException.class, () -> Requantisation.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Requantisation(65536, 1));
    assertThrows(IllegalArgumentException.class, () -> new Requantisation(1, 48));
    assertThrows(IllegalArgumentException.class, () -> new Requantisation(1, 0));
  }
}
