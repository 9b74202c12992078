package org.lexicore.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.result.Timeline;

/** Is what changed told, and only what rose too far a regression? */
class RunDifferenceTest {
  private static final RunResult BEFORE = Results.result(CodebookStore.Kind.ROM, 6, 1000);
  private static final RunResult AFTER = Results.result(CodebookStore.Kind.ROM, 6, 1010);

  @Test
  void aLimitIsForRisesOnly() {
    assertEquals(List.of(), RunDifference.of(BEFORE, AFTER, Map.of(Metric.CYCLES, 0.011)).regressions());
    assertEquals(List.of("first", "steady"), RunDifference.of(BEFORE, AFTER, Map.of(Metric.CYCLES, 0.009)).regressions().stream()
        .map(RunDifference.Total::occasion).toList());
    assertEquals(List.of(), RunDifference.of(BEFORE, AFTER, Map.of(Metric.CYCLES, 0.01)).regressions(), "1 % is not above 1 %");
    assertEquals(List.of(), RunDifference.of(AFTER, BEFORE, Map.of(Metric.CYCLES, 0.0)).regressions());
    assertEquals(List.of(), RunDifference.of(BEFORE, AFTER, Map.of()).regressions(), "nothing was asked");
  }

  @Test
  void somethingWhereNothingWasIsARise() {
    var total = new RunDifference.Total("first", Metric.DRAM, 0, 1, Optional.of(5.0));
    assertTrue(total.regression());
    assertEquals(Optional.empty(), total.change());
  }

  @Test
  void anEnergyThatOnlyOneRunKnowsIsNotCompared() {
    RunResult unknown = Results.withoutEnergy(AFTER);
    assertFalse(RunDifference.of(BEFORE, unknown, Map.of()).totals().stream().anyMatch(total -> total.metric() == Metric.ENERGY));
    assertTrue(RunDifference.of(BEFORE, AFTER, Map.of()).totals().stream().anyMatch(total -> total.metric() == Metric.ENERGY));
    Map<Metric, Double> limits = Map.of(Metric.ENERGY, 0.01);
    InputException e = assertThrows(InputException.class, () -> RunDifference.of(unknown, AFTER, limits));
    assertTrue(e.getMessage().contains("energy: not both runs have an estimate of their first inference"), e.getMessage());
  }

  @Test
  void layersThatChangedMostComeFirst() {
    List<RunDifference.Layer> layers = RunDifference.of(BEFORE, AFTER, Map.of()).layers();
    assertEquals("stage1.block4.conv", layers.getFirst().name());
    assertEquals(10 * 24, layers.getFirst().cyclesAfter() - layers.getFirst().cyclesBefore());
    assertEquals(6, layers.size());
    assertEquals(List.of(), RunDifference.of(BEFORE, BEFORE, Map.of()).layers());
  }

  @Test
  void aTimelineIsReadBackAsItWas(@TempDir Path folder) throws Exception {
    Timeline timeline = Results.timeline(7);
    TimelineFile.write(timeline, folder);
    assertEquals(timeline, TimelineFile.read(folder).orElseThrow());
  }
}
