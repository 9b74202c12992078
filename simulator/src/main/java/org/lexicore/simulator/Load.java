package org.lexicore.simulator;

import java.util.ArrayDeque;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Target;

/** The load unit: requests the bursts of its instructions and writes the beats that come to the memory named. */
final class Load {
  private final Queue queue;
  private final BurstGenerator generator;
  private final Ram[] targets;
  private final int wordBytes;
  private final ArrayDeque<BurstGenerator.Burst> granted = new ArrayDeque<>();

  private final Run run;
  private int beatsDone;
  private boolean issues;
  private boolean splits;
  private boolean retires;
  private boolean retiresNext;

  Load(Accelerator accelerator, Run run, Queue queue, Memories memories) {
    this.run = run;
    this.queue = queue;
    this.generator = new BurstGenerator(accelerator);
    this.wordBytes = accelerator.wordBytes();
    boolean loadable = accelerator.codebook().isLoadable();
    targets = new Ram[1 << 3];
    targets[Target.ACTIVATIONS.ordinal()] = memories.activations;
    targets[Target.RESIDUALS.ordinal()] = memories.residuals;
    targets[Target.INDICES.ordinal()] = memories.indices;
    targets[Target.PARAMETERS.ordinal()] = memories.parameters;
    targets[Target.CODEBOOK.ordinal()] = loadable ? memories.codebook : null;
  }

  boolean requests() {
    return generator.requests();
  }

  BurstGenerator.Burst burst() {
    return generator.burst();
  }

  void granted(BurstGenerator.Burst burst) {
    generator.granted(burst);
    granted.add(burst);
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
      Instruction.Load l = (Instruction.Load) head.instruction();
      int address = run.bases()[l.region()] + l.offset();
      generator.begin(head, l.segments(), l.words(), address, l.sourceStride(), l.address(), l.targetStride());
    }
  }

  /** The instruction that the next beat belongs to. */
  Queued owner() {
    return granted.getFirst().owner();
  }

  /** A beat arrives: the word at {@code from} in {@code data}. Called after {@link #update}. */
  void beat(byte[] data, int from) {
    BurstGenerator.Burst burst = granted.getFirst();
    Ram target = targets[((Instruction.Load) burst.owner().instruction()).target()];
    if (target != null) {
      target.put((burst.word() + beatsDone) * wordBytes, data, from, wordBytes);
    }
    beatsDone++;
    if (beatsDone == burst.beats()) {
      beatsDone = 0;
      granted.removeFirst();
      retiresNext = burst.endsInstruction();
    }
  }
}
