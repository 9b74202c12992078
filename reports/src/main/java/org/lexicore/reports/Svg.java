package org.lexicore.reports;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Draws charts as SVG elements that lie within an HTML page. */
final class Svg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final int WIDTH = 1060;

  private Svg() {}

  /**
   * The {@code <svg>} element of {@code chart}.
   *
   * @param id unique in the page: ids inside one drawing must not meet those of another
   * @param height in units of which the width has 1,060
   */
  static String element(Chart chart, String id, int height) {
    SVGGraphics2D graphics = new SVGGraphics2D(context(id), false);
    graphics.setSVGCanvasSize(new Dimension(WIDTH, height));
    // Rotated labels are to stay text: the workaround would draw their outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
    chart.draw().draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
    Element root = graphics.getRoot();
    for (String attribute : new String[] {"width", "height", "xmlns:xlink"}) {
      root.removeAttribute(attribute);
    }
    root.setAttribute("viewBox", "0 0 " + WIDTH + " " + height);
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", chart.title());
    StringWriter text = new StringWriter();
    try {
      graphics.stream(root, text, true, false);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    // Batik breaks lines inside tags.
    return themed(text.toString().replaceAll("(?s)^.*?<svg", "<svg").replace("<defs id=\"genericDefs\"", "<defs").replaceAll("\\s*\\R\\s*(/?>)", "$1")) + "\n";
  }

  /** The marker colours become the page's; fonts become the page's too. */
  private static String themed(String svg) {
    String themed = svg;
    for (var marker : Map.of(Chart.TEXT, "currentColor", Chart.GRID, "var(--line)").entrySet()) {
      Color colour = marker.getKey();
      themed = themed.replaceAll(
          "rgb\\(" + colour.getRed() + ", ?" + colour.getGreen() + ", ?" + colour.getBlue() + "\\)", marker.getValue());
    }
    return themed;
  }

  private static SVGGeneratorContext context(String id) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment(null);
    context.setEmbeddedFontsOn(false);
    context.setIDGenerator(new SVGIDGenerator() {
      @Override
      public String generateID(String prefix) {
        return id + "-" + super.generateID(prefix);
      }
    });
    return context;
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation().createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
