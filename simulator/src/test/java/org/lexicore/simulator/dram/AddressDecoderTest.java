package org.lexicore.simulator.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lexicore.model.dram.AddressMap;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramOrganisation;
import org.lexicore.model.dram.PagePolicy;

/** Does each map send an address where its name says, and no two to the same place? */
class AddressDecoderTest {
  /** 4 groups of 2 banks with 8 rows of 16 accesses of 64 bytes. */
  private static final DramOrganisation SMALL = new DramOrganisation(4, 2, 8, 16, 64, 1);

  private static AddressDecoder decoder(AddressMap map) {
    return new AddressDecoder(SMALL, new ControllerSettings(2, 2, 32, 32, 80, 20, map, PagePolicy.OPEN, true, 4, 2));
  }

  /** Channel, rank, group, bank and row of the byte at {@code address}. */
  private static String place(AddressMap map, long address) {
    AddressDecoder decoder = decoder(map);
    long line = decoder.line(address);
    int bank = decoder.bank(line);
    return decoder.channel(line) + " " + bank / 8 + " " + bank / 2 % 4 + " " + bank % 2 + " " + decoder.row(line);
  }

  @Test
  void eachFieldLiesWhereTheNameOfTheMapSays() {
    assertEquals("1 0 0 0 0", place(AddressMap.ROBARACOCH, 64));
    assertEquals("0 1 0 0 0", place(AddressMap.ROBARACOCH, 64 * 2 * 16), "the rank above channel and column");
    assertEquals("0 0 1 0 0", place(AddressMap.ROBARACOCH, 64 * 2 * 16 * 2), "then the group");
    assertEquals("0 0 0 1 0", place(AddressMap.ROBARACOCH, 64 * 2 * 16 * 2 * 4), "then the bank");
    assertEquals("0 0 0 0 1", place(AddressMap.ROBARACOCH, 64 * 2 * 16 * 2 * 4 * 2), "then the row");
    assertEquals("0 0 1 0 0", place(AddressMap.ROCHRABABGCO, 64 * 16));
    assertEquals("1 0 0 0 0", place(AddressMap.ROCHRABABGCO, 64 * 16 * 4 * 2 * 2));
    assertEquals("0 0 1 0 0", place(AddressMap.ROCOBARACH, 64 * 2));
    assertEquals("0 0 0 0 1", place(AddressMap.CHRABAROCO, 64 * 16));
    assertEquals("1 0 0 0 0", place(AddressMap.CHRABAROCO, 64 * 16 * 8 * 2 * 4 * 2));
  }

  @Test
  void everyMapFillsEveryRowWithAsManyAccessesAsItHolds() {
    int rows = 2 * 2 * SMALL.rankBanks() * SMALL.rows();
    for (AddressMap map : AddressMap.values()) {
      Set<String> places = new HashSet<>();
      AddressDecoder decoder = decoder(map);
      int[] filling = new int[rows];
      for (long line = 0; line < (long) rows * SMALL.rowAccesses(); line++) {
        places.add(place(map, line * 64));
        filling[(decoder.channel(line) * 2 * SMALL.rankBanks() + decoder.bank(line)) * SMALL.rows() + decoder.row(line)]++;
      }
      assertEquals(rows, places.size(), map + " reaches every row");
      for (int count : filling) {
        assertEquals(SMALL.rowAccesses(), count, map.toString());
      }
    }
  }

  @Test
  void bitsAboveTheMemoryAreIgnored() {
    assertEquals(place(AddressMap.ROBARACOCH, 0x1240), place(AddressMap.ROBARACOCH, 0x1240 + (1L << 40)));
  }
}
