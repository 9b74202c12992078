package org.lexicore.reports.area;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How many block RAMs does a codebook take? */
class BlockRamTest {
  private static List<Integer> counts(int words, int bits) {
    return BlockRam.ALL.stream().map(ram -> ram.count(words, bits)).toList();
  }

  @Test
  void aCodebookOf256WordsOf64BitsIsFourNarrowOnesOrTwoWideOnes() {
    assertEquals(List.of(4, 2, 2), counts(256, 64));
  }

  @Test
  void aDeepOneTakesTheShapeThatWastesLeast() {
    // 65,536 x 64 bits are 4,194,304 bits: 1,024 of 4 kbit; of 18 kbit 256, since 9 bits hold a byte, and 1 to 4 bits as much.
    assertEquals(List.of(1024, 256, 256), counts(65536, 64));
  }

  @Test
  void oneBitTakesOneBlock() {
    assertEquals(List.of(1, 1, 1), counts(1, 1));
  }
}
