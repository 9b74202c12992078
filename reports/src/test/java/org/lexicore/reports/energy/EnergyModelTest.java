package org.lexicore.reports.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.result.Activity;
import org.lexicore.reports.Band;
import org.lexicore.reports.DramBytes;
import org.lexicore.reports.Hardware;
import org.lexicore.reports.NodeScaling;
import org.lexicore.reports.energy.EnergyModel.Counts;

/** Is energy what events and published constants make it? */
class EnergyModelTest {
  private static final Hardware HARDWARE = new Hardware(64, 72, 10_000, 1_000_000, 16_384);
  private static final DramBytes NO_BYTES = DramBytes.of(kind -> 0);

  private static Accelerator accelerator(CodebookStore.Kind place, int node) {
    return new Accelerator(1, "a", new Accelerator.Array(8, 8), 150, new Accelerator.Technology(node),
        place.apply(new CodebookStore.Capacity(256, 8, 2, 1)), new Accelerator.Buffers(64, 16, 8, 16, 16, 4),
        new Accelerator.Postprocess(4), new Accelerator.Axi(64, 32, 8, 4), new Accelerator.Dram.Ideal(40, 8, 0, 1));
  }

  private static EnergyEstimate estimate(Accelerator accelerator, Counts counts) {
    return EnergyModel.of(accelerator, HARDWARE).orElseThrow().estimate(counts);
  }

  private static Counts counts(long cycles, long multiplications, DramBytes bytes, Map<Activity, Long> some) {
    Map<Activity, Long> all = new EnumMap<>(Activity.class);
    for (Activity activity : Activity.values()) {
      all.put(activity, some.getOrDefault(activity, 0L));
    }
    return new Counts(cycles, multiplications, bytes, all, Optional.empty());
  }

  @Test
  void nothingDoneCostsNothing() {
    assertEquals(Band.ZERO, estimate(accelerator(CodebookStore.Kind.ROM, 28), counts(0, 0, NO_BYTES, Map.of())).total());
  }

  @Test
  void aMultiplicationAtFortyFiveNanometresIsHorowitzs() {
    Band array = estimate(accelerator(CodebookStore.Kind.NONE, 45), counts(0, 1, NO_BYTES, Map.of())).parts().get(EnergyPart.ARRAY);
    // 0.2 + 0.03 to 0.1 pJ, and 37 register bits of less than 0.0105 pJ each.
    assertTrue(array.low() > 0.23 && array.high() < 0.3 + 37 * 0.0105, array.toString());
  }

  @Test
  void theMemoryLawMeetsCactisMacrosWithinTheErrorItStates() {
    MemoryEnergy memory = new MemoryEnergy(28);
    assertEquals(0.0092, memory.read(128).typical(), 1e-9);
    assertEquals(0.033, memory.read(4096).typical(), 0.11 * 0.033);
    assertEquals(0.035, memory.read(8192).typical(), 0.11 * 0.035);
  }

  @Test
  void horowitzsMemoryIsTheUpperBound() {
    assertEquals(10.0 / 64, new MemoryEnergy(45).read(8192).high(), 1e-9);
  }

  @Test
  void nodesBetweenRowsLieBetweenThem() {
    double from45To32 = (0.8367 * 0.81 - 0.4341 * 0.9 + 0.1701) / (1.018 * 0.81 - 0.3107 * 0.9 + 0.1539);
    assertEquals(from45To32, NodeScaling.energy(45, 32), 1e-12);
    double at28 = NodeScaling.energy(45, 28);
    assertTrue(at28 < from45To32 && at28 > NodeScaling.energy(45, 20));
  }

  @Test
  void aNodeWithoutFactorsHasNoEstimate() {
    assertTrue(EnergyModel.of(accelerator(CodebookStore.Kind.ROM, 180), HARDWARE).isEmpty());
    assertTrue(EnergyModel.of(accelerator(CodebookStore.Kind.ROM, 5), HARDWARE).isEmpty());
    assertTrue(EnergyModel.of(accelerator(CodebookStore.Kind.ROM, 7), HARDWARE).isPresent());
  }

  @Test
  void anSramCodebookPaysForItsLoadOnceAPortAndARomDoesNot() {
    DramBytes load = new DramBytes(0, 0, 2048, 0, 0, 0, 0);
    Band sram = estimate(accelerator(CodebookStore.Kind.SRAM, 28), counts(0, 0, load, Map.of())).parts().get(EnergyPart.CODEBOOK);
    assertEquals(new MemoryEnergy(28).write(2048).typical() * 2 * 8 * 2048, sram.typical(), 1e-6);
    assertEquals(Band.ZERO, estimate(accelerator(CodebookStore.Kind.ROM, 28), counts(0, 0, load, Map.of())).parts().get(EnergyPart.CODEBOOK));
  }

  @Test
  void aCodewordFromRomCostsAtMostOneFromSram() {
    Counts read = counts(0, 0, NO_BYTES, Map.of(Activity.CODEWORDS, 1000L));
    Band rom = estimate(accelerator(CodebookStore.Kind.ROM, 28), read).parts().get(EnergyPart.CODEBOOK);
    Band sram = estimate(accelerator(CodebookStore.Kind.SRAM, 28), read).parts().get(EnergyPart.CODEBOOK);
    assertEquals(sram.high(), rom.high(), 1e-9);
    assertTrue(rom.typical() < sram.typical() && rom.low() < sram.low());
  }

  @Test
  void dramCostsItsPicojoulesABit() {
    DramBytes bytes = new DramBytes(0, 0, 0, 125, 0, 0, 0);
    assertEquals(new Band(8000, 13000, 20000), estimate(accelerator(CodebookStore.Kind.ROM, 28), counts(0, 0, bytes, Map.of())).parts().get(EnergyPart.DRAM));
  }

  @Test
  void layersAddUpToTheInference() {
    Counts one = counts(1000, 50_000, new DramBytes(64, 128, 0, 256, 8, 512, 1024), Map.of(Activity.PIXELS, 800L, Activity.PASSES, 9L,
        Activity.WEIGHTS_WRITTEN, 576L, Activity.CODEWORDS, 72L, Activity.INDEX_WORDS, 20L, Activity.DRAIN_ELEMENTS, 300L, Activity.RESULTS, 290L));
    Counts two = counts(2000, 100_000, new DramBytes(128, 256, 0, 512, 16, 1024, 2048), Map.of(Activity.PIXELS, 1600L, Activity.PASSES, 18L,
        Activity.WEIGHTS_WRITTEN, 1152L, Activity.CODEWORDS, 144L, Activity.INDEX_WORDS, 40L, Activity.DRAIN_ELEMENTS, 600L, Activity.RESULTS, 580L));
    EnergyEstimate single = estimate(accelerator(CodebookStore.Kind.SRAM, 28), one);
    EnergyEstimate twice = estimate(accelerator(CodebookStore.Kind.SRAM, 28), two);
    for (EnergyPart part : EnergyPart.values()) {
      assertEquals(2 * single.parts().get(part).typical(), twice.parts().get(part).typical(), 1e-6, part.title());
    }
    assertEquals(single.total().typical(), single.onChip().typical() + single.parts().get(EnergyPart.DRAM).typical(), 1e-6);
  }
}
