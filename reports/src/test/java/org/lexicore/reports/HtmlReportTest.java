package org.lexicore.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.CodebookStore;
import org.xml.sax.InputSource;

/** Is the report one page that stands alone, well formed, with the numbers in it? */
class HtmlReportTest {
  private static final List<HtmlReport.Run> RUNS = List.of(
      new HtmlReport.Run("int8", Results.result(CodebookStore.Kind.NONE, 21, 1000)),
      new HtmlReport.Run("per-layer-sram", Results.result(CodebookStore.Kind.SRAM, 21, 1100)),
      new HtmlReport.Run("universal-sram", Results.result(CodebookStore.Kind.SRAM, 21, 1050)),
      new HtmlReport.Run("universal-rom", Results.result(CodebookStore.Kind.ROM, 21, 900)));
  private static final String PAGE = HtmlReport.page("Codebooks in ROM & RAM", RUNS);

  @Test
  void itRefersToNothingOutside() throws Exception {
    String withoutNamespaces = PAGE.replaceAll("xmlns(:[a-z]+)?=\"[^\"]*\"", "");
    assertFalse(withoutNamespaces.contains("http"), "an outside reference");
    assertFalse(Pattern.compile("<(script|link|img|iframe)[^>]*(src|href)|url\\((?!#)|@import").matcher(PAGE).find(), "a file of its own");
  }

  @Test
  void everyDrawingIsWellFormedAndNoIdIsThereTwice() throws Exception {
    Matcher drawing = Pattern.compile("(?s)<svg.*?</svg>").matcher(PAGE);
    int drawings = 0;
    while (drawing.find()) {
      DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(drawing.group())));
      drawings++;
    }
    assertEquals(3 + 3 + 3 * RUNS.size() + 3, drawings, "of whole runs, of their layers together, of each run's layers, and of three chips");
    Set<String> ids = new HashSet<>();
    Matcher id = Pattern.compile(" id=\"([^\"]+)\"").matcher(PAGE);
    while (id.find()) {
      assertTrue(ids.add(id.group(1)), id.group(1) + " is there twice");
    }
  }

  @Test
  void numbersStandInItsTables() {
    assertTrue(PAGE.contains("<td>per-layer-sram</td><td>resnet20</td><td>sram</td><td>92.10 %</td>"), PAGE.substring(0, 4000));
    assertTrue(PAGE.contains("Codebooks in ROM &amp; RAM"));
    assertTrue(PAGE.contains("lexicore simulate a &lt;b&gt;"));
  }

  @Test
  void itsColoursFollowThePage() {
    assertTrue(PAGE.contains("fill:currentColor"), "text in the page's colour");
    assertTrue(PAGE.contains("var(--line)"), "grid in the page's colour");
    assertFalse(PAGE.contains("rgb(1,2,3)"), "a marker colour is left");
  }

  @Test
  void theSameRunsGiveTheSamePage() {
    assertEquals(PAGE, HtmlReport.page("Codebooks in ROM & RAM", RUNS));
  }
}
