package org.lexicore.rtl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The fixed modules: plain Verilog that every accelerator shares. */
final class Library {
  private static final String FOLDER = "library/";

  /** Every fixed module but {@code lexicore_core}, whose parameters' defaults are set, in the order of the file list. */
  static final List<String> MODULES =
      List.of(
          "lexicore_ram", "lexicore_buffer", "lexicore_fifo", "lexicore_delay", "lexicore_counter", "lexicore_control",
          "lexicore_queue", "lexicore_tokens", "lexicore_burst_generator", "lexicore_load", "lexicore_store", "lexicore_read_port",
          "lexicore_write_port", "lexicore_pass_sequencer", "lexicore_index_decoder", "lexicore_activation_buffer", "lexicore_rotator",
          "lexicore_span_reader", "lexicore_compute", "lexicore_processing_element", "lexicore_adder_tree", "lexicore_column",
          "lexicore_array", "lexicore_accumulators", "lexicore_requantiser", "lexicore_drain_nest", "lexicore_drain_lane",
          "lexicore_drain");

  private Library() {}

  /** The text of a module's file. */
  static String text(String module) {
    try (InputStream in = Library.class.getResourceAsStream(FOLDER + module + ".v")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(module, e);
    }
  }
}
