package org.lexicore.simulator.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.simulator.oracle.TraceText;

/** Are traces written as docs/trace-format.md says? */
class TraceWriterTest {
  private static final Accelerator ACCELERATOR =
      new Accelerator(
          1, "small", new Accelerator.Array(4, 2), 100, new Accelerator.Technology(28),
          CodebookStore.Kind.NONE.apply(new CodebookStore.Capacity(2, 1, 1, 1)),
          new Accelerator.Buffers(4, 4, 4, 4, 4, 4), new Accelerator.Postprocess(2), new Accelerator.Axi(32, 32, 8, 8),
          new Accelerator.Dram.Ideal(1, 4, 0, 7));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final TraceWriter writer = new TraceWriter(ACCELERATOR, out);

  private List<String> lines() {
    writer.close();
    return TraceText.lines(out.toByteArray(), ACCELERATOR);
  }

  @Test
  void streamsAreMergedByCycleAndIdleRunsSkipped() {
    writer.accumulate(1000, 0x123, new int[] {-2, 0x01020304});
    writer.hostWrite(1, 0x10, 1, false);
    writer.hostWrite(2, 0x10, 1, true);
    writer.hostWriteResponse(3, 0);
    writer.readAddress(3, 0xFFFF0100, 4, true);
    writer.readData(9, new byte[] {9, 1, 2, 3, 4}, 1, true, 2);
    writer.writeData(1000, new byte[] {1, 2, 3, 4}, 7, true, false);
    writer.result(1001, 0xABCDE, new byte[] {-1, 5});
    writer.settled(2000);
    assertEquals(
        List.of(
            "1 host_write 1000000001000000",
            "2 host_write 1000000001000000",
            "2 host_write_ready ",
            "3 host_write_response 00",
            "3 read_address 0001ffff03",
            "3 read_address_ready ",
            "9 read_data 0102030405",
            "1000 write_data 01020304070000000000000001",
            "1000 accumulate 2301feffffff04030201",
            "1001 result debc0a00ff05",
            "2000 end"),
        lines());
    assertEquals(6, writer.records());
    assertEquals(10, writer.events());
  }

  @Test
  void theHeaderNamesEveryGroupWithItsSize() {
    writer.close();
    byte[] bytes = out.toByteArray();
    assertEquals("LXTRACE2", new String(bytes, 0, 8, StandardCharsets.US_ASCII));
    int length = bytes[8] & 0xFF | (bytes[9] & 0xFF) << 8;
    String header = new String(bytes, 12, length, StandardCharsets.UTF_8);
    assertTrue(header.startsWith("{\"format\": 2, \"accelerator\": \"small\", \"rows\": 4, \"columns\": 2,"), header);
    assertTrue(header.contains("{\"name\": \"host_write\", \"bit\": 0, \"bytes\": 8}"), header);
    assertTrue(header.endsWith("{\"name\": \"result\", \"bit\": 22, \"bytes\": 6}]}"), header);
  }

  @Test
  void discardedEventsDoNotAppear() {
    writer.passStart(5);
    writer.passEnd(50);
    writer.decode(6, new byte[4]);
    writer.decode(40, new byte[4]);
    writer.retire(41, 1);
    writer.discardEvents(40);
    writer.settled(60);
    assertEquals(List.of("5 pass_start ", "6 decode 00000000", "41 retire 01", "60 end"), lines());
  }

  @Test
  void anEventToldTooLateIsAnError() {
    writer.passStart(100);
    writer.settled(5000);
    writer.passEnd(90);
    assertThrows(IllegalStateException.class, () -> writer.settled(10_000));
    assertThrows(IllegalStateException.class, () -> writer.passEnd(90));
  }
}
