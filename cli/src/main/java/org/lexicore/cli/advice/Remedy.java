package org.lexicore.cli.advice;

import static org.lexicore.reports.ArrayCycles.Cause.BUSY;
import static org.lexicore.reports.ArrayCycles.Cause.DRAIN;
import static org.lexicore.reports.ArrayCycles.Cause.INSTRUCTION;
import static org.lexicore.reports.ArrayCycles.Cause.LOAD;
import static org.lexicore.reports.ArrayCycles.Cause.STORE;
import static org.lexicore.reports.ArrayCycles.Cause.WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.cli.accelerator.AcceleratorValues;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.Advice.Change;
import org.lexicore.reports.ArrayCycles.Cause;

/**
 * Fields of {@code accelerator.yaml} that, multiplied, may shorten one kind of the array's cycles.
 *
 * @param fields multiplied together
 * @param factors by which they are, one trial each
 * @param sameProgram whether a program stays valid on the changed accelerator: its words, tiles and addresses do not
 *     depend on the fields
 */
record Remedy(Cause cause, List<String> fields, List<Integer> factors, boolean sameProgram) {
  private static final List<Integer> TWICE = List.of(2);

  /** In the order in which they are tried: for each cause, cheap hardware first. */
  static final List<Remedy> ALL = List.of(
      new Remedy(WEIGHTS, List.of("codebook.ports"), List.of(2, 4, 8), true),
      new Remedy(WEIGHTS, List.of("axi.data_bits"), TWICE, false),
      new Remedy(LOAD, List.of("axi.outstanding_reads"), TWICE, true),
      new Remedy(LOAD, List.of("dram.channels"), TWICE, true),
      new Remedy(LOAD, List.of("dram.bytes_per_cycle"), TWICE, true),
      new Remedy(LOAD, List.of("axi.data_bits", "dram.bytes_per_cycle"), TWICE, false),
      new Remedy(LOAD, List.of("buffers.activations_kib"), TWICE, false),
      new Remedy(LOAD, List.of("buffers.indices_kib"), TWICE, false),
      new Remedy(LOAD, List.of("codebook.books"), TWICE, false),
      new Remedy(DRAIN, List.of("postprocess.lanes"), TWICE, false),
      new Remedy(DRAIN, List.of("buffers.accumulators_kib"), TWICE, false),
      new Remedy(STORE, List.of("axi.outstanding_writes"), TWICE, true),
      new Remedy(STORE, List.of("buffers.results_kib"), TWICE, false),
      new Remedy(STORE, List.of("axi.data_bits", "dram.bytes_per_cycle"), TWICE, false),
      new Remedy(INSTRUCTION, List.of("axi.outstanding_reads"), TWICE, true),
      new Remedy(INSTRUCTION, List.of("buffers.activations_kib"), TWICE, false),
      new Remedy(BUSY, List.of("array.columns"), TWICE, false),
      new Remedy(BUSY, List.of("array.rows"), TWICE, false),
      new Remedy(BUSY, List.of("array.rows", "array.columns"), TWICE, false));

  /** An accelerator with the remedy. */
  record Changed(Accelerator accelerator, List<Change> changes, boolean sameProgram) {}

  /**
   * The accelerators that the remedy makes of {@code accelerator}; none where it has no such field, or cannot be built
   * so.
   */
  List<Changed> on(Accelerator accelerator) {
    List<Changed> all = new ArrayList<>();
    factors.forEach(factor -> changed(accelerator, factor).ifPresent(all::add));
    return all;
  }

  private Optional<Changed> changed(Accelerator accelerator, int factor) {
    Map<String, Object> values = AcceleratorValues.of(accelerator);
    if (!values.keySet().containsAll(fields)) {
      return Optional.empty();
    }
    List<Change> changes = fields.stream().map(field -> {
      long now = ((Number) values.get(field)).longValue();
      return new Change(field, String.valueOf(now), String.valueOf(now * factor));
    }).toList();
    try {
      List<String> settings = changes.stream().map(change -> change.field() + "=" + change.to()).toList();
      return Optional.of(new Changed(AcceleratorValues.with(accelerator, settings), changes, sameProgram));
    } catch (InputException cannotBeBuilt) {
      return Optional.empty();
    }
  }
}
