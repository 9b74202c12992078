package org.lexicore.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.reports.energy.EnergyPart;

/** Does a page say first what it answers, with size and error? And has a thing one colour in all its charts? */
class AnswerTest {
  private static String least(List<Double> values) {
    return Answer.least(List.of("a", "b", "c"), values, "cycles", amount -> Html.count(Math.round(amount)));
  }

  @Test
  void whatIsEqualWithinAThousandthIsNoWin() {
    assertEquals("all take the same cycles", least(List.of(7.0, 7.0, 7.0)));
    assertEquals("all are equal within 0.09 % in cycles", least(List.of(10_000.0, 9_991.0, 9_995.0)));
    assertEquals("a and b, equal within 0.1 %, take the least cycles, " + Html.count(9_991) + ", which is 50.0 % less than c",
        least(List.of(9_991.0, 10_000.0, 19_982.0)));
    assertEquals("a, b and c", Answer.least(List.of("a", "b", "c", "d"), List.of(7.0, 7.0, 7.0, 9.0), "cycles", String::valueOf).substring(0, 10));
    assertEquals("b takes the least cycles, 500, which is 50.0 % less than c", least(List.of(900.0, 500.0, 1_000.0)));
  }

  @Test
  void aPageOpensWithTheAnswerAndNamesWhatItIsAbout() {
    String page = HtmlReport.page("title", List.of(
        new HtmlReport.Run("slow", Results.result(CodebookStore.Kind.SRAM, 3, 1100)), new HtmlReport.Run("fast", Results.result(CodebookStore.Kind.ROM, 3, 900))));
    String opening = page.substring(page.indexOf("</h1>"), page.indexOf("<section>"));
    assertTrue(opening.contains("fast takes the least cycles"), opening);
    assertTrue(opening.contains("all take the same DRAM traffic in bytes"), opening);
    assertTrue(opening.contains("fast takes the least energy, 18.2 to 18.2&nbsp;% less than slow"), opening);
    assertTrue(opening.replace("&nbsp;", " ").contains("fast: resnet20 on edge-8, an array of 8 × 8, 28 nm, 150 MHz, ideal DRAM, codebook in rom"), opening);
  }

  @Test
  void oneRunSaysWhatItTakesAndWhatItWaitsFor() {
    String page = HtmlReport.page("title", List.of(new HtmlReport.Run("only", Results.result(CodebookStore.Kind.ROM, 3, 900))));
    String opening = page.substring(page.indexOf("</h1>"), page.indexOf("<section>"));
    assertTrue(opening.contains("times the least possible; both are exact"), opening);
    assertTrue(opening.contains("waits for weights to be decoded") && opening.contains("codebook.ports 1 → 2 saves 10.0&nbsp;% of the cycles"), opening);
  }

  @Test
  void aThingHasOneColourInAllCharts() {
    String page = HtmlReport.page("title", List.of(
        new HtmlReport.Run("slow", Results.result(CodebookStore.Kind.SRAM, 3, 1100)), new HtmlReport.Run("fast", Results.result(CodebookStore.Kind.ROM, 3, 900))));
    Map<String, String> colours = new HashMap<>();
    Matcher entry = Pattern.compile("<i class=\"(s\\d+)\"></i>([^<]+)</span>").matcher(page);
    int entries = 0;
    while (entry.find()) {
      assertEquals(colours.computeIfAbsent(entry.group(2), name -> entry.group(1)), entry.group(1), entry.group(2));
      entries++;
    }
    assertTrue(entries > 40, entries + " entries of legends");
    assertEquals(colours.get("weights"), colours.get("waits for weights"), "the same thing, in bytes and in cycles");
    assertEquals(colours.get("codebooks"), colours.get("codebook"));
    assertTrue(colours.get("slow").compareTo("s12") >= 0, "a run has no colour of a kind");
  }

  @Test
  void unitsOfATimelineHaveTheColoursOfWhatTheyDo() {
    assertEquals(Colours.of(ArrayCycles.Cause.BUSY), Colours.ofUnit("compute"));
    assertEquals(Colours.of(ArrayCycles.Cause.DRAIN), Colours.ofUnit("drain"));
    assertEquals(Colours.of(ArrayCycles.Cause.STORE), Colours.ofUnit("store"));
    assertEquals(Colours.of(EnergyPart.DRAM), Colours.ofUnit("DRAM read"));
    String page = HtmlReport.page("title", List.of(
        new HtmlReport.Run("only", Results.result(CodebookStore.Kind.ROM, 3, 900), Optional.of(Results.timeline(3)))));
    String timeline = page.substring(page.indexOf("<figure id=\"timeline-0\""));
    Matcher drain = Pattern.compile("(?s)<g class=\"marks (s\\d+)\">(?:(?!</g>).)*<title>drain,").matcher(timeline);
    assertTrue(drain.find(), timeline);
    assertEquals("s" + Colours.of(EnergyPart.DRAIN), drain.group(1));
  }

  @Test
  void equalInferencesAreDrawnOnce() {
    String page = HtmlReport.page("title", List.of(new HtmlReport.Run("only", Results.result(CodebookStore.Kind.ROM, 3, 900))));
    assertTrue(page.contains("shown once: only (first, steady)"), "first and steady are equal there");
    assertEquals(-1, page.indexOf("only, first: "), "a bar for each");
  }
}
