package org.lexicore.simulator;

import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;

/** The store unit: requests the bursts of its instructions; an instruction retires with its last burst's response. */
final class Store {
  private final Queue queue;
  private final BurstGenerator generator;

  private final Run run;
  private boolean issues;
  private boolean splits;
  private boolean retires;
  private boolean retiresNext;

  Store(Accelerator accelerator, Run run, Queue queue) {
    this.run = run;
    this.queue = queue;
    this.generator = new BurstGenerator(accelerator);
  }

  boolean requests() {
    return generator.requests();
  }

  BurstGenerator.Burst burst() {
    return generator.burst();
  }

  void granted(BurstGenerator.Burst burst) {
    generator.granted(burst);
  }

  void decide(boolean held) {
    retires = retiresNext;
    issues = !held && generator.idle() && queue.ready();
    splits = generator.splits();
  }

  boolean issues() {
    return issues;
  }

  boolean retires() {
    return retires;
  }

  boolean splits() {
    return splits;
  }

  void update() {
    retiresNext = false;
    if (splits) {
      generator.split();
    }
    if (issues) {
      Queued head = queue.pop();
      Instruction.Store s = (Instruction.Store) head.instruction();
      int address = run.bases()[s.region()] + s.offset();
      generator.begin(head, s.segments(), s.words(), address, s.targetStride(), s.address(), s.sourceStride());
    }
  }

  /** The response to {@code burst} came. Called after {@link #update}. */
  void response(BurstGenerator.Burst burst) {
    retiresNext = burst.endsInstruction();
  }
}
