package org.lexicore.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.text.TextBlock;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * A bar chart: categories along the axis, one colour a series.
 *
 * <p>Text and grid are drawn in two marker colours, which {@link Svg} replaces by the page's own, so that one chart serves light and
 * dark pages.
 *
 * @param highest upper end of the value axis, so that charts can be compared; 0 to fit the values
 */
record Chart(
    String title, String valueAxis, List<String> categories, List<Series> series, Arrangement arrangement, double highest) {
  /** How the bars of one category stand. */
  enum Arrangement {
    SIDE_BY_SIDE,
    STACKED
  }

  /** One value for each category. */
  record Series(String name, double[] values) {}

  /** Stands for the page's text colour. */
  static final Color TEXT = new Color(1, 2, 3);

  /** Stands for the page's colour of lines. */
  static final Color GRID = new Color(3, 2, 1);

  // Medium lightness, so that each stands out on white and on near-black.
  private static final Color[] COLOURS = {
    new Color(0x3F7CC4), new Color(0xE08A2E), new Color(0x3A9E78), new Color(0xC5527F),
    new Color(0x8B6FD0), new Color(0xA89A2C), new Color(0x7C8B99)
  };

  private static final int MANY_CATEGORIES = 6;
  private static final int LONGEST_LABEL = 28;

  /** The JFreeChart that draws it. */
  JFreeChart draw() {
    BarRenderer bars = renderer();
    CategoryPlot plot = new CategoryPlot(data(), categoryAxis(), numberAxis(), bars);
    plot.setBackgroundPaint(null);
    plot.setOutlinePaint(null);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(GRID);
    plot.setRangeGridlineStroke(new BasicStroke(0.6f));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    JFreeChart chart = new JFreeChart(null, font(Font.PLAIN), plot, series.size() > 1);
    chart.setBackgroundPaint(null);
    if (chart.getLegend() != null) {
      chart.getLegend().setItemFont(font(Font.PLAIN));
      chart.getLegend().setItemPaint(TEXT);
      chart.getLegend().setBackgroundPaint(null);
      chart.getLegend().setFrame(BlockBorder.NONE);
    }
    return chart;
  }

  private DefaultCategoryDataset data() {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (Series one : series) {
      for (int i = 0; i < categories.size(); i++) {
        data.addValue(one.values[i], one.name, categories.get(i));
      }
    }
    return data;
  }

  private BarRenderer renderer() {
    BarRenderer bars = switch (arrangement) {
      case SIDE_BY_SIDE -> new BarRenderer();
      case STACKED -> new StackedBarRenderer();
    };
    bars.setBarPainter(new StandardBarPainter());
    bars.setShadowVisible(false);
    bars.setDrawBarOutline(false);
    bars.setItemMargin(0.05);
    bars.setMaximumBarWidth(0.08);
    for (int i = 0; i < series.size(); i++) {
      bars.setSeriesPaint(i, COLOURS[i % COLOURS.length]);
    }
    return bars;
  }

  /** A name's end, which tells layers apart, where the whole would take the room of the bars. */
  private static String shortened(String name) {
    return name.length() <= LONGEST_LABEL ? name : "…" + name.substring(name.length() - LONGEST_LABEL + 1);
  }

  private CategoryAxis categoryAxis() {
    CategoryAxis axis = new CategoryAxis() {
      @Override
      protected TextBlock createLabel(Comparable category, float width, RectangleEdge edge, Graphics2D graphics) {
        return super.createLabel(shortened(category.toString()), width, edge, graphics);
      }
    };
    axis.setTickLabelFont(font(Font.PLAIN));
    axis.setTickLabelPaint(TEXT);
    axis.setAxisLinePaint(GRID);
    axis.setTickMarksVisible(false);
    axis.setCategoryMargin(0.25);
    axis.setLowerMargin(0.01);
    axis.setUpperMargin(0.01);
    axis.setMaximumCategoryLabelWidthRatio(10);
    axis.setCategoryLabelPositions(
        categories.size() > MANY_CATEGORIES ? CategoryLabelPositions.UP_45 : CategoryLabelPositions.STANDARD);
    return axis;
  }

  private NumberAxis numberAxis() {
    NumberAxis axis = new NumberAxis(valueAxis);
    axis.setLabelFont(font(Font.PLAIN));
    axis.setLabelPaint(TEXT);
    axis.setTickLabelFont(font(Font.PLAIN));
    axis.setTickLabelPaint(TEXT);
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    if (highest > 0) {
      axis.setRange(0, highest);
    }
    return axis;
  }

  private static Font font(int style) {
    return new Font(Font.SANS_SERIF, style, 12);
  }
}
