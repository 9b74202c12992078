package org.lexicore.simulator.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.oracle.TraceText;
import org.lexicore.simulator.random.RandomAccelerator;
import org.lexicore.simulator.random.RandomProgram;

/** Does a waveform show the events of the trace, each in its cycle, under the names of the RTL's ports? */
class WaveWriterTest {
  private static final int CASES = 8;
  private static final int HALVES = 2;

  /** How a group is seen at the ports: its valid, and the signals with so many bytes of payload each. */
  private record Seen(String valid, List<Part> parts) {}

  private record Part(String signal, int bytes) {}

  private static Seen seen(String valid, Object... parts) {
    List<Part> all = new ArrayList<>();
    for (int i = 0; i < parts.length; i += 2) {
      all.add(new Part((String) parts[i], (Integer) parts[i + 1]));
    }
    return new Seen(valid, all);
  }

  /** The table of docs/trace-format.md, section 2, but for the groups whose bits share bytes. */
  private static Map<String, Seen> table(Accelerator a) {
    return Map.ofEntries(
        Map.entry("host_write", seen("s_axi_awvalid", "s_axi_awaddr", 4, "s_axi_wdata", 4)),
        Map.entry("host_write_ready", seen("s_axi_awready")),
        Map.entry("host_write_response", seen("s_axi_bvalid", "s_axi_bresp", 1)),
        Map.entry("host_read", seen("s_axi_arvalid", "s_axi_araddr", 4)),
        Map.entry("host_read_ready", seen("s_axi_arready")),
        Map.entry("host_read_data", seen("s_axi_rvalid", "s_axi_rdata", 4, "s_axi_rresp", 1)),
        Map.entry("irq", seen("irq")),
        Map.entry("read_address", seen("m_axi_arvalid", "m_axi_araddr", 4, "m_axi_arlen", 1)),
        Map.entry("read_address_ready", seen("m_axi_arready")),
        Map.entry("write_address", seen("m_axi_awvalid", "m_axi_awaddr", 4, "m_axi_awlen", 1)),
        Map.entry("write_address_ready", seen("m_axi_awready")),
        Map.entry("write_data_ready", seen("m_axi_wready")),
        Map.entry("write_response", seen("m_axi_bvalid", "m_axi_bresp", 1)),
        Map.entry("decode", seen("event_decode", "event_decode_data", a.codebook().ports() * a.array().rows())),
        Map.entry("pass_start", seen("event_pass_start")),
        Map.entry("pass_end", seen("event_pass_end")),
        Map.entry("accumulate",
            seen("event_accumulate", "event_accumulate_address", 2, "event_accumulate_data", 4 * a.array().columns())),
        Map.entry("result", seen("event_result", "event_result_address", 4, "event_result_data", a.postprocess().lanes())));
  }

  /** What a waveform shows of a cycle, as the lines of {@link TraceText}, in the order of the groups. */
  private static List<String> lines(long cycle, Map<String, String> values, Accelerator accelerator) {
    Map<String, Seen> table = table(accelerator);
    List<String> lines = new ArrayList<>();
    for (TraceGroup group : TraceGroup.values()) {
      String payload = switch (group) {
        case DISPATCH, ISSUE, RETIRE -> values.get("event_" + group.key()).equals("0000") ? null : bytes(values.get("event_" + group.key()), 1);
        case READ_DATA -> values.get("m_axi_rvalid").equals("0")
            ? null
            : bytes(values.get("m_axi_rdata"), accelerator.wordBytes()) + bytes(values.get("m_axi_rresp") + values.get("m_axi_rlast"), 1);
        case WRITE_DATA -> values.get("m_axi_wvalid").equals("0")
            ? null
            : bytes(values.get("m_axi_wdata"), accelerator.wordBytes()) + bytes(values.get("m_axi_wstrb"), 8)
                + bytes(values.get("m_axi_wlast"), 1);
        default -> payload(table.get(group.key()), values);
      };
      if (payload != null) {
        lines.add(cycle + " " + group.key() + " " + payload);
      }
    }
    return lines;
  }

  private static String payload(Seen group, Map<String, String> values) {
    if (values.get(group.valid).equals("0")) {
      return null;
    }
    StringBuilder payload = new StringBuilder();
    group.parts.forEach(part -> payload.append(bytes(values.get(part.signal), part.bytes)));
    return payload.toString();
  }

