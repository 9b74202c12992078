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
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.reports.NodeScaling;
import org.lexicore.reports.area.ClockEstimate.Verdict;

/** Is a clock held against what cells reach, and is the model of that within a tenth of OpenSTA's paths? */
class ClockModelTest {
  private static Accelerator at(int node, double clockMhz) {
    // Above 180 nm a node is taken only with a foundry's own areas.
    OptionalDouble area = node > 180 ? OptionalDouble.of(1) : OptionalDouble.empty();
    return new Accelerator(1, "a", new Accelerator.Array(8, 8), clockMhz, new Accelerator.Technology(node, area, area, area),
        CodebookStore.Kind.ROM.apply(new CodebookStore.Capacity(256, 8, 1, 1)), new Accelerator.Buffers(64, 16, 8, 16, 16, 4),
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
  void theLongestPathOfAllThatCalibrateCountsAndThoseHeldOutOnlyJudge() {
    SynthesisData data = new SynthesisData("", List.of(synthesised(false, 1, 4), synthesised(false, 3), synthesised(true, 2, 5)), List.of());
    ClockEstimate estimate = ClockModel.fit(data).of(at(180, 150));
    assertEquals(4, estimate.longestNs(), 1e-9);
    assertEquals(250, estimate.synthesisedMhz(), 1e-9);
    assertEquals(0.2, estimate.error().mean(), 1e-9);
    assertEquals(1, estimate.error().samples());
  }

  @Test
  void aClockIsHeldAgainstTheCellsAndThenAgainstTheNode() {
    assertEquals(Verdict.BELOW_SYNTHESISED_CELLS, ClockModel.measured(at(28, 250), 4).verdict());
    assertEquals(Verdict.BELOW_SCALED_CELLS, ClockModel.measured(at(28, 251), 4).verdict());
    ClockEstimate fast = ClockModel.measured(at(28, 4000), 4);
    assertEquals(Verdict.ABOVE, fast.verdict());
    assertTrue(fast.flagged() && fast.words().startsWith("clock_mhz 4000 is above the "), fast.words());
    assertEquals(Verdict.ABOVE, ClockModel.measured(at(180, 251), 4).verdict());
  }

  @Test
  void whereNoDelaysArePublishedNothingIsClaimed() {
    // For 90 nm there are none at 0.9 V; its cells are no slower than those of 180 nm, while those of 250 nm are.
    ClockEstimate middle = ClockModel.measured(at(90, 251), 4);
    assertEquals(Verdict.UNKNOWN, middle.verdict());
    assertEquals(OptionalDouble.empty(), middle.nodeMhz());
    assertTrue(middle.words().contains("no published delays for 90 nm"), middle.words());
    assertEquals(Verdict.BELOW_SYNTHESISED_CELLS, ClockModel.measured(at(90, 250), 4).verdict());
    assertEquals(Verdict.UNKNOWN, ClockModel.measured(at(250, 100), 4).verdict());
  }

  @Test
  void delaysFollowThePublishedPolynomialsAndFallWithTheNode() {
    double at180 = 97.09 * 3.24 - 356.7 * 1.8 + 406.5;
    double at16 = 24.8 * 0.81 - 47.52 * 0.9 + 28.87;
    assertEquals(at16 / at180, NodeScaling.delayFrom180(16), 1e-12);
    assertEquals(1000 / (4 * at16 / at180), ClockModel.measured(at(16, 150), 4).nodeMhz().getAsDouble(), 1e-9);
    for (int node = 8; node <= 65; node++) {
      assertTrue(NodeScaling.delayFrom180(node - 1) < NodeScaling.delayFrom180(node) && NodeScaling.delayFrom180(node) < 1, "at " + node + " nm");
    }
  }
}
