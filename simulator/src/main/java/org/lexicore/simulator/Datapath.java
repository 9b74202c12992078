package org.lexicore.simulator;

import org.lexicore.model.instruction.Instruction;
import org.lexicore.simulator.trace.TraceSink;

/** The arithmetic, exact to the bit, on the memories of the chip; and its events. */
final class Datapath implements Arithmetic {
  private final Accumulators[] banks;
  private final TraceSink sink;
  private final int ports;
  private final IndexDecoder decoder;
  private final DecodeEvents decodeEvents;
  private final SpanReader spanReader;
  private final Array array = new Array();
  private final PassEvents passEvents;
  private final DrainNest drainNest;

  Datapath(Environment environment, Memories memories, DecodeEvents decodeEvents) {
    this.banks = memories.accumulators;
    this.sink = environment.sink();
    this.ports = environment.accelerator().codebook().ports();
    this.decoder = new IndexDecoder(environment.accelerator(), memories);
    this.decodeEvents = decodeEvents;
    this.spanReader = new SpanReader(environment.accelerator(), memories);
    this.passEvents = new PassEvents(environment, memories);
    this.drainNest = new DrainNest(environment, memories);
  }

  @Override
  public void compute(Pass pass) {
    array.multiply(pass, decoder.decode(pass), spanReader.read(pass), banks[pass.compute().bank()]);
    passEvents.clearOthers(pass);
    if (sink.active()) {
      for (int step = 0; step < Pass.steps(pass.compute(), pass.hi(), ports); step++) {
        decodeEvents.add(pass.firstStep() + step, decoder.lanes(pass, step));
      }
      passEvents.tell(pass);
    }
  }

  @Override
  public void drain(Instruction.Drain drain, long issued) {
    drainNest.run(drain, issued);
  }
}
