package org.lexicore.reports;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lexicore.model.accelerator.Accelerator;

/** What a page answers, said first: which run is ahead in what, by how much, and how sure that is. */
final class Answer {
  /** Exact figures that differ by less are called equal: no design is chosen for it. */
  private static final double EQUAL = 0.001;

  private Answer() {}

  /** Paragraphs at the top of the page of {@code runs}. */
  static String html(List<HtmlReport.Run> runs) {
    String answer = runs.size() == 1 ? alone(runs.getFirst()) : compared(runs);
    return paragraphs(answer, runs.stream().map(run -> run.label() + ": " + subject(run.result())).toList());
  }

  /** What is answered, and what about, a line each; lines do not break within a number or before its unit. */
  static String paragraphs(String answer, List<String> subjects) {
    return "<p class=\"answer\">" + whole(answer) + "</p>\n<p class=\"subject\">"
        + subjects.stream().map(Answer::whole).collect(Collectors.joining("<br>\n")) + "</p>\n";
  }

  private static String whole(String text) {
    return Html.escape(text).replaceAll("(?<=\\d) (?=\\d{3}|%|[µm]|× \\d|bytes|cycles|nm|MHz)", "&nbsp;").replaceAll("(?<=\\d&nbsp;×) ", "&nbsp;");
  }

  /** Network, array, node and clock. */
  private static String subject(RunResult r) {
    var a = r.configuration();
    return chip(r.network(), a.name(), a.array().rows(), a.array().columns(), a.technology().nodeNm(), a.clockMhz()) + ", " + a.dram().kind() + " DRAM, "
        + (a.codebook().isPresent() ? "codebook in " + r.codebookPlace() : "no codebook");
  }

  /** Network, array, node in nm and clock in MHz. */
  static String chip(String network, String accelerator, int rows, int columns, int nodeNm, double clockMhz) {
    return String.format(Locale.ROOT, "%s on %s, an array of %d × %d, %d nm, %s MHz", network, accelerator, rows, columns, nodeNm, trimmed(clockMhz));
  }

  private static String trimmed(double number) {
    return number == Math.rint(number) ? String.valueOf(Math.round(number)) : String.valueOf(number);
  }

  private static String alone(HtmlReport.Run run) {
    RunResult r = run.result();
    String least = r.leastDramBytes().filter(bytes -> bytes.total() > 0)
        .map(bytes -> String.format(Locale.ROOT, ", %.2f times the least possible", (double) r.dramBytes().total() / bytes.total())).orElse("");
    String energy = r.inferences().getFirst().energy()
        .map(it -> " Its energy is " + EnergySection.band(it.total().times(1e-6)) + " µJ, as published constants differ.").orElse("");
    return String.format(Locale.ROOT, "An inference of %s takes %s cycles (%.3f ms) and moves %s bytes to and from DRAM%s; both are exact.%s%s",
        r.network(), Html.count(r.cycles()), r.timeMs(), Html.count(r.dramBytes().total()), least, energy,
        r.advice().map(advice -> " In this inference " + advice.sentence() + ".").orElse(""));
  }

  private static String compared(List<HtmlReport.Run> runs) {
    return runs.stream().map(run -> run.result().macs() + run.result().network()).distinct().count() > 1
        ? "These runs are of different networks; within each, cycles and bytes are exact, energy and area are bands."
        : "Of the first inference of " + runs.getFirst().result().network() + ": " + least(runs, "cycles", r -> r.cycles()) + "; "
            + least(runs, "DRAM traffic in bytes", r -> r.dramBytes().total()) + "; both are exact. " + energy(runs);
  }

  private static String least(List<HtmlReport.Run> runs, String unit, ToDoubleFunction<RunResult> value) {
    return least(runs.stream().map(HtmlReport.Run::label).toList(), runs.stream().map(run -> value.applyAsDouble(run.result())).toList(), unit,
        amount -> Html.count(Math.round(amount)));
  }

  /**
   * Which of {@code labels} has the least of {@code values}, by how much; those that are equal within 0.1 % are called
   * so.
   */
  static String least(List<String> labels, List<Double> values, String unit, Function<Double, String> words) {
    List<Integer> ordered = IntStream.range(0, values.size()).boxed().sorted(Comparator.comparingDouble(values::get)).toList();
    double best = values.get(ordered.getFirst());
    double most = values.get(ordered.getLast());
    String last = labels.get(ordered.getLast());
    if (best >= most * (1 - EQUAL)) {
      return best == most ? "all take the same " + unit : String.format(Locale.ROOT, "all are equal within %.2f %% in %s", 100 * (1 - best / most), unit);
    }
    List<String> ahead = ordered.stream().filter(i -> values.get(i) * (1 - EQUAL) <= best).map(labels::get).toList();
    String who = ahead.size() == 1 ? ahead.getFirst() + " takes the least " : named(ahead) + ", equal within 0.1 %, take the least ";
    return String.format(Locale.ROOT, "%s%s, %s, which is %.1f %% less than %s", who, unit, words.apply(best), 100 * (1 - best / most), last);
  }

  private static String named(List<String> labels) {
    return String.join(", ", labels.subList(0, labels.size() - 1)) + " and " + labels.getLast();
  }

  /** Who is ahead in energy counts as such only if it is so by every set of constants. */
  private static String energy(List<HtmlReport.Run> runs) {
    if (runs.stream().anyMatch(run -> run.result().inferences().getFirst().energy().isEmpty())) {
      return "";
    }
    List<HtmlReport.Run> ordered = runs.stream().sorted(Comparator.comparingDouble(run -> total(run).typical())).toList();
    Band best = total(ordered.getFirst());
    Band most = total(ordered.getLast());
    double[] saved = {1 - best.low() / most.low(), 1 - best.typical() / most.typical(), 1 - best.high() / most.high()};
    double lowest = Math.min(saved[0], Math.min(saved[1], saved[2]));
    double highest = Math.max(saved[0], Math.max(saved[1], saved[2]));
    return lowest < EQUAL
        ? "In energy none is ahead by all published constants."
        : String.format(Locale.ROOT, "%s takes the least energy, %.1f to %.1f %% less than %s as published constants differ.",
            ordered.getFirst().label(), 100 * lowest, 100 * highest, ordered.getLast().label());
  }

  private static Band total(HtmlReport.Run run) {
    return run.result().inferences().getFirst().energy().orElseThrow().total();
  }
}
