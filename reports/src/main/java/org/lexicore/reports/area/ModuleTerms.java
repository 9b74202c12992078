package org.lexicore.reports.area;

import static org.lexicore.model.accelerator.Accelerator.log2;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lexicore.model.accelerator.Accelerator;

/**
 * What the area of each module of the Verilog is made of.
 *
 * <p>A module without parameters is a constant. Of the others, the terms are those of its text: a register file's bits, a shifter's bits
 * times its levels, an adder tree's bits. The codebook's ROM is not among them: {@link RomModel}.
 *
 * @param module its name in the Verilog
 * @param terms their areas add up to that of all its instances
 */
record ModuleTerms(String module, List<Term> terms) {
  private static final Term ONE = term("one", a -> 1);
  private static final Term PLACE = term("bits of a word's place in a burst", a -> 8 - log2(a.wordBytes()));
  private static final Term WORD = term("bytes of a word", Accelerator::wordBytes);
  private static final Term ELEMENTS = term("processing elements", ModuleTerms::elements);
  private static final Term ROWS = term("rows", a -> a.array().rows());
  private static final Term COLUMNS = term("columns", a -> a.array().columns());
  private static final Term LANES = term("lanes", a -> a.postprocess().lanes());

  /** Every module, in the order of the flow of data. */
  static final List<ModuleTerms> ALL =
      List.of(
          of("lexicore_core", ONE),
          of("lexicore_control", ONE, PLACE),
          of("lexicore_registers", ONE),
          of("lexicore_fetch", ONE, PLACE),
          of("lexicore_queue", ONE),
          of("lexicore_tokens", ONE),
          of("lexicore_burst_generator", ONE, PLACE),
          of("lexicore_load", ONE, PLACE),
          of("lexicore_store", ONE, PLACE),
          of("lexicore_read_port", ONE, WORD, term("bits of the queue's pointers", a -> log2(a.axi().outstandingReads()))),
          of("lexicore_write_port", ONE, WORD, term("bits of the queues' pointers", a -> log2(a.axi().outstandingWrites()))),
          of("lexicore_ram", term("bits of small memories", ModuleTerms::smallMemories)),
          of("lexicore_buffer", term("bits picked from longer lines", ModuleTerms::picked),
              term("lanes written alone", ModuleTerms::writeLanes)),
          of("lexicore_activation_buffer", ONE, term("words per line", a -> a.activationLineBytes() / a.wordBytes())),
          of("lexicore_pass_sequencer", ONE),
          of("lexicore_compute", ONE),
          of("lexicore_index_decoder", ONE, WORD, ROWS, COLUMNS, term("bits of the indices' shifter", ModuleTerms::indexShifter),
              term("bytes of later ports' codewords", ModuleTerms::laterBytes),
              term("bytes of later ports' codewords, times levels of their spread", a -> laterBytes(a) * log2(a.array().rows()))),
          of("lexicore_span_reader", ONE, term("bytes of a line", Accelerator::activationLineBytes),
              term("rows times levels of the rotator", a -> (double) a.array().rows() * log2(2 * a.activationLineBytes()))),
          // Columns that share a port share its weights off the diagonal.
          of("lexicore_array", ROWS, COLUMNS, term("rows of later ports", a -> (double) (a.codebook().ports() - 1) * a.array().rows())),
          of("lexicore_column", ELEMENTS),
          of("lexicore_processing_element", ELEMENTS),
          of("lexicore_adder_tree", term("bits of adders and registers", ModuleTerms::tree)),
          of("lexicore_accumulators", ONE, COLUMNS, term("levels of the tree", a -> log2(a.array().rows()))),
          of("lexicore_drain_nest", ONE, term("levels of lanes", a -> log2(a.postprocess().lanes()))),
          of("lexicore_drain", ONE, COLUMNS, LANES),
          of("lexicore_drain_lane", LANES),
          of("lexicore_requantiser", LANES));

  private static ModuleTerms of(String module, Term... terms) {
    return new ModuleTerms(module, List.of(terms));
  }

  private static Term term(String name, ToDoubleFunction<Accelerator> amount) {
    return new Term(name, amount);
  }

  private static double elements(Accelerator a) {
    return (double) a.array().rows() * a.array().columns();
  }

  /** Bits of queues that are too small for a macro. */
  private static double smallMemories(Accelerator a) {
    int writes = a.axi().outstandingWrites();
    return inFlipFlops(Memories.queueBits(Memories.READ_BURST_BITS, a.axi().outstandingReads()))
        + inFlipFlops(Memories.writeQueueBits(a)) + inFlipFlops(Memories.queueBits(1, writes));
  }

  private static double inFlipFlops(long bits) {
    return bits < Memories.SMALLEST_MACRO_BITS ? bits : 0;
  }

  /** Bits that leave a memory but are not what its reader takes. */
  private static double picked(Accelerator a) {
    int word = a.wordBytes();
    int lanes = a.postprocess().lanes();
    double bytes = Math.max(0, word - 8 * lanes) + Math.max(0, word - lanes);
    return 8 * (bytes + a.codebook().loadableCopies() * Math.max(0, word - a.codewordBytes()));
  }

  private static double writeLanes(Accelerator a) {
    int word = a.wordBytes();
    int lanes = a.postprocess().lanes();
    double parts = word / lanes + Math.max(1, 8 * lanes / word) + 2.0 * a.activationLineBytes() / word;
    return parts + a.codebook().loadableCopies() * Math.max(1, a.codewordBytes() / word);
  }

  private static double indexShifter(Accelerator a) {
    return (double) a.codebook().ports() * a.entryBits() * log2(8 * a.wordBytes());
  }

  /** The first port's lanes are as wide as plain weights; those of the others hold a codeword. */
  private static double laterBytes(Accelerator a) {
    return (a.codebook().ports() - 1.0) * a.codewordBytes();
  }

  private static double tree(Accelerator a) {
    int rows = a.array().rows();
    double bits = 0;
    for (int level = 1; level <= log2(rows); level++) {
      bits += (rows >> level) * (17.0 + level);
    }
    return bits * a.array().columns();
  }
}
