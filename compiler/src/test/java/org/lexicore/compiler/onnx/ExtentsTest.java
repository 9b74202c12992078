package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Question: which constants may be computed while a file is read? */
class ExtentsTest {
  /** The head of a language model, 128,256 × 4,096, has 525 million weights; transposing or scaling it makes it no larger. */
  @Test
  void whatBecomesNoLargerIsTakenInAnySize() {
    int head = 128_256 * 4_096;
    assertEquals(head, Extents.constantSizeFrom(head, 4_096, 128_256));
    assertEquals(head / 2, Extents.constantSizeFrom(head, 4_096, 64_128));
    assertEquals(1 << 28, Extents.constantSize(1 << 14, 1 << 14));
  }

  @Test
  void whatGrowsBeyondTheLimitIsRefusedWithIt() {
    for (int given : new int[] {0, 1, 128_256 * 4_095}) {
      assertEquals("a constant of 4096x128256 elements would be computed, and at most 268435456 are; store its values in the file, or make it smaller",
          assertThrows(NotTaken.class, () -> Extents.constantSizeFrom(given, 4_096, 128_256)).getMessage());
    }
    assertThrows(NotTaken.class, () -> Extents.constantSizeFrom(Integer.MAX_VALUE, 1 << 16, 1 << 15));
  }
}
