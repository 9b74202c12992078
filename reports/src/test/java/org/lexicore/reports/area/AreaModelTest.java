package org.lexicore.reports.area;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.reports.Band;

/** Does an estimate hold together: parts and whole, forms of the codebook, ports, nodes? */
class AreaModelTest {
  private static final AreaModel MODEL = AreaModel.calibrated();

  private static Accelerator accelerator(CodebookStore.Kind place, int entries, int ports, Accelerator.Technology technology) {
    return new Accelerator(1, "edge", new Accelerator.Array(16, 16), 150, technology,
        place.apply(new CodebookStore.Capacity(entries, 8, ports, 1)), new Accelerator.Buffers(64, 32, 8, 16, 16, 4),
        new Accelerator.Postprocess(4), new Accelerator.Axi(128, 32, 8, 4), new Accelerator.Dram.Ideal(20, 16, 0, 1));
  }

  private static Accelerator at(int node) {
    return accelerator(CodebookStore.Kind.ROM, 256, 1, new Accelerator.Technology(node));
  }

  @Test
  void theGeneratorsChoiceOfFormIsTheEstimates() {
    Accelerator.Technology technology = new Accelerator.Technology(28);
    assertEquals(CodebookForm.LOGIC_ROM, MODEL.of(at(28)).codebook());
    assertEquals(CodebookForm.MASK_ROM, MODEL.of(accelerator(CodebookStore.Kind.ROM, 8192, 1, technology)).codebook());
    assertEquals(CodebookForm.SRAM, MODEL.of(accelerator(CodebookStore.Kind.SRAM, 256, 1, technology)).codebook());
    assertEquals(CodebookForm.NONE, MODEL.of(accelerator(CodebookStore.Kind.NONE, 256, 1, technology)).codebook());
  }

  @Test
  void onlyTheCodebookChangesWithItsForm() {
    AreaEstimate logic = MODEL.of(at(28), CodebookForm.LOGIC_ROM);
    for (CodebookForm form : CodebookForm.values()) {
      AreaEstimate other = MODEL.of(at(28), form);
      assertEquals(List.copyOf(without(logic)), List.copyOf(without(other)), form.toString());
    }
    Map<CodebookForm, AreaPart> codebooks = MODEL.codebooks(at(28));
    assertEquals(List.of(CodebookForm.LOGIC_ROM, CodebookForm.MASK_ROM, CodebookForm.SRAM, CodebookForm.FLIP_FLOPS), List.copyOf(codebooks.keySet()));
    assertTrue(codebooks.get(CodebookForm.MASK_ROM).total().typical() < codebooks.get(CodebookForm.SRAM).total().typical());
    assertTrue(codebooks.get(CodebookForm.LOGIC_ROM).total().typical() < codebooks.get(CodebookForm.FLIP_FLOPS).total().low() / 10);
  }

  private static List<AreaPart> without(AreaEstimate estimate) {
    return estimate.parts().stream().filter(part -> !part.part().equals("codebook")).toList();
  }

  @Test
  void partsAddUpToTheWhole() {
    AreaEstimate estimate = MODEL.of(at(28));
    assertEquals(estimate.parts().stream().mapToDouble(part -> part.total().typical()).sum(), estimate.total().typical(), 1e-6);
    assertTrue(estimate.total().low() < estimate.total().typical() && estimate.total().typical() < estimate.total().high());
    assertEquals(9, estimate.parts().size());
  }

  @Test
  void atTheSynthesisedNodeLogicIsTheModelsOwn() {
    double cells = MODEL.logic().um2(at(180)).values().stream().mapToDouble(Double::doubleValue).sum();
    assertEquals(cells, MODEL.of(at(180)).logic().typical(), 1e-6);
    assertEquals(MODEL.of(at(180)).logic().low(), MODEL.of(at(180)).logic().high());
  }

  @Test
  void aFoundrysFiguresReplaceThePublishedOnes() {
    Accelerator.Technology foundry =
        new Accelerator.Technology(28, OptionalDouble.of(0.49), OptionalDouble.of(0.25), OptionalDouble.of(0.1));
    AreaEstimate estimate = MODEL.of(accelerator(CodebookStore.Kind.ROM, 256, 1, foundry), CodebookForm.MASK_ROM);
    assertEquals(estimate.total().low(), estimate.total().high(), 1e-6);
    AreaPart codebook = estimate.parts().stream().filter(part -> part.part().equals("codebook")).findFirst().orElseThrow();
    assertEquals(256 * 64 * 0.1, codebook.memory().typical(), 1e-9);
    assertTrue(estimate.sources().contains("mask ROM: technology.rom_bit_um2"), estimate.sources().toString());
  }

