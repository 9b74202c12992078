package org.lexicore.reports.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.RectangularShape;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.entity.CategoryItemEntity;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarPainter;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.text.TextBlock;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * A bar chart: categories along the axis, one colour a series.
 *
 * @param unit of the values
 * @param highest upper end of the value axis, so that charts can be compared; 0 to fit the values
 */
public record BarChart(String title, String unit, List<String> categories, List<Series> series, Arrangement arrangement,
    double highest)
    implements Chart {
  /** How the bars of one category stand. */
  public enum Arrangement {
    SIDE_BY_SIDE,
    STACKED
  }

  /**
   * One value for each category.
   *
   * @param colour of the page's style sheet; so that a thing has one colour in all charts of a page
   */
  public record Series(String name, double[] values, int colour) {}

  @Override
  public int colourOf(int number) {
    return series.get(number).colour;
  }

  private static final int HEIGHT = 340;
  private static final int NARROWEST = 360;
  private static final int AXIS = 80;
  private static final int LETTER = 7;
  private static final int BETWEEN_LABELS = 20;
  private static final int BAR = 80;

  // Labels lie flat, aslant or upright, as there is room for them.
  private static final int FLAT_CATEGORIES = 6;
  private static final int SLANTED_CATEGORIES = 56;
  private static final int UPRIGHT_CATEGORIES = 90;
  private static final int UPRIGHT_OFFSET = 8;
  private static final float SMALL_FONT = 10;
  private static final int LONGEST_LABEL = 28;
  private static final int LONGEST_OF_MANY = 26;

  @Override
  public List<String> legend() {
    return series.size() > 1 ? series.stream().map(Series::name).toList() : List.of();
  }

  @Override
  public String svg(String id) {
    CategoryPlot plot = new CategoryPlot(data(), categoryAxis(), numberAxis(), renderer());
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(Palette.GRID);
    plot.setRangeGridlineStroke(new BasicStroke(0.6f));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    // Room for half of the highest label.
    plot.setInsets(new RectangleInsets(8, 8, 4, 8));
    Frame frame = Frame.of(Frame.plain(plot), id, width(), HEIGHT);
    List<Mark> marks =
        frame.entities().stream().filter(CategoryItemEntity.class::isInstance).map(CategoryItemEntity.class::cast)
            .map(this::mark).toList();
    return new Svg(title, width(), HEIGHT).raw(frame.svg()).marks(marks).element();
  }

  /** A few bars need no more than room for their names: in a wider drawing they would lie beyond what a phone shows. */
  private int width() {
    if (categories.size() > FLAT_CATEGORIES) {
      return Svg.WIDTH;
    }
    int letters = categories.stream().mapToInt(name -> label(name).length()).max().orElse(0);
    int bars = arrangement == Arrangement.STACKED ? 1 : series.size();
    int category = Math.max(LETTER * letters + BETWEEN_LABELS, BAR * bars + BETWEEN_LABELS);
    return Math.clamp((long) AXIS + (long) category * categories.size(), NARROWEST, Svg.WIDTH);
  }

  private Mark mark(CategoryItemEntity item) {
    int category = categories.indexOf((String) item.getColumnKey());
    int number = item.getDataset().getRowIndex(item.getRowKey());
    return new Mark(item.getArea(), colourOf(number), text(category, number));
  }

  /** What a bar says: whose value it is, the value, and its part of a stack. */
  private String text(int category, int number) {
    double value = series.get(number).values[category];
    String text = categories.get(category) + (series.size() > 1 ? ", " + series.get(number).name : "") + ": "
        + Numbers.of(value) + " " + unit;
    double sum = series.stream().mapToDouble(one -> one.values[category]).sum();
    return arrangement == Arrangement.STACKED && sum > value
        ? text + String.format(Locale.ROOT, ", %.1f %% of ", 100 * value / sum) + Numbers.of(sum)
        : text;
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
    bars.setBarPainter(new Unpainted());
    bars.setShadowVisible(false);
    bars.setDrawBarOutline(false);
    bars.setItemMargin(0.05);
    bars.setMaximumBarWidth((double) BAR / width());
    return bars;
  }

  /** Leaves the bars to {@link Svg}. */
  private static final class Unpainted implements BarPainter {
    @Override
    public void paintBar(Graphics2D graphics, BarRenderer renderer, int row, int column, RectangularShape bar,
        RectangleEdge base) {}

    @Override
    public void paintBarShadow(
        Graphics2D graphics, BarRenderer renderer, int row, int column, RectangularShape bar, RectangleEdge base,
        boolean pegShadow) {}
  }

  private boolean upright() {
    return categories.size() > SLANTED_CATEGORIES;
  }

  /**
   * A name's end, which tells layers apart, where the whole would take the room of the bars; of very many, not each has room.
   */
  private String label(String name) {
    int every = (categories.size() + UPRIGHT_CATEGORIES - 1) / UPRIGHT_CATEGORIES;
    if (categories.indexOf(name) % every != 0) {
      return "";
    }
    int longest = categories.size() > FLAT_CATEGORIES ? LONGEST_OF_MANY : LONGEST_LABEL;
    return name.length() <= longest ? name : "…" + name.substring(name.length() - longest + 1);
  }

  private CategoryAxis categoryAxis() {
    CategoryAxis axis = new CategoryAxis() {
      @Override
      protected TextBlock createLabel(Comparable category, float width, RectangleEdge edge, Graphics2D graphics) {
        return super.createLabel(label(category.toString()), width, edge, graphics);
      }
    };
    Font font = Frame.font();
    axis.setTickLabelFont(categories.size() > FLAT_CATEGORIES ? font.deriveFont(SMALL_FONT) : font);
    axis.setTickLabelPaint(Palette.TEXT);
    axis.setAxisLinePaint(Palette.GRID);
    axis.setTickMarksVisible(false);
    axis.setCategoryMargin(0.25);
    axis.setLowerMargin(0.01);
    axis.setUpperMargin(0.01);
    axis.setMaximumCategoryLabelWidthRatio(10);
    axis.setCategoryLabelPositionOffset(upright() ? UPRIGHT_OFFSET : axis.getCategoryLabelPositionOffset());
    axis.setCategoryLabelPositions(
        upright() ? CategoryLabelPositions.UP_90
            : categories.size() > FLAT_CATEGORIES ? CategoryLabelPositions.UP_45 : CategoryLabelPositions.STANDARD);
    return axis;
  }

  private NumberAxis numberAxis() {
    NumberAxis axis = new NumberAxis(unit);
    axis.setNumberFormatOverride(Numbers.axis());
    axis.setLabelFont(Frame.font());
    axis.setLabelPaint(Palette.TEXT);
    axis.setTickLabelFont(Frame.font());
    axis.setTickLabelPaint(Palette.TEXT);
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    Ticks.fit(axis, 0, highest > 0 ? highest : most());
    return axis;
  }

  private double most() {
    return IntStream.range(0, categories.size()).mapToDouble(category -> {
      DoubleStream values = series.stream().mapToDouble(one -> one.values[category]);
      return arrangement == Arrangement.STACKED ? values.sum() : values.max().orElse(0);
    }).max().orElse(0);
  }
}
