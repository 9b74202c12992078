package org.lexicore.rtl.synthesis;

import java.util.List;
import java.util.stream.Collectors;

/** How every flow reads the Verilog: each module kept as one, so that its cells can be counted, but for small ones within another. */
final class Elaboration {
  private Elaboration() {}

  static final String TOP = "lexicore";

  /** Modules that belong to the one that they stand in, as in {@link org.lexicore.rtl.HardwareCount}. */
  static final List<String> FLATTENED =
      List.of("lexicore_delay", "lexicore_counter", "lexicore_fifo", "lexicore_rotator", "lexicore_unit_fields", "lexicore_wait_fields",
          "lexicore_load_fields", "lexicore_compute_fields", "lexicore_drain_fields", "lexicore_store_fields");

  /** The beginning of a Yosys script, in a folder that holds {@code rtl/}. */
  static final String SCRIPT =
      """
      read_verilog -DSYNTHESIS rtl/*.v
      hierarchy -check -top lexicore
      setattr -mod -set keep_hierarchy 1 *
      """
          + FLATTENED.stream().map(module -> "setattr -mod -unset keep_hierarchy *" + module + "*\n").collect(Collectors.joining());
}
