package org.lexicore.reports.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.lexicore.reports.Band;
import org.lexicore.reports.Hardware;
import org.lexicore.reports.Inference;
import org.lexicore.reports.Weights;

/**
 * {@code study.json}: the same networks on the same array, their weights stored in several ways.
 *
 * @param accelerator the accelerator's name
 * @param array what all chips have, whatever their codeword store
 * @param chips one for each way to store weights
 * @param breakEvens where one chip begins to be better than another
 * @param sharing what networks with codebooks of their own would take that share a chip
 */
public record Study(
    int schema,
    String version,
    String command,
    long seed,
    SortedMap<String, String> inputs,
    String accelerator,
    Array array,
    List<Chip> chips,
    List<BreakEven> breakEvens,
    Optional<Sharing> sharing) {
  /** The version of this form. */
  public static final int SCHEMA = 1;

  /** The variant with a universal codebook in SRAM. */
  public static final String SRAM = "universal-sram";

  /** The variant with a universal codebook in ROM. */
  public static final String ROM = "universal-rom";

  /** Multipliers, process node in nm and clock in MHz. */
  public record Array(int rows, int columns, int nodeNm, double clockMhz) {}

  /** The chip of {@code chips} with this variant, if there is one. */
  static Optional<Chip> chip(List<Chip> chips, String variant) {
    return chips.stream().filter(chip -> chip.variant().equals(variant)).findFirst();
  }

  /**
   * The array with one kind of codeword store.
   *
   * @param variant its name: {@code int8}, {@code per-layer-sram}, {@code universal-sram}, {@code universal-rom}
   * @param entries codewords that the store holds, a book; 0 without a store
   * @param dimension weights per codeword; 0 without a store
   * @param areaMm2 of the whole chip
   * @param storeMm2 of the codeword store, all ports
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Chip(
      String variant, int entries, int dimension, Hardware hardware, Optional<Band> areaMm2, Optional<Band> storeMm2, List<OnChip> networks) {
    /** The network called {@code name}. */
    public OnChip network(String name) {
      return networks.stream().filter(network -> network.network().equals(name)).findFirst().orElseThrow();
    }
  }

  /**
   * A network on a chip.
   *
   * @param codebook how its weights are stored: {@code int8} or {@code k=…, d=…}
   * @param top1 share of right answers in integers, 0 to 1, if it was measured
   * @param inferences the first, the next, and one after all other networks of the study, if there are others
   * @param batches the first inference at each size of batch
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record OnChip(
      String network, String codebook, Weights weights, Optional<Double> top1, List<Inference> inferences, List<Batch> batches) {
    /** The inference on {@code occasion}, if there was one. */
    public Optional<Inference> inference(String occasion) {
      return inferences.stream().filter(inference -> inference.occasion().equals(occasion)).findFirst();
    }

    /** Right after all was loaded: an inference that follows one of the same network. */
    public Inference steady() {
      return inference(Inference.STEADY).orElseThrow();
    }

    /** What comes before a run of steady inferences: another network, or the reset where there is no other. */
    public Inference afterSwitch() {
      return inference(Inference.SWITCHED).or(() -> inference(Inference.FIRST)).orElseThrow();
    }
  }

  /** The first inference of {@code samples} samples at once. */
  public record Batch(int samples, Inference inference) {}
}
