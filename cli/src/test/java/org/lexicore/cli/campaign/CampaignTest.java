package org.lexicore.cli.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.rtl.RtlGenerator;
import org.lexicore.testbenches.BenchOptions;

/** Does a campaign find a faulty design, make what fails smaller, replay it, and go on where it was broken off? */
class CampaignTest {
  private static final long SEED = 0;
  private static final int CASES = 2;

  /** Enough to leave one layer of one network. */
  private static final int SHRINKING_RUNS = 10;

  @TempDir Path folder;

  /** Designs are kept between test runs. */
  static BenchOptions options() {
    return BenchOptions.standard().quick().withCache(Path.of("target", "designs"));
  }

  private CampaignRun campaign(RtlWriter rtl, Optional<Duration> budget) {
    return new CampaignRun(SEED, CASES, budget, folder, rtl, options(), SHRINKING_RUNS, false, Optional.empty());
  }

  /** The Verilog with a rounding bit that is wrong. */
  private static void faulty(Accelerator accelerator, byte[] rom, Path place) {
    RtlGenerator.generate(accelerator, rom, place);
    Path file = place.resolve("rtl/lexicore_requantiser.v");
    try {
      String text = Files.readString(file);
      assertTrue(text.contains("+ 19'd1;"), "the fault's place is there");
      Files.writeString(file, text.replace("+ 19'd1;", "+ 19'd0;"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFaultIsFoundMadeSmallerAndReplayed() throws Exception {
    List<CaseResult> heard = new ArrayList<>();
    CampaignRun.Outcome outcome = campaign(CampaignTest::faulty, Optional.empty()).run(heard::add);
    assertEquals(CASES, outcome.summary().failed());
    assertEquals(CASES, heard.size(), "each failure is told at once");
    CaseResult failure = outcome.summary().failures().getFirst();
    assertTrue(failure.problem().matches("divergence: cycle \\d+: event_result_data is 0x\\w+, expected 0x\\w+"), failure.problem());
    assertTrue(CampaignSummary.text(failure).contains("  lexicore campaign --replay 0:0\n"), CampaignSummary.text(failure));

    assertTrue(failure.isSmaller(), failure.toString());
    CampaignCase smaller = parse(failure.smaller()).draw().orElseThrow();
    assertEquals(1, smaller.turns().size());
    assertEquals(1, smaller.turns().getFirst().network().layers().size());

    CaseResult again = CampaignRun.replay(parse(failure.replay()), CampaignTest::faulty, options(), folder.resolve("again"));
    assertEquals(failure.problem(), again.problem());
    assertTrue(Files.size(folder.resolve("again/lockstep/divergence.vcd")) > 0);
    CaseResult smallerAgain = CampaignRun.replay(parse(failure.smaller()), CampaignTest::faulty, options(), folder.resolve("smaller"));
    assertEquals(failure.smallerProblem(), smallerAgain.problem());

    Path junit = JUnitReport.write(outcome.summary(), outcome.results(), folder.resolve("junit.xml"));
    String xml = Files.readString(junit);
    assertTrue(xml.contains("tests=\"2\" failures=\"2\" errors=\"0\" skipped=\"0\""), xml);
    assertTrue(xml.contains("lexicore campaign --replay 0:1"), xml);
  }

  /** As the command line would. */
  private static CaseCode parse(String replay) {
    List<String> words = List.of(replay.split(" "));
    List<String> reductions = new ArrayList<>();
    for (int i = 4; i < words.size(); i += 2) {
      assertEquals("--reduce", words.get(i));
      reductions.add(words.get(i + 1));
    }
    assertEquals(List.of("lexicore", "campaign", "--replay"), words.subList(0, 3));
    return CaseCode.parse(words.get(3), reductions);
  }

  @Test
  void finishedCasesAreLeftOutAndACutOffLineIsRunAgain() throws Exception {
    CampaignRun.Outcome first = campaign(RtlGenerator::generate, Optional.empty()).run(failure -> {});
    assertEquals(CASES, first.summary().passed(), first.summary().text());
    Path ledger = folder.resolve("cases.jsonl");
    String whole = Files.readString(ledger);
    CampaignRun.Outcome second = campaign((accelerator, rom, place) -> {
      throw new IllegalStateException("a finished case was run again");
    }, Optional.empty()).run(failure -> {});
    assertEquals(first.summary(), second.summary());
    assertEquals(whole, Files.readString(ledger));

    Files.writeString(ledger, whole.substring(0, whole.length() - 20));
    List<Path> run = new ArrayList<>();
    campaign((accelerator, rom, place) -> {
      run.add(place);
      RtlGenerator.generate(accelerator, rom, place);
    }, Optional.empty()).run(failure -> {});
    assertEquals(1, run.size());
    assertEquals(whole, Files.readString(ledger));
  }

  @Test
  void whenTheTimeIsOverTheRestRemains() throws Exception {
    CampaignRun.Outcome outcome = campaign(RtlGenerator::generate, Optional.of(Duration.ZERO)).run(failure -> {});
    assertEquals(0, outcome.summary().done());
    assertEquals(CASES, outcome.summary().remaining());
    String xml = Files.readString(JUnitReport.write(outcome.summary(), outcome.results(), folder.resolve("junit.xml")));
    assertTrue(xml.contains("skipped=\"2\""), xml);
  }

  @Test
  void theLedgerOfAnotherSeedIsRefusedAndThatOfAnotherBuildBegunAnew() {
    CaseResult result = CaseResult.of(CaseCode.of(7, 1), DrawCase.of(7, 1), new Verdict.Equal(10, 20, false));
    Path file = folder.resolve("cases.jsonl");
    Ledger.open(file, 7, "one").add(result);
    assertEquals(List.of(result), Ledger.open(file, 7, "one").below(9).stream().toList());
    String message = assertThrows(InputException.class, () -> Ledger.open(file, 8, "one")).getMessage();
    assertTrue(message.contains("holds the campaign of seed 7"), message);
    assertFalse(Ledger.open(file, 7, "another").has(1));
  }

  @Test
  void aCaseIsAlwaysTheSame() {
    assertEquals(DrawCase.of(3, 5).turns().getFirst().network().layers().size(), DrawCase.of(3, 5).turns().getFirst().network().layers().size());
    assertEquals(DrawCase.of(3, 5).accelerator(), DrawCase.of(3, 5).accelerator());
    assertNotEquals(DrawCase.of(3, 5).accelerator(), DrawCase.of(3, 4).accelerator(), "stalls differ within a group");
    assertNotEquals(DrawCase.of(3, 5).accelerator().axi(), DrawCase.of(4, 5).accelerator().axi());
  }
}
