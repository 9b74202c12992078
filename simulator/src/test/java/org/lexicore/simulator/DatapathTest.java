package org.lexicore.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.timing.PassTiming;
import org.lexicore.simulator.random.RandomAccelerator;
import org.lexicore.simulator.random.RandomProgram;
import org.lexicore.simulator.trace.TraceSink;

/** Do columns that are carried out side by side get the sums that they get one pass after the other? */
class DatapathTest {
  private static final int CASES = 80;

  private int sums;
  private int slices;

  @Test
  void slicesSideBySideComputeWhatOneSliceComputesPassByPass() {
    for (int seed = 0; seed < CASES; seed++) {
      Accelerator accelerator = RandomAccelerator.of(seed);
      slices = 2 + seed % 4;
      Memories whole = memories(accelerator, seed);
      Memories sliced = memories(accelerator, seed);
      run(accelerator, whole, seed, false);
      run(accelerator, sliced, seed, true);
      for (int bank = 0; bank < 2; bank++) {
        for (int column = 0; column < accelerator.array().columns(); column++) {
          for (int word = 0; word < accelerator.accumulatorDepth(); word++) {
            int expected = whole.accumulators[bank].get(column, word);
            assertEquals(expected, sliced.accumulators[bank].get(column, word), "seed " + seed + ", column " + column);
            sums += expected == 0 ? 0 : 1;
          }
        }
      }
    }
    assertTrue(sums > CASES * 100, sums + " sums that are not zero");
  }

  private static Memories memories(Accelerator accelerator, int seed) {
    Memories memories = new Memories(accelerator, new byte[0]);
    Random random = new Random(seed);
    random.nextBytes(memories.activations.bytes);
    random.nextBytes(memories.indices.bytes);
    random.nextBytes(memories.codebook.bytes);
    return memories;
  }

  private void run(Accelerator accelerator, Memories memories, int seed, boolean sideBySide) {
    Counters counters = new Counters(1, 0);
    Environment environment = new Environment(accelerator, null, counters, TraceSink.NONE, true);
    DecodeEvents events = new DecodeEvents(TraceSink.NONE);
    Datapath datapath = new Datapath(environment, memories, events, sideBySide ? slices : 1, sideBySide ? 0 : Long.MAX_VALUE);
    PassTiming timing = new PassTiming();
    PassSequencer sequencer = new PassSequencer(timing, counters, accelerator);
    for (Instruction instruction : RandomProgram.of(accelerator, seed, 60).instructions()) {
      if (instruction instanceof Instruction.Compute) {
        for (Pass pass : sequencer.of(new Queued(instruction, 0, 0), timing.issue(timing.cycle()))) {
          datapath.compute(pass);
          if (!sideBySide) {
            datapath.finish();
          }
        }
        datapath.finish();
      }
    }
  }
}
