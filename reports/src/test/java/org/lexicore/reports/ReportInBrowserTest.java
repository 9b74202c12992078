package org.lexicore.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.reports.chart.Numbers;

/** Does a browser show the page as it is meant: everything drawn, nothing cut off, and the figures of {@code result.json}? */
class ReportInBrowserTest {
  /** As many as ResNet-50 has. */
  private static final int LAYERS = 54;

  private static final int LARGEST_PAGE = 2_000_000;

  /** What WCAG 2.2 asks of text (1.4.3) and of graphics (1.4.11). */
  private static final double TEXT_CONTRAST = 4.5;

  private static final double MARK_CONTRAST = 3;

  private static final List<String> NAMES = List.of("int8", "per-layer-sram", "universal-sram", "universal-rom");

  /** A smaller tile has no room in the drawing. */
  private static final double LEAST_SEEN_UM2 = 500;

  /** Height of letters on a phone, in pixels. */
  private static final double LEAST_LETTERS = 10;

  @TempDir static Path folder;

  private static List<HtmlReport.Run> runs;
  private static String page;
  private static Browser light;

  @BeforeAll
  static void open() throws Exception {
    runs = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      runs.add(new HtmlReport.Run(NAMES.get(i), Results.result(i == 0 ? CodebookStore.Kind.NONE : CodebookStore.Kind.SRAM, LAYERS, 900 + 50L * i),
          Optional.of(Results.timeline(5000))));
    }
    page = HtmlReport.page("Four ways to store weights", runs);
    light = Browser.open(page, false, folder);
  }

  private static List<JsonNode> figures(Browser browser) {
    List<JsonNode> figures = new ArrayList<>();
    browser.probe().path("figures").forEach(figures::add);
    return figures;
  }

  private static JsonNode figure(String id) {
    return figures(light).stream().filter(figure -> figure.path("id").asText().equals(id)).findFirst().orElseThrow();
  }

  private static List<String> texts(JsonNode nodes) {
    List<String> texts = new ArrayList<>();
    nodes.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  @Test
  void noScriptFails() {
    assertEquals(List.of(), light.console());
  }

  @Test
  void everyChartIsThereWithAllItsMarks() {
    Set<String> drawn = new HashSet<>();
    for (JsonNode figure : figures(light)) {
      String id = figure.path("id").asText();
      drawn.add(id);
      assertTrue(figure.path("marks").size() > 0, id + " is empty");
      for (JsonNode mark : figure.path("marks")) {
        assertTrue(mark.path("width").asDouble() > 0 && mark.path("height").asDouble() > 0 && mark.path("inside").asBoolean(), id + ": " + mark);
      }
    }
    Set<String> expected = new HashSet<>(Set.of("cycles", "traffic", "layers-resnet20-cycles", "layers-resnet20-utilisation",
        "layers-resnet20-roofline", "energy", "area-0", "area-1"));
    for (int i = 0; i < NAMES.size(); i++) {
      expected.addAll(List.of("layers-resnet20-causes-" + i, "layers-resnet20-traffic-" + i, "timeline-" + i, "energy-layers-" + i));
    }
    assertEquals(expected, drawn);
    assertEquals(NAMES.size() * LAYERS, figure("layers-resnet20-cycles").path("marks").size());
    assertEquals(NAMES.size() * LAYERS, figure("layers-resnet20-roofline").path("marks").size());
  }

  @Test
  void noWordIsCutOffOrLiesOnAnother() {
    for (JsonNode figure : figures(light)) {
      assertEquals(List.of(), texts(figure.path("cut")), figure.path("id").asText());
      assertEquals(List.of(), texts(figure.path("overlapping")), figure.path("id").asText());
    }
    assertEquals(0, light.probe().path("scroll").asInt(), "the page is wider than the window");
  }

  @Test
  void onAPhoneNothingIsWiderThanWhatHoldsItWithoutAHint() throws Exception {
    List<HtmlReport.Run> two = List.of(new HtmlReport.Run("int8", Results.result(CodebookStore.Kind.NONE, 5, 900), Optional.of(Results.timeline(40))),
        new HtmlReport.Run("universal-rom", Results.result(CodebookStore.Kind.ROM, 5, 950)));
    Browser phone = Browser.onPhone(HtmlReport.page("Two ways", two).replace("<details>", "<details open>"), folder);
    assertEquals(390, phone.probe().path("width").asInt());
    assertEquals(0, phone.probe().path("scroll").asInt(), "the page itself scrolls sideways");
    int beyond = 0;
    int fits = 0;
    for (JsonNode content : phone.probe().path("wide")) {
      assertEquals(content.path("beyond").asBoolean(), content.path("hinted").asBoolean(), content.toString());
      assertTrue(content.path("scrolls").asBoolean(), content.toString());
      beyond += content.path("beyond").asBoolean() ? 1 : 0;
      fits += content.path("beyond").asBoolean() ? 0 : 1;
    }
    assertTrue(beyond > 5 && fits > 2, beyond + " wider, " + fits + " not");
    for (JsonNode figure : figures(phone)) {
      assertTrue(figure.path("inView").asInt() > 0, figure.path("id").asText() + " looks empty until one scrolls");
      assertTrue(figure.path("letters").asDouble() >= LEAST_LETTERS, figure.path("id").asText() + " has letters of " + figure.path("letters"));
    }
  }

  /** From the file that was written, not from the records that the page was made of. */
  @Test
  void theFiguresAreThoseOfTheResult() throws Exception {
    int compared = 0;
    for (int i = 0; i < NAMES.size(); i++) {
      JsonNode result = new ObjectMapper().readTree(ResultFiles.json(runs.get(i).result()));
      Set<String> said = new HashSet<>();
      for (String id : List.of("cycles", "traffic", "layers-resnet20-cycles", "layers-resnet20-causes-" + i, "layers-resnet20-traffic-" + i)) {
        figure(id).path("marks").forEach(mark -> said.add(mark.path("text").asText().replaceAll(", [^,]* % of .*", "")));
      }
      for (JsonNode inference : result.path("inferences")) {
        String occasion = NAMES.get(i); // first and steady are equal, and drawn once
        compared += compare(said, occasion, "busy", inference.path("array_cycles").path("busy"), "cycles");
        compared += compare(said, occasion, "activations read", inference.path("dram_bytes").path("activations_read"), "bytes");
      }
      for (JsonNode layer : result.path("layers")) {
        String name = layer.path("name").asText();
        compared += compare(said, name, NAMES.get(i), layer.path("cycles"), "cycles");
        for (ArrayCycles.Cause cause : ArrayCycles.Cause.values()) {
          compared += compare(said, name, cause.label(), layer.path("stall_cycles").path(cause.key()), "cycles");
        }
        compared += compare(said, name, "activations written", layer.path("dram_bytes").path("activations_written"), "bytes");
      }
      String total = Numbers.count(result.path("dram_bytes").path("total").asLong());
      String column = NAMES.get(i) + "|";
      assertTrue(texts(light.probe().path("cells")).stream().anyMatch(row -> row.startsWith(column) && row.endsWith("|" + total)), total);
    }
    assertEquals(NAMES.size() * (2 * 2 + LAYERS * 7), compared, "all but the cause with no cycles");
  }

  @Test
  void energyAndAreaAreThoseOfTheResult() throws Exception {
    JsonNode result = new ObjectMapper().readTree(ResultFiles.json(runs.get(0).result()));
    Set<String> said = new HashSet<>();
    for (String id : List.of("energy", "area-0")) {
      figure(id).path("marks").forEach(mark -> said.add(mark.path("text").asText()));
    }
    double picojoules = result.at("/inferences/0/energy/parts/array/typical").asDouble();
    String energy = NAMES.get(0) + ", array: " + Numbers.of(picojoules * 1e-6) + " µJ";
    assertTrue(said.stream().anyMatch(text -> text.startsWith(energy)), energy + " is not in " + said);
    int parts = 0;
    for (JsonNode part : result.at("/area/parts")) {
      double um2 = part.at("/logic/typical").asDouble();
      if (um2 > LEAST_SEEN_UM2) {
        String area = part.path("part").asText() + ", cells: " + Numbers.of(Math.rint(um2)) + " µm²";
        assertTrue(said.stream().anyMatch(text -> text.startsWith(area)), area + " is not in " + said);
        parts++;
      }
    }
    assertTrue(parts > 5, parts + " parts");
  }

  private static int compare(Set<String> said, String category, String series, JsonNode value, String unit) {
    assertTrue(value.isNumber(), category + ", " + series + " is not in the result");
    if (value.asLong() == 0) {
      return 0;
    }
    String expected = category + ", " + series + ": " + Numbers.count(value.asLong()) + " " + unit;
    assertTrue(said.contains(expected), expected);
    return 1;
  }

  @Test
  void aBarIsAsLongAsItsValue() {
    Pattern value = Pattern.compile(": ([0-9 ]+) cycles");
    TreeMap<Double, String> scales = new TreeMap<>();
    for (JsonNode mark : figure("layers-resnet20-causes-1").path("marks")) {
      Matcher text = value.matcher(mark.path("text").asText());
      assertTrue(text.find(), mark.toString());
      scales.put(mark.path("height").asDouble() / Long.parseLong(text.group(1).replace(" ", "")), text.group());
    }
    assertEquals(1, scales.lastKey() / scales.firstKey(), 0.03, scales.toString());
  }

  @Test
  void pointingAtAMarkShowsItsValue() {
    assertEquals("int8, busy: 360 000 cycles, 87.7 % of 410 444", light.probe().path("pointed").asText());
    assertEquals(light.probe().path("pointed"), light.probe().path("hint"));
  }

  @Test
  void lightAndDarkCanBothBeRead() throws Exception {
    Browser dark = Browser.open(page, true, folder);
    assertNotEquals(light.probe().path("background"), dark.probe().path("background"));
    for (Browser browser : List.of(light, dark)) {
      double[] background = colour(browser.probe().path("background").asText());
      for (JsonNode figure : figures(browser)) {
        assertTrue(contrast(colour(figure.path("words").asText()), background) >= TEXT_CONTRAST, figure.path("words").asText());
        figure.path("marks").forEach(mark ->
            assertTrue(contrast(colour(mark.path("fill").asText()), background) >= MARK_CONTRAST, mark.path("series") + " " + mark.path("fill")));
      }
    }
  }

  private static double[] colour(String css) {
    Matcher parts = Pattern.compile("rgb\\((\\d+), (\\d+), (\\d+)\\)").matcher(css);
    assertTrue(parts.matches(), css);
    return new double[] {Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3))};
  }

  /** WCAG 2.2, "contrast ratio". */
  private static double contrast(double[] one, double[] two) {
    double brighter = Math.max(luminance(one), luminance(two));
    double darker = Math.min(luminance(one), luminance(two));
    return (brighter + 0.05) / (darker + 0.05);
  }

  /** WCAG 2.2, "relative luminance". */
  private static double luminance(double[] colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double part = colour[i] / 255;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  @Test
  void aLargeNetworkInFourRunsTakesLessThanTwoMegabytes() {
    int bytes = page.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < LARGEST_PAGE, bytes + " bytes");
  }

  @Test
  void itPrintsOnSeveralPages() throws Exception {
    String printed = Files.readString(Browser.print(page, folder), StandardCharsets.ISO_8859_1);
    assertTrue(Pattern.compile("/Type */Page\\b").matcher(printed).results().count() > 4, "pages");
  }

  @Test
  void onPaperItIsLightAndNothingIsCutOff() throws Exception {
    Browser paper = Browser.onPaper(page, folder);
    assertEquals("rgb(255, 255, 255)", paper.probe().path("background").asText());
    assertEquals(List.of(), texts(paper.probe().path("cutTables")));
    assertEquals(0, paper.probe().path("scroll").asInt(), "wider than the paper");
    figures(paper).forEach(figure -> assertEquals(List.of(), texts(figure.path("cut")), figure.path("id").asText()));
  }
}
