package org.lexicore.reports;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The part of the report that shows what the host does beside the accelerator. */
final class HostSection {
  private HostSection() {}

  /** Tables of the runs that need the host; empty if none does. */
  static String html(List<HtmlReport.Run> runs) {
    List<HtmlReport.Run> hosted = runs.stream().filter(run -> run.result().host().isPresent()).toList();
    if (hosted.isEmpty()) {
      return "";
    }
    List<String> head =
        List.of("run", "starts of the accelerator", "steps of the host", "elements", "arithmetic", "bytes read", "bytes written");
    StringBuilder html = new StringBuilder(
        "<p>Cycles, times, energies and DRAM bytes above are the array's alone. With the host, whose steps run one after the other while the"
            + " array waits:</p>\n");
    html.append(Html.table(List.of("run", "ms, array alone", "ms, with the host", "µJ, array alone", "µJ, with the host"),
        hosted.stream().map(HostSection::together).toList()));
    html.append(Html.table(head, hosted.stream().map(run -> total(run.label(), run.result().host().orElseThrow())).toList()));
    hosted.forEach(run -> html.append(details(run.label(), run.result().host().orElseThrow())));
    return html.toString();
  }

  private static List<String> together(HtmlReport.Run run) {
    Inference first = run.result().inferences().getFirst();
    Optional<HostEstimate> host = run.result().host().orElseThrow().estimate();
    return List.of(
        run.label(), decimal(first.timeMs()), host.flatMap(HostEstimate::wholeMs).map(HostSection::decimal).orElse("host.gops, gb_per_s not stated"),
        first.energy().map(energy -> decimal(energy.total().typical() * 1e-6)).orElse(Html.ABSENT),
        host.flatMap(HostEstimate::wholePj).map(pj -> decimal(pj * 1e-6)).orElse("host.pj_per_op, pj_per_byte not stated"));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static List<String> total(String label, HostWork host) {
    return row(List.of(label, Html.count(host.runs()), Html.count(host.total().steps())), host.total());
  }

  private static String details(String label, HostWork host) {
    List<String> head = List.of("step", "kind", "elements", "arithmetic", "bytes read", "bytes written");
    return "<details><summary>" + Html.escape(label) + " step by step</summary>\n"
        + Html.table(head, host.steps().stream().map(step -> row(List.of(step.name(), step.kind()), step.cost())).toList())
        + "</details>\n";
  }

  private static List<String> row(List<String> first, HostCost cost) {
    return Stream.concat(
            first.stream(),
            LongStream.of(cost.elements(), cost.arithmetic(), cost.bytesRead(), cost.bytesWritten()).mapToObj(Html::count))
        .toList();
  }
}
