package org.lexicore.reports.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.junit.jupiter.api.Test;

/** Do marks lie where their values say, and tell them? */
class ChartTest {
  private static final double NEAR = 0.02;

  /** A rectangle that was drawn. */
  private record Box(double x, double y, double width, double height, String text) {
    static Box of(MatchResult match) {
      return new Box(number(match, 1), number(match, 2), number(match, 3), number(match, 4), match.group(5));
    }

    private static double number(MatchResult match, int group) {
      return Double.parseDouble(match.group(group));
    }

    double area() {
      return width * height;
    }
  }

  private static List<Box> boxes(Chart chart) {
    return Pattern.compile("<rect x=\"([^\"]*)\" y=\"([^\"]*)\" width=\"([^\"]*)\" height=\"([^\"]*)\"><title>([^<]*)</title></rect>")
        .matcher(chart.svg("test")).results().map(Box::of).toList();
  }

  private static Box box(List<Box> boxes, String text) {
    return boxes.stream().filter(box -> box.text.contains(text)).findFirst().orElseThrow();
  }

  @Test
  void energyIsAStackOfItsPartsLayerByLayer() {
    BarChart energy = new BarChart("Energy", "pJ", List.of("conv1", "conv2"),
        List.of(new BarChart.Series("array", new double[] {1000, 500.25}, 0), new BarChart.Series("DRAM", new double[] {3000, 0}, 1)),
        BarChart.Arrangement.STACKED, 0);
    List<Box> boxes = boxes(energy);
    assertEquals(List.of("conv1, array: 1 000 pJ, 25.0 % of 4 000", "conv2, array: 500.3 pJ", "conv1, DRAM: 3 000 pJ, 75.0 % of 4 000"),
        boxes.stream().map(Box::text).toList(), "what is nothing is not drawn");
    Box array = box(boxes, "conv1, array");
    Box dram = box(boxes, "conv1, DRAM");
    assertEquals(3, dram.height / array.height, NEAR);
    assertEquals(array.y, dram.y + dram.height, NEAR, "one stands on the other");
    assertEquals(List.of("array", "DRAM"), energy.legend());
  }

  private static final Treemap AREA = new Treemap("Area", "µm²", List.of(
      new Treemap.Tile("array", 0, "", List.of(
          new Treemap.Tile("multipliers", 400, "Horowitz, ISSCC 2014"), new Treemap.Tile("registers", 200, "")), 0),
      new Treemap.Tile("RAM", 300, ""),
      new Treemap.Tile("nothing", 0, ""),
      new Treemap.Tile("ROM", 100, "200 to 50")));

  @Test
  void tilesAreAsLargeAsTheirParts() {
    List<Box> boxes = boxes(AREA);
    assertEquals(4, boxes.size());
    assertEquals("array, multipliers: 400 µm², 40.0 %; Horowitz, ISSCC 2014", box(boxes, "multipliers").text);
    assertEquals("ROM: 100 µm², 10.0 %; 200 to 50", box(boxes, "ROM").text);
    assertEquals(2, box(boxes, "multipliers").area() / box(boxes, "registers").area(), 0.05);
    assertEquals(3, box(boxes, "RAM").area() / box(boxes, "ROM").area(), 0.05);
  }

