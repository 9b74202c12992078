package org.lexicore.reports.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.reports.ArrayCycles;
import org.lexicore.reports.Band;
import org.lexicore.reports.DramBytes;
import org.lexicore.reports.Hardware;
import org.lexicore.reports.Inference;
import org.lexicore.reports.Weights;
import org.lexicore.reports.energy.EnergyEstimate;
import org.lexicore.reports.energy.EnergyPart;
import org.lexicore.reports.study.BreakEven.Outcome;

/** From how many inferences in a row is one chip better than another? */
class BreakEvenTest {
  private static final Hardware HARDWARE = new Hardware(64, 72, 1000, 1000, 1000);

  private static Inference inference(String occasion, long codebooks, long indices) {
    return new Inference(occasion, 1000, 1, 0.5, new DramBytes(0, indices, codebooks, 0, 0, 0, 0), new ArrayCycles(0, 0, 0, 0, 0, 0), Map.of(), Optional.empty(), Optional.empty());
  }

  /** A chip on which an inference takes {@code indices}, and {@code codebooks} more after a switch. */
  private static Study.Chip chip(String name, long indices, long codebooks) {
    Study.OnChip network = new Study.OnChip("net", "k=16, d=4", new Weights(100, 2, 2), Optional.empty(),
        List.of(inference(Inference.FIRST, 1_000_000, indices), inference(Inference.STEADY, 0, indices),
            inference(Inference.SWITCHED, codebooks, indices)),
        List.of());
    return new Study.Chip(name, 16, 4, HARDWARE, Optional.empty(), Optional.empty(), List.of(network));
  }

  private static BreakEven traffic(Study.Chip variant, Study.Chip against) {
    return BreakEven.of(List.of(against, variant), Optional.empty()).stream().filter(even -> even.metric() == Cost.DRAM).findFirst().orElseThrow();
  }

  @Test
  void aCodebookThatIsLoadedAtEachSwitchPaysOffOnceItsIndicesHaveSavedAsMuch() {
    // 100 bytes less an inference, 250 more after a switch.
    BreakEven even = traffic(chip("coded", 900, 250), chip("int8", 1000, 0));
    assertEquals(Outcome.FROM, even.outcome());
    assertEquals(2.5, even.at().orElseThrow(), 1e-12);
    assertEquals("from 2.5", even.words());
  }

  @Test
  void theAveragesMeetAtTheBreakEvenPoint() {
    Study.Chip coded = chip("coded", 900, 500);
    Study.Chip plain = chip("int8", 1000, 0);
    int at = (int) Math.round(traffic(chip("coded", 900, 500), chip("int8", 1000, 0)).at().orElseThrow());
    assertEquals(BreakEven.average(Cost.DRAM, plain, "net", at), BreakEven.average(Cost.DRAM, coded, "net", at), 1e-9);
  }

  @Test
  void whatIsBetterAtOnceIsAlwaysBetterIfItStaysSo() {
    assertEquals(Outcome.ALWAYS, traffic(chip("rom", 900, 0), chip("sram", 900, 64)).outcome());
    assertEquals(Outcome.ALWAYS, traffic(chip("rom", 900, 50), chip("int8", 1000, 0)).outcome());
  }

  @Test
  void whatIsWorseInTheLongRunMayBeBetterAtFirst() {
    BreakEven even = traffic(chip("rom", 1000, 0), chip("sram", 900, 400));
    assertEquals(Outcome.UP_TO, even.outcome());
    assertEquals(4, even.at().orElseThrow(), 1e-12);
  }

  @Test
  void whatIsWorseAtOnceAndInTheLongRunIsNeverBetter() {
    assertEquals(Outcome.NEVER, traffic(chip("a", 1000, 10), chip("b", 900, 0)).outcome());
    assertEquals(Outcome.NEVER, traffic(chip("a", 900, 10), chip("b", 900, 0)).outcome());
  }

  @Test
  void twoThatCostTheSameAreEqual() {
    assertEquals(Outcome.EQUAL, traffic(chip("a", 900, 10), chip("b", 900, 10)).outcome());
  }

  /** A chip on which the whole batch takes so many bytes, by size of batch. */
  private static Study.Chip batched(String name, Map<Integer, Long> bytes) {
    Study.OnChip network = chip(name, 1000, 0).network("net");
    List<Study.Batch> batches = bytes.entrySet().stream().sorted(Map.Entry.comparingByKey())
        .map(batch -> new Study.Batch(batch.getKey(), inference(Inference.FIRST, 0, batch.getValue()))).toList();
    Study.OnChip with = new Study.OnChip("net", network.codebook(), network.weights(), network.top1(), network.inferences(), batches);
    return new Study.Chip(name, 16, 4, HARDWARE, Optional.of(Band.exactly(name.equals("rom") ? 2 : 1)), Optional.empty(), List.of(with));
  }

  @Test
  void whatWeightsCostIsSharedByTheBatchUntilTheAnswerChanges() {
    // A sample: 1000, 600, 400 beside 900, 700, 600.
    List<BreakEven> all = BreakEven.of(List.of(
        batched("rom", Map.of(1, 900L, 2, 1400L, 4, 2400L)), batched("int8", Map.of(1, 1000L, 2, 1200L, 4, 1600L))), Optional.empty());
    BreakEven even = all.stream().filter(it -> it.over() == BreakEven.Over.BATCH && it.metric() == Cost.DRAM).findFirst().orElseThrow();
    assertEquals(Outcome.FROM, even.outcome());
    assertEquals(1.5, even.at().orElseThrow(), 1e-12);
    assertEquals("int8 costs less than rom, over samples in a batch", even.question());
    assertEquals(List.of(Cost.DRAM, Cost.CYCLES), all.stream().map(BreakEven::metric).distinct().toList(), "no energy is known");
  }

