package org.lexicore.reports.chart;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.entity.ChartEntity;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * What JFreeChart draws of a chart: axes, grid and legend. It also says where the marks lie, but does not paint them: {@link Svg} writes
 * them itself, since each carries its value with it.
 */
final class Frame {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final int FONT_SIZE = 12;

  private Frame() {}

  /** The font of all its text, as the layout assumes it; the page's style sheet chooses the face. */
  static Font font() {
    return new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
  }

  /** Makes a chart without a background, with a legend where there is something to tell apart. */
  static JFreeChart plain(Plot plot, boolean legend) {
    plot.setBackgroundPaint(null);
    plot.setOutlinePaint(null);
    JFreeChart chart = new JFreeChart(null, font(), plot, legend);
    chart.setBackgroundPaint(null);
    if (chart.getLegend() != null) {
      chart.getLegend().setItemFont(font());
      chart.getLegend().setItemPaint(Palette.TEXT);
      chart.getLegend().setBackgroundPaint(null);
      chart.getLegend().setFrame(BlockBorder.NONE);
    }
    return chart;
  }

  /** The {@code <svg>} element of {@code chart}; {@code marks} turns an entity into the mark it stands for, or null. */
  static String svg(JFreeChart chart, String title, String id, int height, Function<ChartEntity, Mark> marks) {
    SVGGraphics2D graphics = new SVGGraphics2D(context(id), false);
    graphics.setSVGCanvasSize(new Dimension(Svg.WIDTH, height));
    // Rotated labels are to stay text: the workaround would draw their outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
    ChartRenderingInfo drawn = new ChartRenderingInfo();
    chart.draw(graphics, new Rectangle2D.Double(0, 0, Svg.WIDTH, height), drawn);
    List<Mark> all = new ArrayList<>();
    for (Object entity : drawn.getEntityCollection().getEntities()) {
      Mark mark = marks.apply((ChartEntity) entity);
      if (mark != null) {
        all.add(mark);
      }
    }
    return new Svg(title, height).raw(Palette.themed(content(graphics))).marks(all).element();
  }

  private static String content(SVGGraphics2D graphics) {
    Element root = graphics.getRoot();
    StringWriter text = new StringWriter();
    try {
      graphics.stream(root, text, true, false);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    // Batik breaks lines inside tags.
    return text.toString().replaceAll("(?s)^.*?<svg[^>]*>|</svg>\\s*$", "").replace("<defs id=\"genericDefs\"", "<defs")
        .replaceAll("\\s*\\R\\s*(/?>)", "$1");
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
