package org.lexicore.reports;

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
    HtmlPage page = new HtmlPage(title);
    page.opening(Answer.html(runs));
    page.section("Runs", Comparison.tables(runs) + Comparison.charts(runs));
    page.section("Energy", EnergySection.html(runs));
    byNetwork(runs).forEach((network, same) -> page.section("Layers of " + network, LayerSection.html(same, network)));
    page.section("Units over time", TimelineSection.html(runs));
    page.section("Work of the host", HostSection.html(runs));
    page.section("Area", AreaSection.html(runs));
    page.section("Hardware", Comparison.hardware(runs));
    page.section("How these numbers were made", Comparison.origin(runs));
    return page.text();
  }

  /** Runs of one network can share the charts of its layers. */
  private static Map<String, List<Run>> byNetwork(List<Run> runs) {
    Map<String, List<Run>> groups = new LinkedHashMap<>();
    runs.forEach(run -> groups.computeIfAbsent(run.result().network(), name -> new ArrayList<>()).add(run));
    return groups;
  }
}
