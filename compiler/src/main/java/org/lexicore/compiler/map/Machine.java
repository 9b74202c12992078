package org.lexicore.compiler.map;

import org.lexicore.model.accelerator.Accelerator;

/** The accelerator's memories while a program is written: what lies where, and who read it last. */
final class Machine {
  final Accelerator accelerator;
  final InstructionSink sink = new InstructionSink();
  final DataRegion data;
  final TensorTraffic traffic;
  final ActivationRows activations;
  final CodebookSlots codebooks;
  final Ring activationRing;
  final Ring indices;
  final Ring parameters;
  final Ring residuals;
  final Ring results;

  /** Bank that the next column tile takes, and the drain tokens after which each bank may be written. */
  private int bank = 1;

  private final int[] bankFree = new int[2];

  Machine(Accelerator accelerator, PlaceTensors.Placement placement, StoreContent before) {
    int word = accelerator.wordBytes();
    this.accelerator = accelerator;
    this.data = new DataRegion(word);
    this.traffic = new TensorTraffic(placement);
    this.activationRing = new Ring("activation buffer", accelerator.activationBytes());
    this.indices = new Ring("index buffer", (long) accelerator.indexWords() * word);
    this.parameters = new Ring("parameter buffer", accelerator.buffers().parametersKib() * 1024L);
    this.residuals = new Ring("residual buffer", accelerator.residualBytes());
    this.results = new Ring("result buffer", accelerator.resultBytes());
    this.activations = new ActivationRows(activationRing, sink, traffic, word);
    this.codebooks = new CodebookSlots(accelerator, sink, data, before);
  }

  int word() {
    return accelerator.wordBytes();
  }

  /** Turns to the other accumulator bank; returns its number. */
  int nextBank() {
    bank = 1 - bank;
    return bank;
  }

  /** Token of the drain after which {@code bank} may be written. */
  int bankFree(int which) {
    return bankFree[which];
  }

  /** Notes that the drain {@code token} reads {@code bank}. */
  void bankReadBy(int which, int token) {
    bankFree[which] = token;
  }
}
