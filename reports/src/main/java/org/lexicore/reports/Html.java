package org.lexicore.reports;

import java.util.List;
import java.util.Locale;
import org.lexicore.reports.chart.Chart;
import org.lexicore.reports.chart.Numbers;

/** Pieces of HTML, escaped. */
final class Html {
  /** Stands where nothing was measured. */
  static final String ABSENT = "–";

  private Html() {}

  /** {@code text} with the characters that HTML gives a meaning replaced. */
  static String escape(String text) {
    return Chart.escape(text);
  }

  /** A table: the first column is text, the others are numbers. */
  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
    head.forEach(cell -> html.append("<th>").append(escape(cell)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  /** A chart with its title and legend above. */
  static String figure(Chart chart, String id) {
    StringBuilder legend = new StringBuilder();
    for (int i = 0; i < chart.legend().size(); i++) {
      legend.append("<span><i class=\"").append(Chart.colour(chart.colourOf(i))).append("\"></i>")
          .append(escape(chart.legend().get(i))).append("</span>\n");
    }
    return "<figure id=\"" + id + "\"><figcaption>" + escape(chart.title()) + "</figcaption>\n"
        + (legend.isEmpty() ? "" : "<p class=\"legend\">" + legend + "</p>\n") + "<div class=\"wide\">" + chart.svg(id) + "</div></figure>\n";
  }

  /** A whole number with groups of three digits. */
  static String count(long number) {
    return Numbers.count(number);
  }

  /** A fraction as per cent. */
  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
