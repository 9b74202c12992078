package org.lexicore.cli.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.accelerator.WriteOrder;
import org.lexicore.rtl.RtlGenerator;

/**
 * Does the RTL do in every cycle what the simulator says, on random accelerators with random networks that take turns, stalls included; and is
 * it right by itself on a handful of them?
 */
class LockstepCampaignTest {
  private static final int CASES = 60;

  /** One case in eight. */
  private static final int REACTIVE = 8;

  @TempDir Path folder;

  @Test
  void randomNetworksOnRandomAcceleratorsRunWithoutADivergence() throws Exception {
    CampaignRun run =
        new CampaignRun(0, CASES, Optional.empty(), folder, RtlGenerator::generate, CampaignTest.options(), 0, false, Optional.empty());
    CampaignRun.Outcome outcome = run.run(failure -> {});
    assertEquals(List.of(), outcome.summary().failures().stream().map(CampaignSummary::text).toList());
    assertEquals(CASES, outcome.summary().passed());
    assertEquals(REACTIVE, outcome.summary().reactive());
    assertTrue(outcome.summary().cyclesCompared() >= 500_000, outcome.summary().text());
    assertTheCampaignIsWide(IntStream.range(0, CASES).mapToObj(number -> DrawCase.of(0, number)).toList());
  }

  private static void assertTheCampaignIsWide(List<CampaignCase> cases) {
    assertEquals(3 * CASES, cases.stream().mapToInt(one -> one.turns().size()).sum(), "three networks take turns in each case");
    assertTrue(cases.stream().filter(one -> stalls(one.accelerator().dram())).count() >= CASES / 2, "most memories stall");
    assertTrue(different(cases, one -> one.accelerator().dram().kind()) >= 2, "memories differ");
    assertEquals(
        EnumSet.allOf(WriteOrder.class),
        cases.stream().map(one -> one.accelerator().dram()).filter(Accelerator.Dram.Ideal.class::isInstance)
            .map(ideal -> ((Accelerator.Dram.Ideal) ideal).writeOrder()).collect(Collectors.toSet()),
        "memories take a write's address and data in every order");
    assertEquals(CodebookStore.Kind.ALL.size(), different(cases, one -> one.accelerator().codebook().word()));
    assertTrue(different(cases, one -> one.accelerator().array().rows()) >= 3, "arrays differ");
    assertTrue(different(cases, one -> one.accelerator().axi().dataBits()) >= 4, "buses differ");
    assertTrue(different(cases, one -> one.accelerator().postprocess().lanes()) >= 3, "lanes differ");
    assertTrue(different(cases, one -> one.turns().getFirst().network().name()) >= CASES, "networks differ");
  }

  private static boolean stalls(Accelerator.Dram dram) {
    return switch (dram) {
      case Accelerator.Dram.Ideal ideal -> ideal.stallPercent() > 0;
      case Accelerator.Dram.Timed timed -> true;
    };
  }

  private static long different(List<CampaignCase> cases, Function<CampaignCase, Object> what) {
    return cases.stream().map(what).distinct().count();
  }
}
