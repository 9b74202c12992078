package org.lexicore.reports;

import java.util.List;
import java.util.Locale;

/** Pieces of HTML, escaped. */
final class Html {
  private Html() {}

  /** {@code text} with the characters that HTML gives a meaning replaced. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
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

  /** A chart with its title above. */
  static String figure(Chart chart, String id, int height) {
    return "<figure><figcaption>" + escape(chart.title()) + "</figcaption>\n" + Svg.element(chart, id, height) + "</figure>\n";
  }

  /** A whole number with thin groups of three digits. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }

  /** A fraction as per cent. */
  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
