package org.lexicore.simulator;

import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;

/** What the chip remembers from run to run: its buffers, its codebook store, its accumulators. */
final class Memories {
  final Ram activations;
  final Ram residuals;
  final Ram indices;
  final Ram parameters;
  final Ram codebook;
  final Ram results;
  final Accumulators[] accumulators;

  /**
   * All zero, but for a ROM.
   *
   * @param rom codewords of {@code codewordBytes} each from entry 0 on; zero beyond
   */
  Memories(Accelerator accelerator, byte[] rom) {
    int word = accelerator.wordBytes();
    activations = new Ram(accelerator.activationBytes());
    residuals = new Ram(accelerator.residualBytes());
    indices = new Ram(accelerator.indexWords() * word);
    parameters = new Ram(accelerator.parameterGroups() * 8 * accelerator.postprocess().lanes());
    results = new Ram(accelerator.resultBytes());
    CodebookStore store = accelerator.codebook();
    codebook = new Ram(Math.max(word, store.bytes()));
    if (store.isFixed()) {
      System.arraycopy(rom, 0, codebook.bytes, 0, rom.length);
    }
    int columns = accelerator.array().columns();
    accumulators = new Accumulators[] {new Accumulators(columns), new Accumulators(columns)};
  }
}
