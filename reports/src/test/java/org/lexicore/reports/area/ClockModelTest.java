package org.lexicore.reports.area;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.Accelerator.Place;
import org.lexicore.reports.NodeScaling;
import org.lexicore.reports.area.ClockEstimate.Verdict;

/** Is a clock held against what cells reach, and is the model of that within a tenth of OpenSTA's paths? */
class ClockModelTest {
  private static Accelerator at(int node, double clockMhz) {
    return new Accelerator(1, "a", new Accelerator.Array(8, 8), clockMhz, new Accelerator.Technology(node),
        new Accelerator.CodebookStore(Place.ROM, 256, 8, 1, 1, Optional.empty()), new Accelerator.Buffers(64, 16, 8, 16, 16, 4),
        new Accelerator.Postprocess(4), new Accelerator.Axi(64, 32, 8, 4), new Accelerator.Dram.Ideal(40, 8, 0, 1));
  }

  private static SynthesisedAccelerator synthesised(boolean heldOut, double... ns) {
    SortedMap<String, Double> longest = new TreeMap<>();
    for (int i = 0; i < ns.length; i++) {
      longest.put("module" + i, ns[i]);
    }
    return new SynthesisedAccelerator(heldOut, at(28, 150), new TreeMap<>(), longest);
  }

  @Test
  void longestPathsHeldOutAreWithinATenth() {
    ClockEstimate estimate = ClockModel.calibrated().of(at(28, 150));
    assertEquals(8, estimate.error().samples());
    assertTrue(estimate.error().max() <= 0.10, estimate.toString());
  }

  @Test
  void theLongestPathOfAllModulesCountsAndThoseHeldOutOnlyJudge() {
    SynthesisData data = new SynthesisData("", List.of(synthesised(false, 1, 4), synthesised(false, 4), synthesised(true, 2, 5)), List.of());
    ClockEstimate estimate = ClockModel.fit(data).of(at(180, 150));
    assertEquals(4, estimate.longestNs(), 1e-9);
    assertEquals(250, estimate.synthesisedMhz(), 1e-9);
    assertEquals(0.2, estimate.error().mean(), 1e-9);
    assertEquals(1, estimate.error().samples());
  }

  @Test
  void aClockIsHeldAgainstTheCellsAndThenAgainstTheNode() {
    assertEquals(Verdict.MET_BY_SYNTHESISED_CELLS, ClockModel.measured(at(28, 250), 4).verdict());
    assertEquals(Verdict.MET_BY_SCALING, ClockModel.measured(at(28, 251), 4).verdict());
    ClockEstimate fast = ClockModel.measured(at(28, 4000), 4);
    assertEquals(Verdict.TOO_FAST, fast.verdict());
    assertTrue(fast.words().startsWith("WARNING: clock_mhz 4000 is above"), fast.words());
    // For 90 nm there are no factors at 0.9 V: its cells are taken to be no faster.
    assertEquals(Verdict.TOO_FAST, ClockModel.measured(at(90, 251), 4).verdict());
    assertEquals(OptionalDouble.empty(), ClockModel.measured(at(90, 251), 4).nodeMhz());
  }

  @Test
  void delaysFollowThePublishedPolynomials() {
    double at180 = 97.09 * 3.24 - 356.7 * 1.8 + 406.5;
    double at16 = 24.8 * 0.81 - 47.52 * 0.9 + 28.87;
    assertEquals(at16 / at180, NodeScaling.delayFrom180(16), 1e-12);
    assertTrue(NodeScaling.delayFrom180(7) < NodeScaling.delayFrom180(16) && NodeScaling.delayFrom180(65) < 1);
    assertEquals(1000 / (4 * at16 / at180), ClockModel.measured(at(16, 150), 4).nodeMhz().getAsDouble(), 1e-9);
  }
}