  @Test
  void banksTakeLessThanCopiesAndCostTheirConflicts() {
    Accelerator four = accelerator(CodebookStore.Kind.SRAM, 4096, 4, new Accelerator.Technology(28));
    List<PortArrangement> ways = MODEL.ports(four, CodebookForm.SRAM);
    assertEquals(List.of("4 copies", "4 banks", "8 banks", "16 banks", "1 copy in turn"), ways.stream().map(PortArrangement::name).toList());
    PortArrangement copies = ways.get(0);
    PortArrangement banks = ways.get(1);
    assertEquals(1, copies.cycles());
    // Of 4⁴ ways 24 have no conflict, 4 one bank with all, 48 one with three; the other 180 take two cycles.
    assertEquals((24 + 4 * 4 + 3 * 48 + 2 * 180) / 256.0, banks.cycles(), 1e-9);
    assertTrue(banks.um2().typical() < copies.um2().typical() / 2);
    assertEquals(banks.um2().typical() * banks.cycles() / 4, banks.um2PerCodewordPerCycle().typical(), 1e-6);
    assertEquals(4, ways.getLast().cycles());
  }

  @Test
  void registersAreReadByAllPortsAndCopiesOfThemAreCopies() {
    Accelerator four = accelerator(CodebookStore.Kind.ROM, 256, 4, new Accelerator.Technology(180));
    Map<String, Double> ways = new HashMap<>();
    MODEL.ports(four, CodebookForm.FLIP_FLOPS).forEach(way -> ways.put(way.name(), way.um2().typical()));
    assertEquals(MODEL.codebooks(four).get(CodebookForm.FLIP_FLOPS).total().typical(), ways.get("1 copy, 4 readers"), 1e-6);
    double bits = 256 * 64;
    assertEquals(4 * (bits * (96 + 48) + (bits - 64) * 48), ways.get("4 copies"), 1e-6);
  }

  /** Does one store have one area, whichever table it stands in? */
  @Test
  void copiesTakeWhatTheFormTakes() {
    for (int entries : new int[] {256, 65536}) {
      Accelerator four = accelerator(CodebookStore.Kind.ROM, entries, 4, new Accelerator.Technology(28));
      for (CodebookForm form : List.of(CodebookForm.LOGIC_ROM, CodebookForm.MASK_ROM, CodebookForm.SRAM)) {
        Band total = MODEL.codebooks(four).get(form).total();
        Band copies = MODEL.ports(four, form).getFirst().um2();
        assertEquals(total.typical(), copies.typical(), 1e-9 * total.typical(), form + " of " + entries);
        assertEquals(total.high(), copies.high(), 1e-9 * total.high(), form + " of " + entries);
      }
    }
  }

  @Test
  void aTableOfLogicGrowsWhenItIsCutIntoBanks() {
    Accelerator two = accelerator(CodebookStore.Kind.ROM, 256, 2, new Accelerator.Technology(180));
    List<PortArrangement> ways = MODEL.ports(two, CodebookForm.LOGIC_ROM);
    // 4 banks: each port's address to each bank, and each bank's codeword to each port.
    double choices = 48 * (4 * 8 + 2 * 3 * 64);
    PortArrangement four = ways.stream().filter(way -> way.name().equals("4 banks")).findFirst().orElseThrow();
    assertTrue(four.um2().typical() - choices > 1.1 * ways.getFirst().um2().typical() / 2, ways.toString());
  }

  @Test
  void aTableBeyondTheSynthesisedOnesHasTwoEnds() {
    Band known = MODEL.codebooks(accelerator(CodebookStore.Kind.ROM, 4096, 1, new Accelerator.Technology(180))).get(CodebookForm.LOGIC_ROM).logic();
    Band beyond = MODEL.codebooks(accelerator(CodebookStore.Kind.ROM, 65536, 1, new Accelerator.Technology(180))).get(CodebookForm.LOGIC_ROM).logic();
    assertEquals(known.low(), known.high());
    assertTrue(beyond.low() < beyond.typical() && beyond.typical() < beyond.high(), beyond.toString());
    assertTrue(beyond.high() < 17 * known.high() * 1.25, beyond + " " + known);
  }

  @Test
  void oneEstimateTakesMilliseconds() {
    MODEL.of(at(28));
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      MODEL.of(at(28));
    }
    assertTrue(System.nanoTime() - start < 1_000_000_000L);
  }
}
