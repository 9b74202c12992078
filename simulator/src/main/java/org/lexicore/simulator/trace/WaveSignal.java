package org.lexicore.simulator.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.Bus;

/**
 * A port of {@code lexicore_core} as a waveform shows it.
 *
 * @param name of the port
 * @param width in bits
 * @param kind where its value comes from
 * @param group whose event it belongs to
 * @param first bit of the group's payload, for a field; the value, for a constant
 */
record WaveSignal(String name, int width, Kind kind, TraceGroup group, int first) {
  /** How a signal follows the events. */
  enum Kind {
    /** The same in every cycle. */
    CONSTANT,
    /** 1 in a cycle with the group's event, else 0. */
    VALID,
    /** Bits of the payload, else 0: an input, which is driven with 0 then, or a set of events. */
    DRIVEN,
    /** Bits of the payload, else anything: nobody may look at such an output then. */
    EXPECTED,
    /** The same, but for bytes without a strobe, which are anything too. */
    STROBED
  }

  private static WaveSignal constant(String name, int width, int value) {
    return new WaveSignal(name, width, Kind.CONSTANT, TraceGroup.IRQ, value);
  }

  private static WaveSignal valid(String name, TraceGroup group) {
    return new WaveSignal(name, 1, Kind.VALID, group, 0);
  }

  private static WaveSignal driven(String name, int width, TraceGroup group, int first) {
    return new WaveSignal(name, width, Kind.DRIVEN, group, first);
  }

  private static WaveSignal expected(String name, int width, TraceGroup group, int first) {
    return new WaveSignal(name, width, Kind.EXPECTED, group, first);
  }

  /**
   * All ports but the clock, in the order of the module; {@code docs/trace-format.md} gives the payloads that they are cut
   * from.
   */
  static List<WaveSignal> of(Accelerator accelerator) {
    List<WaveSignal> all = new ArrayList<>();
    all.add(constant("aresetn", 1, 1));
    host(all);
    reads(all, accelerator.axi().addressBits(), 8 * accelerator.wordBytes());
    writes(all, accelerator.axi().addressBits(), 8 * accelerator.wordBytes());
    int size = Accelerator.log2(accelerator.wordBytes());
    for (String channel : List.of("ar", "aw")) {
      all.add(constant("m_axi_" + channel + "size", 3, size));
      all.add(constant("m_axi_" + channel + "burst", 2, 1));
      all.add(constant("m_axi_" + channel + "id", 1, 0));
      all.add(constant("m_axi_" + channel + "lock", 1, Bus.LOCK));
      all.add(constant("m_axi_" + channel + "cache", 4, Bus.CACHE));
      all.add(constant("m_axi_" + channel + "prot", 3, Bus.PROT));
      all.add(constant("m_axi_" + channel + "qos", 4, Bus.QOS));
    }
    events(all, accelerator);
    return List.copyOf(all);
  }

  private static void host(List<WaveSignal> all) {
    all.add(valid("s_axi_awvalid", TraceGroup.HOST_WRITE));
    all.add(valid("s_axi_awready", TraceGroup.HOST_WRITE_READY));
    all.add(driven("s_axi_awaddr", 12, TraceGroup.HOST_WRITE, 0));
    all.add(valid("s_axi_wvalid", TraceGroup.HOST_WRITE));
    all.add(valid("s_axi_wready", TraceGroup.HOST_WRITE_READY));
    all.add(driven("s_axi_wdata", 32, TraceGroup.HOST_WRITE, 32));
    all.add(constant("s_axi_wstrb", 4, 15));
    all.add(valid("s_axi_bvalid", TraceGroup.HOST_WRITE_RESPONSE));
    all.add(constant("s_axi_bready", 1, 1));
    all.add(expected("s_axi_bresp", 2, TraceGroup.HOST_WRITE_RESPONSE, 0));
    all.add(valid("s_axi_arvalid", TraceGroup.HOST_READ));
    all.add(valid("s_axi_arready", TraceGroup.HOST_READ_READY));
    all.add(driven("s_axi_araddr", 12, TraceGroup.HOST_READ, 0));
    all.add(valid("s_axi_rvalid", TraceGroup.HOST_READ_DATA));
    all.add(constant("s_axi_rready", 1, 1));
    all.add(expected("s_axi_rdata", 32, TraceGroup.HOST_READ_DATA, 0));
    all.add(expected("s_axi_rresp", 2, TraceGroup.HOST_READ_DATA, 32));
    all.add(valid("irq", TraceGroup.IRQ));
  }

