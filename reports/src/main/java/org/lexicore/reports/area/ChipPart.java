package org.lexicore.reports.area;

import java.util.List;

/** A part of the accelerator as a reader knows it, and the modules of the Verilog that its logic consists of. */
enum ChipPart {
  CONTROL("control and fetch",
      List.of("lexicore_core", "lexicore_control", "lexicore_registers", "lexicore_fetch", "lexicore_queue", "lexicore_tokens")),
  BUS("bus",
      List.of("lexicore_burst_generator", "lexicore_load", "lexicore_store", "lexicore_read_port", "lexicore_write_port",
          "lexicore_ram")),
  BUFFERS("buffers", List.of("lexicore_buffer", "lexicore_activation_buffer")),
  WEIGHT_PATH("weight path", List.of("lexicore_pass_sequencer", "lexicore_compute", "lexicore_index_decoder")),
  CODEBOOK("codebook", List.of(LogicModel.ROM)),
  SPAN_READER("span reader", List.of("lexicore_span_reader")),
  ARRAY("array", List.of("lexicore_array", "lexicore_column", "lexicore_processing_element", "lexicore_adder_tree")),
  ACCUMULATORS("accumulators", List.of("lexicore_accumulators")),
  DRAIN("drain", List.of("lexicore_drain_nest", "lexicore_drain", "lexicore_drain_lane", "lexicore_requantiser"));

  private final String words;
  private final List<String> modules;

  ChipPart(String words, List<String> modules) {
    this.words = words;
    this.modules = modules;
  }

  String words() {
    return words;
  }

  List<String> modules() {
    return modules;
  }
}
