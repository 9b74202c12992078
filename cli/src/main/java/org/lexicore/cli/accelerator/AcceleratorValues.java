package org.lexicore.cli.accelerator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;

/** An accelerator as the values of its fields, by path: what reading it back from {@code accelerator.yaml} begins with. */
public final class AcceleratorValues {
  private AcceleratorValues() {}

  /** The value of each field of {@code accelerator}, for {@link AcceleratorTemplate#yaml}. */
  public static Map<String, Object> of(Accelerator accelerator) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("version", accelerator.version());
    values.put("name", accelerator.name());
    values.put("array.rows", accelerator.array().rows());
    values.put("array.columns", accelerator.array().columns());
    values.put("clock_mhz", accelerator.clockMhz());
    putTechnology(values, accelerator.technology());
    values.put("postprocess.lanes", accelerator.postprocess().lanes());
    putMemories(values, accelerator.codebook(), accelerator.buffers());
    putBus(values, accelerator.axi(), accelerator.dram());
    putHost(values, accelerator.host());
    return values;
  }

  private static void putTechnology(Map<String, Object> values, Accelerator.Technology technology) {
    values.put("technology.node_nm", technology.nodeNm());
    values.put("technology.gate_um2", orUnset(technology.gateUm2()));
    values.put("technology.sram_bit_um2", orUnset(technology.sramBitUm2()));
    values.put("technology.rom_bit_um2", orUnset(technology.romBitUm2()));
  }

  private static void putHost(Map<String, Object> values, Optional<Accelerator.Host> host) {
    values.put("host.gops", orUnset(host.map(Accelerator.Host::gops).orElse(OptionalDouble.empty())));
    values.put("host.gb_per_s", orUnset(host.map(Accelerator.Host::gbPerS).orElse(OptionalDouble.empty())));
    values.put("host.pj_per_op", orUnset(host.map(Accelerator.Host::pjPerOp).orElse(OptionalDouble.empty())));
    values.put("host.pj_per_byte", orUnset(host.map(Accelerator.Host::pjPerByte).orElse(OptionalDouble.empty())));
  }

  private static Object orUnset(OptionalDouble value) {
    return value.isPresent() ? (Object) value.getAsDouble() : "";
  }

  private static void putMemories(Map<String, Object> values, CodebookStore codebook, Accelerator.Buffers buffers) {
    values.put("codebook.place", codebook.word());
    values.put("codebook.entries", codebook.entries());
    values.put("codebook.dimension", codebook.dimension());
    values.put("codebook.ports", codebook.ports());
    values.put("codebook.books", codebook.books());
    codebook.content().ifPresent(file -> values.put("codebook.content", file));
    values.put("buffers.activations_kib", buffers.activationsKib());
    values.put("buffers.accumulators_kib", buffers.accumulatorsKib());
    values.put("buffers.indices_kib", buffers.indicesKib());
    values.put("buffers.results_kib", buffers.resultsKib());
    values.put("buffers.residuals_kib", buffers.residualsKib());
    values.put("buffers.parameters_kib", buffers.parametersKib());
  }

  private static void putBus(Map<String, Object> values, Accelerator.Axi axi, Accelerator.Dram dram) {
    values.put("axi.data_bits", axi.dataBits());
    values.put("axi.address_bits", axi.addressBits());
    values.put("axi.outstanding_reads", axi.outstandingReads());
    values.put("axi.outstanding_writes", axi.outstandingWrites());
    values.put("dram.kind", dram.kind());
    switch (dram) {
      case Accelerator.Dram.Ideal ideal -> {
        values.put("dram.latency_cycles", ideal.latencyCycles());
        values.put("dram.bytes_per_cycle", ideal.bytesPerCycle());
        values.put("dram.stall_percent", ideal.stallPercent());
        values.put("dram.stall_seed", ideal.stallSeed());
        values.put("dram.write_order", ideal.writeOrder().word());
      }
      case Accelerator.Dram.Timed timed ->
          ControllerField.values(timed.controller()).forEach((name, value) -> values.put("dram." + name, value));
    }
  }

  /**
   * {@code accelerator} with some fields replaced.
   *
   * @param settings each {@code path=value}
   * @throws org.lexicore.model.InputException if there is no such field, or if the accelerator cannot be built
   */
  public static Accelerator with(Accelerator accelerator, List<String> settings) {
    return AcceleratorYaml.parse(accelerator.name(), AcceleratorTemplate.yaml(of(accelerator)), settings);
  }
}
