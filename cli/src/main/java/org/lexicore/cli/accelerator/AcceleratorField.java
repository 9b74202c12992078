package org.lexicore.cli.accelerator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One field of {@code accelerator.yaml}: the source of the reader, of the commented file that {@code lexicore init} writes, and of
 * the table in {@code docs/accelerator-yaml.md}.
 *
 * @param path section and key, joined by a dot; a key without a section stands at the top
 * @param kind what its value is
 * @param example value in the file that {@code init} writes
 * @param fallback its value where the file is silent, from the values of the fields before it; empty if it must be stated
 * @param fallbackText the fallback in words
 * @param meaning one line for comment and table
 */
record AcceleratorField(
    String path,
    Kind kind,
    Object example,
    Optional<Function<Map<String, Object>, Object>> fallback,
    String fallbackText,
    String meaning) {

  /** What a value is; {@code noun} completes "is not ...", {@code placeholder} stands where a file states none. */
  enum Kind {
    INTEGER("a whole number", "NUMBER"),
    NUMBER("a number", "NUMBER"),
    TEXT("a text", "FILE"),
    PLACE("none, sram or rom", "PLACE");

    private final String noun;
    private final String placeholder;

    Kind(String noun, String placeholder) {
      this.noun = noun;
      this.placeholder = placeholder;
    }

    String noun() {
      return noun;
    }

    String placeholder() {
      return placeholder;
    }
  }

  private static final long LARGEST_DEFAULTED_KIB = 1024;

  /** Every field, in the order of the file. */
  static final List<AcceleratorField> ALL =
      List.of(
          required("version", Kind.INTEGER, 1, "of this file's form; always 1"),
          required("name", Kind.TEXT, "edge-8", "by which reports call it"),
          required("array.rows", Kind.INTEGER, 8, "multipliers a column, along the reduction: 4, 8, ... 128"),
          required("array.columns", Kind.INTEGER, 8, "columns, along the output channels: 2 to 128"),
          required("clock_mhz", Kind.NUMBER, 150, "turns cycles into milliseconds; changes no cycle"),
          required("technology.node_nm", Kind.INTEGER, 28, "process node, for estimates; changes no cycle"),
          unset("technology.gate_um2", Kind.NUMBER, "published factors", "the foundry's own area of a NAND gate of two inputs"),
          unset("technology.sram_bit_um2", Kind.NUMBER, "published cells", "the foundry's own area of an SRAM macro, a bit"),
          unset("technology.rom_bit_um2", Kind.NUMBER, "published cells", "the foundry's own area of a ROM macro, a bit"),
          required("codebook.place", Kind.PLACE, "rom", "none: int8 only; sram: loaded from DRAM; rom: fixed on chip"),
          codebook("codebook.entries", 256, 2, "codewords a book: a power of two from 2 to 65536"),
          codebook("codebook.dimension", 8, 1, "longest codeword (d), 1 to 32, at most array.rows"),
          codebook("codebook.ports", 1, 1, "codewords decoded a cycle"),
          codebook("codebook.books", 1, 1, "codebooks held at once, a power of two"),
          unset("codebook.content", Kind.TEXT, "from the networks", "file with the ROM's codewords (safetensors), relative to this file"),
          required("buffers.activations_kib", Kind.INTEGER, 64, "input activations, both banks"),
          required("buffers.accumulators_kib", Kind.INTEGER, 16, "32-bit partial sums, both banks"),
          required("buffers.indices_kib", Kind.INTEGER, 8, "indices or plain weights, replayed from here"),
          optional("buffers.results_kib", 16, AcceleratorField::quarterOfActivations,
              "activations_kib / 4, at least 4, at most 1024", "outputs on their way to DRAM"),
          optional("buffers.residuals_kib", 16, AcceleratorField::quarterOfActivations,
              "activations_kib / 4, at least 4, at most 1024", "operands of residual additions"),
          optional("buffers.parameters_kib", 4, v -> 4L, "4", "biases and scales, 8 bytes a channel"),
          required("postprocess.lanes", Kind.INTEGER, 4, "results requantised a cycle: a power of two that divides array.columns"),
          required("axi.data_bits", Kind.INTEGER, 64, "32, 64, 128, 256 or 512"),
          required("axi.address_bits", Kind.INTEGER, 32, "16 to 32"),
          required("axi.outstanding_reads", Kind.INTEGER, 8, "read bursts under way, 1 to 64"),
          optional("axi.outstanding_writes", 4, v -> 4L, "4", "write bursts under way, 1 to 64"),
          required("dram.kind", Kind.TEXT, "ideal", "memory model: ideal (fixed latency and rate)"),
          required("dram.latency_cycles", Kind.INTEGER, 40, "from a read's address to its first data"),
          required("dram.bytes_per_cycle", Kind.INTEGER, 8, "rate of data, either way"),
          required("dram.stall_percent", Kind.INTEGER, 0, "chance that a channel holds off in a cycle, 0 to 95"),
          required("dram.stall_seed", Kind.INTEGER, 1, "of those stalls"));

  private static AcceleratorField required(String path, Kind kind, Object example, String meaning) {
    return new AcceleratorField(path, kind, example, Optional.empty(), "must be stated", meaning);
  }

  /** A field whose silence means something that no value says: its value is then the empty text. */
  private static AcceleratorField unset(String path, Kind kind, String text, String meaning) {
    return new AcceleratorField(path, kind, "", Optional.of(v -> ""), text, meaning);
  }

  private static AcceleratorField optional(
      String path, Object example, Function<Map<String, Object>, Object> fallback, String text, String meaning) {
    return new AcceleratorField(path, Kind.INTEGER, example, Optional.of(fallback), text, meaning);
  }

  /** A capacity of the codebook store, which must be stated unless there is none. */
  private static AcceleratorField codebook(String path, int example, long withoutStore, String meaning) {
    Function<Map<String, Object>, Object> fallback = v -> "none".equals(v.get("codebook.place")) ? withoutStore : null;
    return new AcceleratorField(
        path, Kind.INTEGER, example, Optional.of(fallback), "must be stated, but not where place is none", meaning);
  }

  private static Object quarterOfActivations(Map<String, Object> values) {
    return Math.clamp((long) values.get("buffers.activations_kib") / 4, 4, LARGEST_DEFAULTED_KIB);
  }

  /** The section, or "" at the top. */
  String section() {
    return path.contains(".") ? path.substring(0, path.indexOf('.')) : "";
  }

  /** The key within its section. */
  String key() {
    return path.substring(path.indexOf('.') + 1);
  }
}
