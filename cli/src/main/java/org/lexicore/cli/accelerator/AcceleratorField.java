package org.lexicore.cli.accelerator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.WriteOrder;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;

/**
 * One field of {@code accelerator.yaml}: the source of the reader, of the commented file that {@code lexicore init} writes, and of
 * the table in {@code docs/accelerator-yaml.md}.
 *
 * @param path section and key, joined by a dot; a key without a section stands at the top
 * @param kind what its value is
 * @param example value in the file that {@code init} writes
 * @param stated whether that file states it, or shows it in a comment
 * @param fallback its value where the file is silent, from the values of the fields before it; empty if it must be stated
 * @param fallbackText the fallback in words
 * @param meaning one line for comment and table
 */
record AcceleratorField(
    String path,
    FieldKind kind,
    Object example,
    boolean stated,
    Optional<Function<Map<String, Object>, Object>> fallback,
    String fallbackText,
    String meaning) {

  private static final long LARGEST_DEFAULTED_KIB = 1024;

  /** Every field, in the order of the file. */
  static final List<AcceleratorField> ALL = Stream.of(
      Stream.of(
          required("version", FieldKind.INTEGER, 1, "of this file's form; always 1"),
          required("name", FieldKind.TEXT, "edge-8", "by which reports call it"),
          required("array.rows", FieldKind.INTEGER, 8, "multipliers a column, along the reduction: 4, 8, ... 128"),
          required("array.columns", FieldKind.INTEGER, 8, "columns, along the output channels: 2 to 128"),
          required("clock_mhz", FieldKind.NUMBER, 150, "turns cycles into milliseconds; a timed dram runs beside it"),
          required("technology.node_nm", FieldKind.INTEGER, 28, "process node, for estimates; changes no cycle"),
          unset("technology.gate_um2", FieldKind.NUMBER, "NUMBER", "published factors", "the foundry's own area of a NAND gate of two inputs"),
          unset("technology.sram_bit_um2", FieldKind.NUMBER, "NUMBER", "published cells", "the foundry's own area of an SRAM macro, a bit"),
          unset("technology.rom_bit_um2", FieldKind.NUMBER, "NUMBER", "published cells", "the foundry's own area of a ROM macro, a bit"),
          required("codebook.place", FieldKind.PLACE, "rom", "none: int8 only; sram: loaded from DRAM; rom: fixed on chip"),
          codebook("codebook.entries", 256, 2, "codewords per book: a power of two from 2 to 65536"),
          codebook("codebook.dimension", 8, 1, "longest codeword (d), 1 to 32, at most array.rows"),
          codebook("codebook.ports", 1, 1, "codewords decoded a cycle"),
          codebook("codebook.books", 1, 1, "codebooks held at once, a power of two"),
          unset("codebook.content", FieldKind.TEXT, "FILE", "from the networks",
              "file with the ROM's codewords (safetensors), relative to this file"),
          required("buffers.activations_kib", FieldKind.INTEGER, 64, "input activations, both banks"),
          required("buffers.accumulators_kib", FieldKind.INTEGER, 16, "32-bit partial sums, both banks"),
          required("buffers.indices_kib", FieldKind.INTEGER, 8, "indices or plain weights, replayed from here"),
          optional("buffers.results_kib", 16, AcceleratorField::quarterOfActivations,
              "activations_kib / 4, at least 4, at most 1024", "outputs on their way to DRAM"),
          optional("buffers.residuals_kib", 16, AcceleratorField::quarterOfActivations,
              "activations_kib / 4, at least 4, at most 1024", "operands of residual additions"),
          optional("buffers.parameters_kib", 4, v -> 4L, "4", "biases and scales, 8 bytes per channel"),
          required("postprocess.lanes", FieldKind.INTEGER, 4, "results requantised a cycle: a power of two that divides array.columns"),
          required("axi.data_bits", FieldKind.INTEGER, 64, "32, 64, 128, 256 or 512"),
          required("axi.address_bits", FieldKind.INTEGER, 32, "16 to 32"),
          required("axi.outstanding_reads", FieldKind.INTEGER, 8, "read bursts under way, 1 to 64"),
          optional("axi.outstanding_writes", 4, v -> 4L, "4", "write bursts under way, 1 to 64"),
          required("dram.kind", FieldKind.DRAM, Accelerator.Dram.Ideal.KIND, "memory model; docs/dram.md says what the others are"),
          ideal("dram.latency_cycles", 40, "from a read's address to its first data"),
          ideal("dram.bytes_per_cycle", 8, "rate of data, either way"),
          ideal("dram.stall_percent", 0, "chance that a channel holds off in a cycle, 0 to 95"),
          ideal("dram.stall_seed", 1, "of those stalls"),
          new AcceleratorField(
              "dram.write_order", FieldKind.WRITE_ORDER, WriteOrder.FREE.word(), false, Optional.of(v -> WriteOrder.FREE.word()), "free",
              "which of a write's address and data the ideal memory takes first")),
      ControllerField.ALL.stream().map(AcceleratorField::controller),
      Stream.of(
          host("gops", "10^9 operations per second that the host sustains"),
          host("gb_per_s", "10^9 bytes per second that it moves to and from DRAM"),
          host("pj_per_op", "its energy per operation"),
          host("pj_per_byte", "its energy per byte to and from DRAM")))
      .flatMap(Function.identity()).toList();

  /** Whether its example is no value, but stands for one. */
  boolean hasPlaceholder() {
    return kind.parse(example.toString()) == null;
  }

  private static AcceleratorField required(String path, FieldKind kind, Object example, String meaning) {
    return new AcceleratorField(path, kind, example, true, Optional.empty(), "must be stated", meaning);
  }

  /** A field whose silence means something that no value says: its value is then the empty text. */
  private static AcceleratorField unset(String path, FieldKind kind, String placeholder, String text, String meaning) {
    return new AcceleratorField(path, kind, placeholder, false, Optional.of(v -> ""), text, meaning);
  }

  /**
   * What is known of the processor beside the accelerator; nobody publishes that for all of them, so that there is no
   * default.
   */
  private static AcceleratorField host(String key, String meaning) {
    return unset("host." + key, FieldKind.NUMBER, "NUMBER", "the host is not included", meaning);
  }

  private static AcceleratorField optional(
      String path, Object example, Function<Map<String, Object>, Object> fallback, String text, String meaning) {
    return new AcceleratorField(path, FieldKind.INTEGER, example, true, Optional.of(fallback), text, meaning);
  }

  /** A capacity of the codebook store, which must be stated unless there is none. */
  private static AcceleratorField codebook(String path, int example, long withoutStore, String meaning) {
    Function<Map<String, Object>, Object> fallback = v -> "none".equals(v.get("codebook.place")) ? withoutStore : null;
    return new AcceleratorField(
        path, FieldKind.INTEGER, example, true, Optional.of(fallback), "must be stated, but not where place is none", meaning);
  }

  /** A field of the ideal memory, which other kinds ignore. */
  private static AcceleratorField ideal(String path, int example, String meaning) {
    Function<Map<String, Object>, Object> fallback = v -> standard(v).map(timed -> (Object) (long) example).orElse(null);
    return new AcceleratorField(
        path, FieldKind.INTEGER, example, true, Optional.of(fallback), "must be stated where kind is ideal", meaning);
  }

  /** A field of DRAM's controllers, which the ideal memory ignores. */
  private static AcceleratorField controller(ControllerField field) {
    Function<DramStandard, Object> preset = standard -> field.value().apply(ControllerSettings.of(standard));
    return new AcceleratorField(
        "dram." + field.name(), field.kind(), preset.apply(DramStandard.DDR4_2400), false,
        Optional.of(v -> preset.apply(standard(v).orElse(DramStandard.DDR4_2400))), field.fallbackText(),
        field.meaning());
  }

  private static Optional<DramStandard> standard(Map<String, Object> values) {
    return DramStandard.of((String) values.get("dram.kind"));
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
