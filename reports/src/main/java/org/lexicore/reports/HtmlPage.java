package org.lexicore.reports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A page without outside references: a title, and sections. */
final class HtmlPage {
  private final StringBuilder html = new StringBuilder();

  HtmlPage(String title) {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>").append(Html.escape(title)).append("</title>\n<style>\n").append(resource("report.css")).append("</style>\n</head>\n<body>\n")
        .append("<h1>").append(Html.escape(title)).append("</h1>\n");
  }

  /** Adds what stands before all sections. */
  void opening(String content) {
    html.append(content);
  }

  /** Adds a section, unless it has no content. */
  void section(String heading, String content) {
    if (!content.isEmpty()) {
      html.append("<section>\n<h2>").append(Html.escape(heading)).append("</h2>\n").append(content).append("</section>\n");
    }
  }

  /** The whole page. */
  String text() {
    return html + "<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n";
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
