package org.lexicore.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.area.AreaEstimate;
import org.lexicore.reports.area.ClockEstimate;

/**
 * {@code result.json}: one network on one accelerator. {@code docs/results.md} explains each field; a change of meaning raises
 * {@link #SCHEMA}.
 *
 * @param command the command line that made it
 * @param inputs file → SHA-256 of every file that went in
 * @param accelerator the accelerator's name
 * @param codebookPlace none, sram or rom
 * @param cycles of the first inference, as the rest up to {@code arrayCycles}
 * @param leastDramBytes what DRAM must carry at least: each code, weight, bias, codeword and activation read once,
 *     outputs written once
 * @param advice what the array waited for, and which accelerators would be faster
 * @param inferences each occasion that was simulated, the first first
 * @param layers of the first inference
 * @param host what the host did in the first inference, if anything
 * @param area of the chip at its node, by part
 * @param clock beside what the cells reach
 * @param outputsSha256 of the outputs' elements of the first inference, channel-major, little-endian; none of a run without arithmetic
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RunResult(
    int schema,
    String version,
    String command,
    long seed,
    SortedMap<String, String> inputs,
    String network,
    String accelerator,
    String codebookPlace,
    long cycles,
    double timeMs,
    long macs,
    double utilisation,
    DramBytes dramBytes,
    Optional<DramBytes> leastDramBytes,
    ArrayCycles stallCycles,
    Optional<Advice> advice,
    List<Inference> inferences,
    List<LayerCost> layers,
    Optional<HostWork> host,
    Optional<Weights> weights,
    Optional<Accuracy> accuracy,
    Hardware hardware,
    Optional<AreaEstimate> area,
    Optional<ClockEstimate> clock,
    Optional<String> outputsSha256,
    Optional<Verification> verification,
    Accelerator configuration) {

  /** The version of this form. */
  public static final int SCHEMA = 1;

  /** The inference on {@code occasion}, if it was simulated. */
  public Optional<Inference> inference(String occasion) {
    return inferences.stream().filter(inference -> inference.occasion().equals(occasion)).findFirst();
  }

  /** The same run with what would make it faster. */
  public RunResult with(Advice found) {
    return new RunResult(schema, version, command, seed, inputs, network, accelerator, codebookPlace, cycles, timeMs, macs, utilisation,
        dramBytes, leastDramBytes, stallCycles, Optional.of(found), inferences, layers, host, weights, accuracy, hardware, area, clock,
        outputsSha256, verification, configuration);
  }

  /** The same run of the network by another name. */
  public RunResult named(String name) {
    return new RunResult(schema, version, command, seed, inputs, name, accelerator, codebookPlace, cycles, timeMs, macs, utilisation,
        dramBytes, leastDramBytes, stallCycles, advice, inferences, layers, host, weights, accuracy, hardware, area, clock,
        outputsSha256, verification, configuration);
  }

  /** The same run, after lockstep. */
  public RunResult with(Verification outcome) {
    return new RunResult(schema, version, command, seed, inputs, network, accelerator, codebookPlace, cycles, timeMs, macs, utilisation,
        dramBytes, leastDramBytes, stallCycles, advice, inferences, layers, host, weights, accuracy, hardware, area, clock,
        outputsSha256, Optional.of(outcome), configuration);
  }
}
