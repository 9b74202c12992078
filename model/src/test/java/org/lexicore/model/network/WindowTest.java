package org.lexicore.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Which pixels do a kernel's positions lie on? */
class WindowTest {
  @Property
  void aRowIsCoveredIfSomePositionReachesIt(
      @ForAll @IntRange(min = 1, max = 40) int height, @ForAll @IntRange(min = 1, max = 6) int kernel, @ForAll @IntRange(min = 1, max = 9) int stride,
      @ForAll @IntRange(max = 5) int top, @ForAll @IntRange(max = 5) int bottom) {
    Window window = new Window(kernel, 1, stride, 1, 1, 1, top, 0, bottom, 0);
    long covered = IntStream.range(0, height)
        .filter(row -> IntStream.range(0, window.outputHeight(height)).anyMatch(i -> i * stride - top <= row && row < i * stride - top + kernel))
        .count();
    assertEquals(covered, window.coveredRows(height));
    assertEquals(covered, new Window(1, kernel, 1, stride, 1, 1, 0, top, 0, bottom).coveredColumns(height));
  }
}
