package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.random.RandomAccelerators;
import org.lexicore.model.accelerator.Accelerator;

/** Does what the benches are fed with come from right inferences? */
class RecorderTest {
  private static final int ACCELERATORS = 40;

  @Test
  void recordedOutputsAreThoseOfTheReference() {
    List<String> wrong = new ArrayList<>();
    int run = 0;
    for (long seed = 0; seed < ACCELERATORS; seed++) {
      Accelerator accelerator = RandomAccelerators.draw(seed);
      for (Case drawn : Case.several(accelerator, seed * 1000, 2, 4)) {
        run++;
        Recorder recorder = new Recorder(accelerator, drawn.program().rom(), 0, List.of(drawn.inference()));
        if (!recorder.trace(OutputStream.nullOutputStream())) {
          wrong.add(accelerator.name() + ": " + drawn.network().name());
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(run >= 2 * ACCELERATORS - 10, run + " inferences");
  }
}