  @Test
  void areaWeighsEnergy() {
    Study.Chip rom = batched("rom", Map.of());
    Inference priced = new Inference(Inference.STEADY, 1, 1, 1, new DramBytes(0, 0, 0, 0, 0, 0, 0), new ArrayCycles(0, 0, 0, 0, 0, 0), Map.of(),
        Optional.empty(), Optional.of(new EnergyEstimate(Map.of(EnergyPart.DRAM, Band.exactly(3e6)))));
    assertEquals(6, Cost.AREA_ENERGY.of(rom, priced), 1e-12);
    assertEquals(3, Cost.ENERGY.of(rom, priced), 1e-12);
  }

  @Test
  void withoutAnotherNetworkTheFirstInferenceStandsForTheSwitch() {
    Study.OnChip alone = new Study.OnChip("net", "int8", new Weights(100, 8, 8), Optional.empty(),
        List.of(inference(Inference.FIRST, 77, 0), inference(Inference.STEADY, 0, 0)), List.of());
    assertEquals(77, alone.afterSwitch().dramBytes().codebooks());
  }

  /** A chip of so much area, whose store takes so much of it, on which a steady inference takes 3 µJ, and the first, which loads, 5. */
  private static Study.Chip priced(String name, double mm2, double storeMm2) {
    List<Inference> inferences = List.of(taking(Inference.FIRST, 64, 5), taking(Inference.STEADY, 0, 3));
    return new Study.Chip(name, 16, 4, HARDWARE, Optional.of(Band.exactly(mm2)), Optional.of(Band.exactly(storeMm2)),
        List.of(new Study.OnChip("net", "k=16, d=4", new Weights(100, 2, 2), Optional.empty(), inferences, List.of())));
  }

  private static Inference taking(String occasion, long codebooks, double microjoules) {
    return new Inference(occasion, 1000, 1, 1, new DramBytes(0, 10, codebooks, 0, 0, 0, 0), new ArrayCycles(0, 0, 0, 0, 0, 0), Map.of(),
        Optional.empty(), Optional.of(new EnergyEstimate(Map.of(EnergyPart.DRAM, Band.exactly(1e6 * microjoules)))));
  }

  private static Sharing sharing(double romMm2, double sramMm2) {
    List<Sharing.Room> rooms = List.of(new Sharing.Room(1, priced(Study.SRAM, 10 + sramMm2, sramMm2)),
        new Sharing.Room(2, priced(Study.SRAM, 10 + 2 * sramMm2, 2 * sramMm2)), new Sharing.Room(4, priced(Study.SRAM, 10 + 4 * sramMm2, 4 * sramMm2)));
    return Sharing.of(List.of(rooms.getFirst().chip(), priced(Study.ROM, 10 + romMm2, romMm2)), rooms).orElseThrow();
  }

  private static String networks(Cost cost, Sharing.Way way, double romMm2) {
    Sharing own = sharing(romMm2, 3);
    return BreakEven.of(List.of(own.rooms().getFirst().chip(), priced(Study.ROM, 10 + romMm2, romMm2)), Optional.of(own)).stream()
        .filter(even -> even.over() == BreakEven.Over.NETWORKS && even.metric() == cost && even.against().equals(way.title()))
        .findFirst().orElseThrow().words();
  }

  @Test
  void networksWithCodebooksOfTheirOwnLoadThemOrTakeRoom() {
    assertEquals("from 2", networks(Cost.DRAM, Sharing.Way.LOADED, 2));
    assertEquals("the same", networks(Cost.DRAM, Sharing.Way.HELD, 2));
    assertEquals("always", networks(Cost.AREA_ENERGY, Sharing.Way.HELD, 2));
    // 17 * 3 beside 13 * 3, 16 * 3, 22 * 3 and, loaded, 13 * 5.
    assertEquals("from 3", networks(Cost.AREA_ENERGY, Sharing.Way.HELD, 7));
    assertEquals("from 2", networks(Cost.AREA_ENERGY, Sharing.Way.LOADED, 7));
    assertEquals("never", networks(Cost.AREA_ENERGY, Sharing.Way.HELD, 12.5));
  }

  @Test
  void manyNetworksCodebooksInSramTakeMoreThanOneInRom() {
    assertEquals(Optional.of(1), sharing(2, 3).largerFrom());
    assertEquals(Optional.of(3), sharing(7, 3).largerFrom());
    assertEquals(64, sharing(7, 3).codebookBytes());
    assertEquals(Optional.empty(), Sharing.of(List.of(priced(Study.SRAM, 1, 1)), List.of()));
  }

  @Test
  void aCodebookOfSixtyFiveThousandIsHalfTheTrafficOfTwoMillionWeights() {
    // 65,536 x 8 bytes; two bits per weight.
    assertEquals(50, CodebookShare.percent(65536, 8, 4.0 * 65536 * 8), 1e-9);
    assertEquals(100, CodebookShare.percent(256, 4, 0), 1e-9);
  }
}
