package org.lexicore.reports.chart;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.entity.ChartEntity;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * What JFreeChart draws of a chart: axes and grid. It also says where the marks lie, but does not paint them: {@link Svg}
 * writes them itself, since each carries its value with it.
 *
 * @param svg the elements that were drawn
 * @param entities what stands for values
 * @param area between the axes
 */
record Frame(String svg, List<ChartEntity> entities, Rectangle2D area) {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final int FONT_SIZE = 12;

  /** The font of all its text, as the layout assumes it; the page's style sheet chooses the face. */
  static Font font() {
    return new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
  }

  /** Makes a chart without a background; the page has the legend, which may take as many lines as it needs there. */
  static JFreeChart plain(Plot plot) {
    plot.setBackgroundPaint(null);
    plot.setOutlinePaint(null);
    JFreeChart chart = new JFreeChart(null, font(), plot, false);
    chart.setBackgroundPaint(null);
    return chart;
  }

  /**
   * Draws {@code chart}.
   *
   * @param id which the ids in the drawing begin with
   */
  static Frame of(JFreeChart chart, String id, int width, int height) {
    SVGGraphics2D graphics = new SVGGraphics2D(context(id), false);
    graphics.setSVGCanvasSize(new Dimension(width, height));
    // Rotated labels are to stay text: the workaround would draw their outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
    ChartRenderingInfo drawn = new ChartRenderingInfo();
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height), drawn);
    List<ChartEntity> entities = new ArrayList<>();
    for (Object entity : drawn.getEntityCollection().getEntities()) {
      entities.add((ChartEntity) entity);
    }
    return new Frame(Palette.themed(content(graphics)), entities, drawn.getPlotInfo().getDataArea());
  }

  private static String content(SVGGraphics2D graphics) {
    Element root = graphics.getRoot();
    StringWriter text = new StringWriter();
    try {
      graphics.stream(root, text, true, false);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    // Batik breaks lines inside tags. Its root states what its groups leave out, the size of text among it.
    String whole = text.toString().replaceAll("\\s*\\R\\s*(/?>)", "$1").replaceAll("(?s)^.*?<svg[^>]*>", "")
        .replaceAll("</svg>\\s*$", "");
    return "<g style=\"" + root.getAttribute("style") + "\">" + whole.replace("<defs id=\"genericDefs\"", "<defs") + "</g>\n";
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
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation().createDocument(NAMESPACE, "svg",
          null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