  @Test
  void tilesDoNotLieOnEachOtherNorOutside() {
    List<Treemap.Tile> many = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      many.add(new Treemap.Tile("part " + i, 100 + i * i, ""));
    }
    List<Box> boxes = boxes(new Treemap("Area", "µm²", many));
    assertEquals(40, boxes.size());
    for (int i = 0; i < boxes.size(); i++) {
      Box one = boxes.get(i);
      assertTrue(one.x >= 0 && one.y >= 0 && one.x + one.width <= Svg.WIDTH && one.y + one.height <= 380, one.toString());
      for (Box two : boxes.subList(i + 1, boxes.size())) {
        boolean apart = one.x + one.width <= two.x || two.x + two.width <= one.x || one.y + one.height <= two.y || two.y + two.height <= one.y;
        assertTrue(apart, one + " lies on " + two);
      }
      assertTrue(Math.max(one.width / one.height, one.height / one.width) < 4, one + " is no square at all");
    }
  }

  @Test
  void aLayerOnTheRoofIsAtAHundredPerCent() {
    Roofline.Roof roof = new Roofline.Roof("8×8 array", 64, 8);
    String svg = new Roofline("Roofline", List.of(roof), List.of(new Roofline.Run("rom", roof, List.of(
        new Roofline.Point("conv", 100, 64), new Roofline.Point("fc", 1, 4)), 0))).svg("test");
    assertTrue(svg.contains("rom, conv: 64 multiplications per cycle, 100.0 % of the 64 that the array allows at 100 for each byte"), svg);
    assertTrue(svg.contains("rom, fc: 4 multiplications per cycle, 50.0 % of the 8 that the DRAM allows at 1 for each byte"), svg);
    assertTrue(svg.contains(">8×8 array</text>") && svg.contains(">8 bytes per cycle</text>"), svg);
  }

  @Test
  void busyTimesLieInTheirWindow() {
    List<Box> boxes = boxes(new GanttChart("Units", 1000, 2000, List.of(
        new GanttChart.Row("load", List.of(new GanttChart.Bar(900, 1250, "early"), new GanttChart.Bar(1500, 2000, "late")), 4))));
    assertEquals(2, boxes.size());
    assertEquals(2, box(boxes, "late").width / box(boxes, "early").width, NEAR, "what lies before the window is not drawn");
    assertTrue(box(boxes, "late").x + box(boxes, "late").width <= Svg.WIDTH);
  }

  @Test
  void aUnitHasItsColourWhereverItStandsAndATickItsLabelBelowIt() {
    String svg = new GanttChart("Units", 0, 13_820, List.of(new GanttChart.Row("drain", List.of(new GanttChart.Bar(0, 5, "x")), 7))).svg("test");
    assertTrue(svg.contains("<g class=\"marks s7\">"), svg);
    assertTrue(Pattern.compile("text-anchor=\"middle\" class=\"label\">12 000<").matcher(svg).find(), "the last tick is far from the edge: " + svg);
  }

  @Test
  void noMarkLiesBeyondTheLastTick() {
    for (double most : new double[] {33_288, 5.07, 0.013, 7, 100, 0}) {
      BarChart bars = new BarChart("Bars", "bytes", List.of("one"), List.of(
          new BarChart.Series("a", new double[] {0.75 * most}, 0), new BarChart.Series("b", new double[] {0.25 * most}, 1)), BarChart.Arrangement.STACKED, 0);
      NumberAxis axis = new NumberAxis();
      Ticks.fit(axis, 0, most);
      double ticks = axis.getUpperBound() / axis.getTickUnit().getSize();
      assertTrue(axis.getUpperBound() >= most && ticks <= 8 + NEAR, most + " in " + ticks);
      assertEquals(Math.rint(ticks), ticks, 1e-6, "the axis ends at a tick");
      assertTrue(bars.svg("test").contains(">" + Numbers.brief(axis.getUpperBound()) + "</text>"), most + ": the last tick has a label");
    }
  }

  @Test
  void theLastPointOfManyHasItsLabel() {
    List<LineChart.Point> points = new ArrayList<>();
    for (int i = 1; i <= 16; i++) {
      points.add(new LineChart.Point(i, 3));
    }
    String svg = new LineChart("Line", "networks", "%", List.of(new LineChart.Curve("a", points, 0))).svg("test");
    for (String label : List.of("1", "2", "5", "10", "16")) {
      assertTrue(svg.contains(">" + label + "</text>"), label);
    }
  }

  @Test
  void aFewBarsTakeLessWidthThanMany() {
    assertTrue(few(1).contains("viewBox=\"0 0 360 "), "a phone shows it without scrolling");
    assertTrue(few(4).contains("viewBox=\"0 0 480 ") && few(20).contains("viewBox=\"0 0 1060 "));
  }

  private static String few(int number) {
    List<String> names = IntStream.range(0, number).mapToObj(i -> "category " + i).toList();
    return new BarChart("Bars", "bytes", names, List.of(new BarChart.Series("a", new double[number], 0)), BarChart.Arrangement.STACKED, 0).svg("test");
  }

  @Test
  void aSmallPartIsDrawnAndItsNameIsInTheLegendWhole() {
    Treemap map = new Treemap("Area", "µm²", List.of(
        new Treemap.Tile("buffers", 0, "", List.of(new Treemap.Tile("memory", 300_000, "")), 4),
        new Treemap.Tile("codebook", 0, "", List.of(new Treemap.Tile("cells", 9000, "")), 1)));
    assertEquals(2, boxes(map).size());
    assertEquals(300_000.0 / 9000, box(boxes(map), "memory").area() / box(boxes(map), "codebook, cells").area(), 3, "less the buffers' heading, and gaps");
    assertEquals(List.of("buffers", "codebook"), map.legend());
    assertEquals(1, map.colourOf(1));
    assertFalse(map.svg("test").contains("…"), "a cut name");
  }

  @Test
  void namesAreEscaped() {
    String svg = new Treemap("a < b", "bits", List.of(new Treemap.Tile("\"x\" & <y>", 1, ""))).svg("test");
    assertTrue(svg.contains("&quot;x&quot; &amp; &lt;y&gt;"), svg);
    assertFalse(svg.contains("<y>"), svg);
  }

  @Test
  void numbersAreShortOnAxesAndWholeElsewhere() {
    assertEquals("1 234 567", Numbers.of(1234567));
    assertEquals("0.1235", Numbers.of(0.123456));
    assertEquals("12 350", Numbers.of(12345.6));
    assertEquals("2.5 M", Numbers.brief(2_500_000));
    assertEquals("0", Numbers.brief(0));
  }
}
