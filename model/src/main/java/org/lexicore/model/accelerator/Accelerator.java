package org.lexicore.model.accelerator;

import java.util.Optional;
import java.util.OptionalDouble;
import org.lexicore.model.Problems;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.model.dram.DramTiming;

/**
 * One accelerator, as {@code accelerator.yaml} states it; {@code docs/accelerator-yaml.md} explains each field.
 *
 * <p>Derived sizes are methods here, so that mapper, simulator and generator can't disagree about them.
 */
public record Accelerator(
    int version,
    String name,
    Array array,
    double clockMhz,
    Technology technology,
    CodebookStore codebook,
    Buffers buffers,
    Postprocess postprocess,
    Axi axi,
    Dram dram,
    Optional<Host> host) {
  /** An accelerator of whose host nothing is known. */
  public Accelerator(
      int version, String name, Array array, double clockMhz, Technology technology, CodebookStore codebook, Buffers buffers,
      Postprocess postprocess, Axi axi, Dram dram) {
    this(version, name, array, clockMhz, technology, codebook, buffers, postprocess, axi, dram, Optional.empty());
  }

  /** R × C processing elements: R rows along the reduction, C columns along the output channels. */
  public record Array(int rows, int columns) {}

  /**
   * The process, for estimates only.
   *
   * @param nodeNm its node
   * @param gateUm2 the foundry's own area of a NAND gate of two inputs, if given; else published factors scale
   * @param sramBitUm2 the foundry's own area of an SRAM macro a bit, periphery included, if given
   * @param romBitUm2 the same of a ROM macro
   */
  public record Technology(int nodeNm, OptionalDouble gateUm2, OptionalDouble sramBitUm2, OptionalDouble romBitUm2) {
    /** The smallest node for which the area of logic is published: Stillmaker and Baas, Integration 58 (2017). */
    public static final int LEAST_NM = 7;

    /** The node of the cells that areas are scaled from, in nm. */
    public static final int GREATEST_NM = 180;

    /** A node of which only published figures are known. */
    public Technology(int nodeNm) {
      this(nodeNm, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Whether published areas enclose the node, so that none is extrapolated. */
    public boolean published() {
      return nodeNm >= LEAST_NM && nodeNm <= GREATEST_NM;
    }

    /** Whether the foundry's own figures stand for all published ones. */
    public boolean stated() {
      return gateUm2.isPresent() && sramBitUm2.isPresent() && romBitUm2.isPresent();
    }
  }

  /** Capacities in KiB; the accumulators' includes both banks. All but the accumulators' are powers of two. */
  public record Buffers(
      int activationsKib, int accumulatorsKib, int indicesKib, int resultsKib, int residualsKib, int parametersKib) {}

  /** Requantisers that drain the accumulators: a power of two that divides the columns. */
  public record Postprocess(int lanes) {}

  /** The AXI4 master. */
  public record Axi(int dataBits, int addressBits, int outstandingReads, int outstandingWrites) {}

  /** The memory behind the bus, as it is modelled; it changes nothing in the accelerator. */
  public sealed interface Dram {
    /** How files call it. */
    String kind();

    /**
     * Fixed latency and rate.
     *
     * @param latencyCycles from the address handshake to the first beat, at least 1
     * @param stallPercent probability that a channel's handshake is held off in a cycle, 0 to 95
     * @param writeOrder in what order it takes a write's address and data
     */
    record Ideal(int latencyCycles, int bytesPerCycle, int stallPercent, long stallSeed, WriteOrder writeOrder) implements Dram {
      /** A memory that takes addresses and data of writes each by itself. */
      public Ideal(int latencyCycles, int bytesPerCycle, int stallPercent, long stallSeed) {
        this(latencyCycles, bytesPerCycle, stallPercent, stallSeed, WriteOrder.FREE);
      }

      /** Its kind. */
      public static final String KIND = "ideal";

      @Override
      public String kind() {
        return KIND;
      }
    }

    /** DRAM to the command, behind controllers in a clock of their own. */
    record Timed(DramStandard standard, ControllerSettings controller) implements Dram {
      /** Bytes that the data buses carry at most in a cycle of {@code clockMhz}. */
      public double peakBytesPerCycle(double clockMhz) {
        return standard.peakMegabytes(controller.channels()) / clockMhz;
      }

      @Override
      public String kind() {
        return standard.word();
      }
    }
  }

  /**
   * The processor that does what the array cannot, for estimates only: what is not given is not included in any figure.
   *
   * @param gops operations per nanosecond that it sustains in such work
   * @param gbPerS bytes per nanosecond that it reads and writes in DRAM
   * @param pjPerOp energy of an operation
   * @param pjPerByte energy of a byte that it moves
   */
  public record Host(OptionalDouble gops, OptionalDouble gbPerS, OptionalDouble pjPerOp, OptionalDouble pjPerByte) {}

  /** Picoseconds a cycle, rounded. */
  public long periodPs() {
    return Math.round(1e6 / clockMhz);
  }

  /** Bytes an AXI word. */
  public int wordBytes() {
    return axi.dataBits / 8;
  }

  /** Bytes per line of one activation bank: a line feeds the rows, and takes a word. */
  public int activationLineBytes() {
    return Math.max(array.rows, wordBytes());
  }

  /** Bytes of the activation buffer. */
  public int activationBytes() {
    return buffers.activationsKib * 1024;
  }

  /** Accumulator words (one pixel of all columns) of one bank. */
  public int accumulatorDepth() {
    return buffers.accumulatorsKib * 1024 / (2 * 4 * array.columns);
  }

  /** Words of the index buffer. */
  public int indexWords() {
    return buffers.indicesKib * 1024 / wordBytes();
  }

  /** Bytes of the result buffer. */
  public int resultBytes() {
    return buffers.resultsKib * 1024;
  }

  /** Bytes of the residual buffer. */
  public int residualBytes() {
    return buffers.residualsKib * 1024;
  }

  /** Parameter groups (8 bytes for each lane) of the parameter buffer. */
  public int parameterGroups() {
    return buffers.parametersKib * 1024 / (8 * postprocess.lanes);
  }

  /** Bytes that a group of int8 weights has: what the decoder takes a cycle from a plain stream. */
  public int plainGroupBytes() {
    return Math.min(array.rows, wordBytes());
  }

  /** Bytes that a codeword occupies in the codebook store and in DRAM: its dimension rounded up to a power of two. */
  public int codewordBytes() {
    return codebook.codewordBytes();
  }

  /** Bits of an index into one book. */
  public int entryBits() {
    return codebook.entryBits();
  }

  /** Beats of the longest burst: 256 bytes. */
  public int burstBeats() {
    return 256 / wordBytes();
  }

  /** Cycles from the handshake of a read's address to its first data, if the memory has nothing else to do and no row is open. */
  public int dramLatency() {
    return switch (dram) {
      case Dram.Ideal ideal -> ideal.latencyCycles;
      case Dram.Timed timed -> {
        DramTiming timing = timed.standard.timing();
        int crossing = timed.controller.synchroniserCycles() + 1;
        int commandCycles = crossing + timing.activateToRead() + timing.readDone();
        yield (int) Math.ceil(commandCycles * clockMhz / timing.clockMhz()) + crossing;
      }
    };
  }

  /** Bytes per cycle that the memory moves at most, at least 1. */
  public int dramBytesPerCycle() {
    return switch (dram) {
      case Dram.Ideal ideal -> ideal.bytesPerCycle;
      case Dram.Timed timed -> Math.max(1, (int) timed.peakBytesPerCycle(clockMhz));
    };
  }

  /** ⌈log₂ n⌉ for a power of two n, and for others the bits that n − 1 needs. */
  public static int log2(int n) {
    return n <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(n - 1);
  }

  /** Notes everything that cannot be built, by field. */
  public void validate(Problems problems) {
    problems.require(version == 1, "version: %d is not known; write 1", version);
    problems.require(
        powerOfTwo(array.rows) && array.rows >= 4 && array.rows <= 128,
        "array.rows: %d is not a power of two from 4 to 128", array.rows);
    problems.require(
        array.columns >= 2 && array.columns <= 128, "array.columns: %d is not from 2 to 128", array.columns);
    problems.require(
        powerOfTwo(axi.dataBits) && axi.dataBits >= 32 && axi.dataBits <= 512,
        "axi.data_bits: %d is not 32, 64, 128, 256 or 512", axi.dataBits);
    problems.require(
        axi.addressBits >= 16 && axi.addressBits <= 32, "axi.address_bits: %d is not from 16 to 32", axi.addressBits);
    problems.require(
        axi.outstandingReads >= 1 && axi.outstandingReads <= 64,
        "axi.outstanding_reads: %d is not from 1 to 64", axi.outstandingReads);
    problems.require(
        axi.outstandingWrites >= 1 && axi.outstandingWrites <= 64,
        "axi.outstanding_writes: %d is not from 1 to 64", axi.outstandingWrites);
    int lanes = postprocess.lanes;
    problems.require(
        powerOfTwo(lanes) && lanes <= array.rows && lanes <= wordBytes() && array.columns % lanes == 0,
        "postprocess.lanes: %d is not a power of two that divides array.columns (%d), at most array.rows (%d) and the bytes of"
            + " axi.data_bits (%d)",
        lanes, array.columns, array.rows, wordBytes());
    validateCodebook(problems);
    validateBuffers(problems);
    switch (dram) {
      case Dram.Ideal ideal -> validateIdeal(problems, ideal);
      case Dram.Timed timed -> timed.controller.validate("dram.", problems);
    }
    problems.require(clockMhz >= 0.001 && clockMhz <= 100_000, "clock_mhz: %s is not from 0.001 to 100000", clockMhz);
    problems.require(
        technology.published() || technology.stated() && technology.nodeNm > 0,
        "technology.node_nm: %d is not from %d to %d, the nodes with published areas; state the foundry's gate_um2, sram_bit_um2 and rom_bit_um2"
            + " for another",
        technology.nodeNm, Technology.LEAST_NM, Technology.GREATEST_NM);
    requirePositive(problems, "technology.gate_um2", technology.gateUm2);
    requirePositive(problems, "technology.sram_bit_um2", technology.sramBitUm2);
    requirePositive(problems, "technology.rom_bit_um2", technology.romBitUm2);
    host.ifPresent(it -> {
      requirePositive(problems, "host.gops", it.gops);
      requirePositive(problems, "host.gb_per_s", it.gbPerS);
      requirePositive(problems, "host.pj_per_op", it.pjPerOp);
      requirePositive(problems, "host.pj_per_byte", it.pjPerByte);
    });
  }

  private void validateCodebook(Problems problems) {
    problems.require(
        powerOfTwo(codebook.entries()) && codebook.entries() >= 2 && codebook.entries() <= 65536,
        "codebook.entries: %d is not a power of two from 2 to 65536", codebook.entries());
    problems.require(
        codebook.dimension() >= 1 && codebook.dimension() <= Math.min(32, array.rows),
        "codebook.dimension: %d is not from 1 to 32 and at most array.rows (%d)", codebook.dimension(), array.rows);
    problems.require(
        codebook.ports() >= 1 && codebook.ports() <= array.columns && codebook.ports() * entryBits() <= axi.dataBits,
        "codebook.ports: %d is not from 1 to array.columns (%d) with ports x index bits (%d) at most axi.data_bits (%d)",
        codebook.ports(), array.columns, entryBits(), axi.dataBits);
    problems.require(
        powerOfTwo(codebook.books()) && codebook.books() <= 256, "codebook.books: %d is not a power of two from 1 to 256",
        codebook.books());
  }

  private static void validateIdeal(Problems problems, Dram.Ideal ideal) {
    problems.require(ideal.latencyCycles >= 1, "dram.latency_cycles: %d is not at least 1", ideal.latencyCycles);
    problems.require(ideal.bytesPerCycle >= 1, "dram.bytes_per_cycle: %d is not at least 1", ideal.bytesPerCycle);
    problems.require(
        ideal.stallPercent >= 0 && ideal.stallPercent <= 95, "dram.stall_percent: %d is not from 0 to 95", ideal.stallPercent);
  }

  private void validateBuffers(Problems problems) {
    requireKib(problems, "activations_kib", buffers.activationsKib, 8192);
    requireKib(problems, "indices_kib", buffers.indicesKib, 1024);
    requireKib(problems, "results_kib", buffers.resultsKib, 1024);
    requireKib(problems, "residuals_kib", buffers.residualsKib, 1024);
    requireKib(problems, "parameters_kib", buffers.parametersKib, 128);
    problems.require(
        accumulatorDepth() >= 8 && accumulatorDepth() <= 16384,
        "buffers.accumulators_kib: %d gives %d pixels per bank; 8 to 16384 are possible", buffers.accumulatorsKib,
        accumulatorDepth());
  }

  private static void requirePositive(Problems problems, String field, OptionalDouble value) {
    value.ifPresent(number -> problems.require(number > 0, "%s: %s is not positive", field, number));
  }

  private static void requireKib(Problems problems, String field, int kib, int highest) {
    problems.require(
        powerOfTwo(kib) && kib <= highest, "buffers.%s: %d is not a power of two from 1 to %d", field, kib, highest);
  }

  private static boolean powerOfTwo(int n) {
    return n > 0 && Integer.bitCount(n) == 1;
  }
}