  /** {@code bits}, highest first, as so many little-endian bytes; a byte of unknown bits is {@code xx}. */
  private static String bytes(String bits, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int end = Math.max(0, bits.length() - 8 * i);
      String one = bits.substring(Math.max(0, end - 8), end);
      text.append(one.contains("x") ? one.replace("x", "").isEmpty() ? "xx" : "x?" : one.isEmpty() ? "00"
          : HexFormat.of().toHexDigits(new BigInteger(one, 2).byteValue()));
    }
    return text.toString();
  }

  /** {@code line} of a trace with the bytes of written data that have no strobe as {@code xx}. */
  private static String masked(String line, int wordBytes) {
    String[] words = line.split(" ", -1);
    if (!words[1].equals("write_data")) {
      return line;
    }
    StringBuilder payload = new StringBuilder(words[2]);
    byte[] bytes = HexFormat.of().parseHex(words[2]);
    for (int i = 0; i < wordBytes; i++) {
      if ((bytes[wordBytes + i / 8] >> i % 8 & 1) == 0) {
        payload.replace(2 * i, 2 * i + 2, "xx");
      }
    }
    return words[0] + " " + words[1] + " " + payload;
  }

  private static void run(Accelerator accelerator, Program program, TraceSink sink) {
    Machine machine = new Machine(accelerator, program.rom());
    MemoryMap map = MemoryMap.of(program, 0);
    machine.load(program, map);
    machine.run(program, map, sink);
  }

  private static List<String> trace(Accelerator accelerator, Program program) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TraceWriter writer = new TraceWriter(accelerator, out)) {
      run(accelerator, program, writer);
    }
    return TraceText.lines(out.toByteArray(), accelerator);
  }

  private static VcdReader waves(Accelerator accelerator, Program program, CycleWindow window) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (WaveWriter writer = new WaveWriter(accelerator, window, out)) {
      run(accelerator, program, writer);
    }
    return new VcdReader(out.toString(StandardCharsets.US_ASCII).lines().toList());
  }

  @Test
  void itShowsEveryEventOfTheTraceAndNoOther() {
    int cases = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Accelerator accelerator = RandomAccelerator.of(seed);
      Program program = RandomProgram.of(accelerator, seed, 12);
      List<String> expected = new ArrayList<>(trace(accelerator, program));
      long end = Long.parseLong(expected.removeLast().split(" ")[0]);
      VcdReader waves = waves(accelerator, program, new CycleWindow(0, Long.MAX_VALUE));
      List<String> shown = new ArrayList<>();
      waves.edges().forEach((time, values) -> shown.addAll(lines(time / accelerator.periodPs(), values, accelerator)));
      assertEquals(expected.stream().map(line -> masked(line, accelerator.wordBytes())).toList(), shown, "seed " + seed);
      assertEquals(end, waves.edges().size(), "a rising edge a cycle");
      cases++;
    }
    assertEquals(CASES, cases);
  }

  @Test
  void aWindowHasItsCyclesOnly() {
    Accelerator accelerator = RandomAccelerator.of(3);
    Program program = RandomProgram.of(accelerator, 3, 12);
    VcdReader all = waves(accelerator, program, new CycleWindow(0, Long.MAX_VALUE));
    VcdReader some = waves(accelerator, program, new CycleWindow(100, 140));
    long period = accelerator.periodPs();
    assertEquals(all.edges().subMap(100 * period, 140 * period), some.edges());
    assertEquals(40, some.edges().size());
    assertEquals(100 * period + period / HALVES, some.edges().firstKey());
  }

  @Test
  void constantsAndWidthsAreThoseOfThePorts() {
    Accelerator accelerator = RandomAccelerator.of(1);
    VcdReader waves = waves(accelerator, RandomProgram.of(accelerator, 1, 4), new CycleWindow(0, 10));
    Map<String, String> first = waves.edges().firstEntry().getValue();
    assertEquals("1", first.get("m_axi_rready"));
    assertEquals("01", first.get("m_axi_arburst"));
    assertEquals(accelerator.wordBytes(), 1 << Integer.parseInt(first.get("m_axi_awsize"), 2));
    assertEquals(32 * accelerator.array().columns(), waves.widths().get("event_accumulate_data"));
    assertEquals(accelerator.axi().addressBits(), waves.widths().get("m_axi_araddr"));
    assertTrue(first.get("event_result_data").matches("x+"), "nobody may look at it yet");
  }
}
