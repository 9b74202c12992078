package org.lexicore.reports.area;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Is the model of the logic within a tenth of synthesis on accelerators that did not calibrate it? */
class LogicModelTest {
  private static final SynthesisData STORED = SynthesisData.stored();
  private static final LogicModel MODEL = LogicModel.fit(STORED);

  @Test
  void theWholeLogicIsWithinATenthOnEveryAcceleratorHeldOut() {
    assertEquals(8, MODEL.heldOutErrors().size());
    assertEquals(11, STORED.accelerators().stream().filter(one -> !one.heldOut()).count());
    assertTrue(MODEL.heldOutError().max() <= 0.10, MODEL.heldOutErrors().toString());
  }

  @Test
  void everyModuleThatWasSynthesisedHasItsTerms() {
    Set<String> synthesised = new TreeSet<>();
    STORED.accelerators().forEach(one -> one.modules().forEach((module, um2) -> {
      if (um2 > 0) {
        synthesised.add(module);
      }
    }));
    Set<String> modelled = new TreeSet<>();
    ModuleTerms.ALL.forEach(module -> modelled.add(module.module()));
    assertEquals(synthesised, modelled);
    modelled.add(LogicModel.ROM);
    Set<String> inParts = new TreeSet<>();
    for (ChipPart part : ChipPart.values()) {
      inParts.addAll(part.modules());
    }
    assertEquals(modelled, inParts);
  }

  @Test
  void modulesWithoutParametersAreReproducedExactly() {
    for (String module : List.of("lexicore_queue", "lexicore_processing_element", "lexicore_requantiser", "lexicore_drain_lane")) {
      assertEquals(0, MODEL.heldOutError(module).max(), 1e-6, module);
    }
  }

  @Test
  void codebooksAsLogicAreWithinATenthOnTablesHeldOut() {
    assertEquals(7, MODEL.heldOutRomError().samples());
    assertTrue(MODEL.heldOutRomError().max() <= 0.10, MODEL.heldOutRomError().toString());
  }

  @Test
  void aFitFindsTheCoefficientsThatMadeItsData() {
    double[][] terms = {{1, 2}, {1, 5}, {1, 9}, {1, 20}};
    double[] values = {3 + 2 * 0.5, 3 + 5 * 0.5, 3 + 9 * 0.5, 3 + 20 * 0.5};
    assertArrayEquals(new double[] {3, 0.5}, NonNegativeFit.of(terms, values), 1e-6);
  }

  @Test
  void aFitNeverMakesAPartNegative() {
    double[] coefficients = NonNegativeFit.of(new double[][] {{1, 1}, {1, 2}, {1, 3}}, new double[] {5, 4, 3});
    assertEquals(0, coefficients[1]);
    assertTrue(coefficients[0] > 3 && coefficients[0] < 5);
  }
}
