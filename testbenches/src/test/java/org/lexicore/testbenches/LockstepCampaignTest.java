package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.compiler.random.RandomAccelerators;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.Accelerator.Place;

/** Does the RTL do in every cycle what the simulator says, on random accelerators with random networks, stalls included? */
class LockstepCampaignTest {
  private static final int ACCELERATORS = 24;
  private static final int NETWORKS = 3;
  private static final int LAYERS = 4;
  // Seeds far apart: neighbours draw the same array from Java's generator.
  private static final long STRIDE = 1009;

  @TempDir Path folder;

  private record Run(Accelerator accelerator, int networks, Verification verification) {}

  @Test
  void randomNetworksOnRandomAcceleratorsRunWithoutADivergence() throws Exception {
    List<Run> runs = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Run>> futures = IntStream.range(0, ACCELERATORS).mapToObj(i -> workers.submit(() -> run(i * STRIDE))).toList();
      for (Future<Run> future : futures) {
        runs.add(future.get());
      }
    }
    assertEquals(List.of(), runs.stream().filter(run -> !run.verification.equal()).map(LockstepCampaignTest::describe).toList());
    assertEquals(List.of(), runs.stream().filter(run -> !run.verification.outputsEqual()).map(LockstepCampaignTest::describe).toList());
    assertTheCampaignIsWide(runs);
  }

  private static void assertTheCampaignIsWide(List<Run> runs) {
    assertTrue(runs.stream().mapToInt(Run::networks).sum() >= 60, "at least 60 networks were run");
    assertTrue(runs.stream().mapToLong(run -> run.verification.cyclesCompared()).sum() >= 100_000, "at least 100,000 cycles");
    assertTrue(runs.stream().filter(run -> run.accelerator.dram().stallPercent() > 0).count() >= 5, "some memories stall");
    assertEquals(Place.values().length, runs.stream().map(run -> run.accelerator.codebook().place()).distinct().count());
    assertTrue(runs.stream().map(run -> run.accelerator.array().rows()).distinct().count() >= 3, "arrays differ");
    assertTrue(runs.stream().map(run -> run.accelerator.axi().dataBits()).distinct().count() >= 4, "buses differ");
    assertTrue(runs.stream().map(run -> run.accelerator.postprocess().lanes()).distinct().count() >= 3, "lanes differ");
  }

  private Run run(long seed) {
    Accelerator accelerator = RandomAccelerators.draw(seed);
    List<Case> cases = Case.several(accelerator, seed, NETWORKS, LAYERS);
    BenchOptions options = Benches.options().withSeed(seed + 1).withWaveform(false);
    return new Run(accelerator, cases.size(), Benches.lockstep(cases, folder.resolve(accelerator.name()), options));
  }

  private static String describe(Run run) {
    return run.accelerator + ": " + run.verification.first().map(Divergence::toString).orElse("outputs differ from the reference");
  }
}