  private static void reads(List<WaveSignal> all, int addressBits, int wordBits) {
    all.add(valid("m_axi_arvalid", TraceGroup.READ_ADDRESS));
    all.add(valid("m_axi_arready", TraceGroup.READ_ADDRESS_READY));
    all.add(expected("m_axi_araddr", addressBits, TraceGroup.READ_ADDRESS, 0));
    all.add(expected("m_axi_arlen", 8, TraceGroup.READ_ADDRESS, 32));
    all.add(valid("m_axi_rvalid", TraceGroup.READ_DATA));
    all.add(constant("m_axi_rready", 1, 1));
    all.add(driven("m_axi_rdata", wordBits, TraceGroup.READ_DATA, 0));
    all.add(driven("m_axi_rlast", 1, TraceGroup.READ_DATA, wordBits));
    all.add(driven("m_axi_rresp", 2, TraceGroup.READ_DATA, wordBits + 1));
  }

  private static void writes(List<WaveSignal> all, int addressBits, int wordBits) {
    all.add(valid("m_axi_awvalid", TraceGroup.WRITE_ADDRESS));
    all.add(valid("m_axi_awready", TraceGroup.WRITE_ADDRESS_READY));
    all.add(expected("m_axi_awaddr", addressBits, TraceGroup.WRITE_ADDRESS, 0));
    all.add(expected("m_axi_awlen", 8, TraceGroup.WRITE_ADDRESS, 32));
    all.add(valid("m_axi_wvalid", TraceGroup.WRITE_DATA));
    all.add(valid("m_axi_wready", TraceGroup.WRITE_DATA_READY));
    all.add(new WaveSignal("m_axi_wdata", wordBits, Kind.STROBED, TraceGroup.WRITE_DATA, 0));
    all.add(expected("m_axi_wstrb", wordBits / 8, TraceGroup.WRITE_DATA, wordBits));
    all.add(expected("m_axi_wlast", 1, TraceGroup.WRITE_DATA, wordBits + 64));
    all.add(valid("m_axi_bvalid", TraceGroup.WRITE_RESPONSE));
    all.add(constant("m_axi_bready", 1, 1));
    all.add(driven("m_axi_bresp", 2, TraceGroup.WRITE_RESPONSE, 0));
  }

  private static void events(List<WaveSignal> all, Accelerator accelerator) {
    all.add(driven("event_dispatch", 4, TraceGroup.DISPATCH, 0));
    all.add(driven("event_issue", 4, TraceGroup.ISSUE, 0));
    all.add(driven("event_retire", 4, TraceGroup.RETIRE, 0));
    all.add(valid("event_decode", TraceGroup.DECODE));
    all.add(expected("event_decode_data", 8 * accelerator.codebook().ports() * accelerator.array().rows(), TraceGroup.DECODE,
        0));
    all.add(valid("event_pass_start", TraceGroup.PASS_START));
    all.add(valid("event_pass_end", TraceGroup.PASS_END));
    all.add(valid("event_accumulate", TraceGroup.ACCUMULATE));
    all.add(expected("event_accumulate_address", 14, TraceGroup.ACCUMULATE, 0));
    all.add(expected("event_accumulate_data", 32 * accelerator.array().columns(), TraceGroup.ACCUMULATE, 16));
    all.add(valid("event_result", TraceGroup.RESULT));
    all.add(expected("event_result_address", 20, TraceGroup.RESULT, 0));
    all.add(expected("event_result_data", 8 * accelerator.postprocess().lanes(), TraceGroup.RESULT, 32));
  }

  /**
   * The signal's value in a cycle whose event of the group has {@code payload}, or in one without it if that is null; highest
   * bit first.
   */
  String value(byte[] payload) {
    boolean there = payload != null;
    return switch (kind) {
      case CONSTANT -> bits(i -> (first >> i & 1) == 1);
      case VALID -> there ? "1" : "0";
      case DRIVEN -> bits(i -> there && bit(payload, first + i));
      case EXPECTED -> there ? bits(i -> bit(payload, first + i)) : "x".repeat(width);
      case STROBED -> there ? strobed(payload) : "x".repeat(width);
    };
  }

  private String strobed(byte[] payload) {
    char[] bits = bits(i -> bit(payload, first + i)).toCharArray();
    for (int i = 0; i < width; i++) {
      // The strobes follow the word.
      if (!bit(payload, first + width + i / 8)) {
        bits[width - 1 - i] = 'x';
      }
    }
    return new String(bits);
  }

  private static boolean bit(byte[] payload, int at) {
    return (payload[at / 8] >> at % 8 & 1) == 1;
  }

  private String bits(IntPredicate bit) {
    char[] bits = new char[width];
    for (int i = 0; i < width; i++) {
      bits[width - 1 - i] = bit.test(i) ? '1' : '0';
    }
    return new String(bits);
  }
}
