package org.lexicore.reports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.model.result.Timeline;

/** {@code report.html}: one page without outside references that sets runs side by side. */
public final class HtmlReport {
  /** A run under the name that the report gives it; with a timeline, if one was recorded. */
  public record Run(String label, RunResult result, Optional<Timeline> timeline) {
    /** A run without a timeline. */
    public Run(String label, RunResult result) {
      this(label, result, Optional.empty());
    }
  }

  private HtmlReport() {}

  /** The page for {@code runs}, at least one. */
  public static String page(String title, List<Run> runs) {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>").append(Html.escape(title)).append("</title>\n<style>\n").append(resource("report.css"))
        .append("</style>\n</head>\n<body>\n")
        .append("<h1>").append(Html.escape(title)).append("</h1>\n");
    section(html, "Runs", Comparison.tables(runs) + Comparison.charts(runs));
    byNetwork(runs).forEach((network, same) -> section(html, "Layers of " + network, LayerSection.html(same, network)));
    optional(html, "Units over time", TimelineSection.html(runs));
    optional(html, "Work of the host", HostSection.html(runs));
    section(html, "Hardware", Comparison.hardware(runs));
    section(html, "How these numbers were made", Comparison.origin(runs));
    return html.append("<script>\n").append(resource("report.js")).append("</script>\n</body>\n</html>\n").toString();
  }

  private static void optional(StringBuilder html, String heading, String content) {
    if (!content.isEmpty()) {
      section(html, heading, content);
    }
  }

  private static void section(StringBuilder html, String heading, String content) {
    html.append("<section>\n<h2>").append(Html.escape(heading)).append("</h2>\n").append(content).append("</section>\n");
  }

  /** Runs of one network can share the charts of its layers. */
  private static Map<String, List<Run>> byNetwork(List<Run> runs) {
    Map<String, List<Run>> groups = new LinkedHashMap<>();
    runs.forEach(run -> groups.computeIfAbsent(run.result().network(), name -> new ArrayList<>()).add(run));
    return groups;
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
