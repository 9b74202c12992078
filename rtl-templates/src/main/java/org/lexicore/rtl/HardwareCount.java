package org.lexicore.rtl;

import static org.lexicore.model.accelerator.Accelerator.log2;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Unit;

/**
 * What the Verilog of an accelerator is made of, counted from its parameters before any optimisation.
 *
 * @param multipliers of 8 by 9 bits, in the array
 * @param byteMultipliers of 8 by 8 or 9 bits, in the requantisers
 * @param flipFlops by module, each with its counters, delays and queues' pointers; without the output registers of RAMs and ROMs
 * @param ramBits in all {@code lexicore_ram}, small queues included
 * @param romBits in all {@code lexicore_rom}
 */
public record HardwareCount(int multipliers, int byteMultipliers, Map<String, Integer> flipFlops, long ramBits, long romBits) {
  /** Bits of a burst in the read port's and, beside its address, in the write port's queue. */
  private static final int READ_BURST = 28;

  private static final int WRITE_BURST = 35;

  /** The count for {@code a}. */
  public static HardwareCount of(Accelerator a) {
    int lanes = a.postprocess().lanes();
    int multipliers = a.array().rows() * a.array().columns();
    // Two requantisers of 32 bits with 8 partial products each, one of 9 bits with 2.
    return new HardwareCount(multipliers, 18 * lanes, flipFlopsOf(a), ramBitsOf(a), romBitsOf(a));
  }

  /** All flip-flops. */
  public int allFlipFlops() {
    return flipFlops.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<String, Integer> flipFlopsOf(Accelerator a) {
    Map<String, Integer> count = new LinkedHashMap<>();
    int word = a.wordBytes();
    int place = 8 - log2(word);
    int fetch = log2(512 / word);
    count.put("lexicore_control", 23 + 65 + 7 * (65 - log2(word)) + 6 * 65);
    count.put("lexicore_registers", 7 * 32 + 40);
    count.put("lexicore_fetch", 92 + 2 * fetch + fetch + 1 + 9 + 512);
    int queues = 0;
    for (Unit unit : Unit.values()) {
      queues += 3 + 4 * (FieldsView.bits(unit) - 8);
    }
    count.put("lexicore_queue", queues);
    count.put("lexicore_tokens", 4 * 24);
    count.put("lexicore_burst_generator", 2 * (209 + place));
    count.put("lexicore_load", 6);
    count.put("lexicore_store", 7);
    count.put("lexicore_read_port", 81 + 8 * word + pointers(a.axi().outstandingReads()));
    count.put("lexicore_write_port", 40 + word + 2 * pointers(a.axi().outstandingWrites()));
    count.put("lexicore_buffer", partSelects(a));
    addCompute(a, count);
    count.put("lexicore_drain_nest", 575);
    int lanes = a.postprocess().lanes();
    count.put("lexicore_drain", 84 + 50 + 1 + 14 + 104 * lanes + 1403 + 21);
    count.put("lexicore_drain_lane", 186 * lanes);
    count.put("lexicore_requantiser", (2 * 332 + 194) * lanes);
    return count;
  }

  private static void addCompute(Accelerator a, Map<String, Integer> count) {
    int rows = a.array().rows();
    int columns = a.array().columns();
    int levels = log2(rows);
    int tree = 0;
    for (int level = 1; level <= levels; level++) {
      tree += (rows >> level) * (17 + level);
    }
    int line = log2(a.activationLineBytes());
    count.put("lexicore_compute", 127);
    count.put("lexicore_pass_sequencer", 332);
    count.put("lexicore_index_decoder", decoder(a));
    count.put("lexicore_span_reader", 213 + 32 + 143 + 106 + 132 + 2 * (line + 1) + 18 * rows + 2 + 103);
    count.put("lexicore_processing_element", 33 * rows * columns);
    count.put("lexicore_adder_tree", tree * columns);
    count.put("lexicore_accumulators", levels + 1 + 25 * levels + 34 + 33 * columns);
  }

  private static int decoder(Accelerator a) {
    int ports = a.codebook().ports();
    int plain = a.plainGroupBytes();
    int lane = Math.max(plain, a.codewordBytes());
    int address = a.entryBits() + log2(a.codebook().books());
    int step = 46 + 38 + 52 + log2(8 * a.wordBytes()) + 20 + 8 * a.wordBytes() + 12 * (ports - 1);
    int pipeline = 16 + 21 + 24 + 24 + 4 * ports + 16 * plain + ports * address + 8 * ports * lane;
    return step + pipeline + 8 * ports * a.array().rows() + a.array().rows() + a.array().columns() + 1;
  }

  /** Bits that pick a reader's part of a line. */
  private static int partSelects(Accelerator a) {
    int word = a.wordBytes();
    int lanes = a.postprocess().lanes();
    int codebook = a.codebook().loadableCopies() * log2(parts(word, a.codewordBytes()));
    return log2(parts(word, 8 * lanes)) + log2(parts(word, lanes)) + codebook;
  }

  private static int parts(int writeBytes, int readBytes) {
    return Math.max(1, writeBytes / readBytes);
  }

  private static int pointers(int outstanding) {
    return 2 * (pointerBits(outstanding) + 1);
  }

  private static int pointerBits(int outstanding) {
    return Math.max(1, log2(outstanding));
  }

  private static long ramBitsOf(Accelerator a) {
    int word = a.wordBytes();
    long buffers = a.activationBytes() + a.residualBytes() + a.indexWords() * (long) word + a.resultBytes()
        + Math.max(word, a.parameterGroups() * 8L * a.postprocess().lanes());
    long codebook = (long) a.codebook().loadableCopies() * Math.max(word, a.codebook().bytes());
    long accumulators = 2L * a.accumulatorDepth() * a.array().columns() * 32;
    long queues =
        ((long) READ_BURST << pointerBits(a.axi().outstandingReads()))
            + ((long) (a.axi().addressBits() + WRITE_BURST + 1) << pointerBits(a.axi().outstandingWrites()));
    return 8 * (buffers + codebook + 512) + accumulators + queues;
  }

  private static long romBitsOf(Accelerator a) {
    return 8L * a.codebook().fixedCopies() * a.codebook().bytes();
  }
}
