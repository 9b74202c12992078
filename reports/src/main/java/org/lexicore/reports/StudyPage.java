package org.lexicore.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.reports.chart.BarChart;
import org.lexicore.reports.chart.LineChart;
import org.lexicore.reports.chart.LineChart.Curve;
import org.lexicore.reports.chart.LineChart.Point;
import org.lexicore.reports.chart.Numbers;
import org.lexicore.reports.energy.EnergyEstimate;
import org.lexicore.reports.energy.EnergyPart;
import org.lexicore.reports.study.BreakEven;
import org.lexicore.reports.study.Cost;
import org.lexicore.reports.study.CodebookShare;
import org.lexicore.reports.study.Sharing;
import org.lexicore.reports.study.Study;

/** {@code report.html} of a study: what each way to store weights costs, network by network, and from where on one is better than another. */
public final class StudyPage {
  private static final double MICROJOULE = 1e-6;
  private static final int LONGEST_SERIES = 1024;

  /** Further things have colours after those of the variants. */
  private static final int MOST_VARIANTS = 4;

  private StudyPage() {}

  /** The page. */
  public static String of(Study study) {
    List<String> networks = study.chips().getFirst().networks().stream().map(Study.OnChip::network).toList();
    HtmlPage page = new HtmlPage("Codebooks on " + study.accelerator() + ": " + String.join(", ", networks));
    page.opening(networks.stream().map(name -> answer(study, name)).collect(Collectors.joining("\n")));
    page.section("Chips", chips(study));
    for (String network : networks) {
      page.section(network, network(study, network));
    }
    page.section("How many networks share the chip", sharing(study));
    page.section("What part of the weights' traffic a codebook is", shares(study));
    page.section("How these numbers were made", origin(study));
    return page.text();
  }

  /** Which variant is ahead in what, in a steady inference of one network. */
  private static String answer(Study study, String name) {
    String sentences = Cost.known(study.chips()).stream().map(cost -> Answer.least(
            names(study), study.chips().stream().map(chip -> cost.of(chip, chip.network(name).steady())).toList(),
            cost.title() + (cost == Cost.ENERGY || cost == Cost.AREA_ENERGY ? " (typical)" : ""),
            amount -> amount(cost, amount)))
        .collect(Collectors.joining("; "));
    Study.Array array = study.array();
    return Answer.paragraphs("Of a steady inference of " + name + " on " + study.accelerator() + ": " + sentences
        + ". Cycles and bytes are exact; energy and area are typical values of the bands below.",
        List.of(Answer.chip(name, study.accelerator(), array.rows(), array.columns(), array.nodeNm(), array.clockMhz())));
  }

  /** Bytes in full: they are exact. A count of cycles says its unit by its name. */
  private static String amount(Cost cost, double amount) {
    return switch (cost) {
      case CYCLES -> Html.count(Math.round(amount));
      case DRAM -> Html.count(Math.round(amount)) + " " + cost.unit();
      case ENERGY, AREA_ENERGY -> Numbers.of(Double.parseDouble(String.format(Locale.ROOT, "%.4g", amount))) + " " + cost.unit();
    };
  }

  private static String chips(Study study) {
    List<String> head = List.of("variant", "codewords", "weights per codeword", "codebook, KiB", "flip-flops", "RAM bits", "ROM bits", "area, mm²",
        "of it the codeword store, mm²");
    return Html.table(head, study.chips().stream().map(chip -> List.of(chip.variant(), Html.count(chip.entries()), Html.count(chip.dimension()),
        Numbers.of(chip.entries() * chip.dimension() / 1024.0), Html.count(chip.hardware().flipFlops()), Html.count(chip.hardware().ramBits()),
        Html.count(chip.hardware().romBits()), band(chip.areaMm2()), band(chip.storeMm2()))).toList());
  }

  private static String band(Optional<Band> band) {
    return band.map(EnergySection::band).orElse(Html.ABSENT);
  }

  private static String network(Study study, String name) {
    String id = "study-" + name.replaceAll("[^A-Za-z0-9]", "-");
    StringBuilder html = new StringBuilder(table(study, name));
    html.append(Html.figure(traffic(study, name), id + "-traffic"));
    List<Cost> compared = Cost.known(study.chips());
    if (compared.contains(Cost.ENERGY)) {
      html.append(Html.figure(energy(study, name), id + "-energy"));
    }
    for (Cost cost : compared) {
      html.append(Html.figure(inARow(study, name, cost), id + "-row-" + key(cost)));
    }
    if (study.chips().getFirst().network(name).batches().size() > 1) {
      for (Cost cost : compared) {
        if (cost != Cost.CYCLES) {
          html.append(Html.figure(batches(study, name, cost), id + "-batch-" + key(cost)));
        }
      }
    }
    study.sharing().ifPresent(own -> {
      for (Cost cost : compared) {
        html.append(Html.figure(sharing(study, own, name, cost), id + "-networks-" + key(cost)));
      }
    });
    return html.append(breakEvens(study, name)).toString();
  }

  private static String key(Cost cost) {
    return cost.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String table(Study study, String name) {
    List<String> head = List.of("variant", "codebook", "bits per weight", "top-1", "inference", "cycles", "utilisation", "codebook bytes",
        "DRAM bytes", "energy, µJ", "area × energy, mm² µJ");
    List<List<String>> rows = new ArrayList<>();
    for (Study.Chip chip : study.chips()) {
      Study.OnChip network = chip.network(name);
      Comparison.equal(network.inferences()).forEach((inference, occasions) -> {
        Optional<Band> energy = inference.energy().map(EnergyEstimate::total).map(total -> total.times(MICROJOULE));
        rows.add(List.of(chip.variant(), network.codebook(), decimal(network.weights().bitsPerWeight()),
            network.top1().map(Html::percent).orElse(Html.ABSENT), String.join(" = ", occasions),
            Html.count(inference.cycles()), Html.percent(inference.utilisation()),
            Html.count(inference.dramBytes().codebooks()), Html.count(inference.dramBytes().total()), band(energy),
            band(energy.flatMap(it -> chip.areaMm2().map(it::times)))));
      });
    }
    return Html.table(head, rows);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static List<String> names(Study study) {
    return study.chips().stream().map(Study.Chip::variant).toList();
  }

  private static BarChart traffic(Study study, String name) {
    List<BarChart.Series> kinds = new ArrayList<>();
    for (Traffic kind : Traffic.values()) {
      kinds.add(new BarChart.Series(kind.key().replace('_', ' '),
          study.chips().stream().mapToDouble(chip -> chip.network(name).steady().dramBytes().of(kind)).toArray(), Colours.of(kind)));
    }
    return new BarChart(name + ": DRAM traffic of a steady inference", "bytes", names(study), kinds, BarChart.Arrangement.STACKED, 0);
  }

  private static BarChart energy(Study study, String name) {
    List<BarChart.Series> parts = new ArrayList<>();
    for (EnergyPart part : EnergyPart.values()) {
      parts.add(new BarChart.Series(part.title(), study.chips().stream()
          .mapToDouble(chip -> MICROJOULE * chip.network(name).steady().energy().orElseThrow().parts().get(part).typical()).toArray(), Colours.of(part)));
    }
    return new BarChart(name + ": energy of a steady inference, typical", "µJ", names(study), parts, BarChart.Arrangement.STACKED, 0);
  }

  /** The average over n inferences that follow a switch, beside that of the last chip, the ROM. */
  private static LineChart inARow(Study study, String name, Cost cost) {
    Study.Chip rom = study.chips().getLast();
    // Plain weights are in the table: so far above all others that these would be one line.
    List<Curve> curves = study.chips().stream().filter(chip -> chip.entries() > 0).map(chip -> new Curve(chip.variant(), IntStream.iterate(1, n -> n <= LONGEST_SERIES, n -> 2 * n)
        .mapToObj(n -> new Point(n, 100 * (BreakEven.average(cost, chip, name, n) / BreakEven.average(cost, rom, name, n) - 1))).toList(), Colours.ofRun(study.chips().indexOf(chip))))
        .toList();
    return new LineChart(name + ": " + cost.title() + " an inference beyond those of " + study.chips().getLast().variant()
        + ", over inferences between switches", "inferences in a row", "%", curves);
  }

  private static LineChart batches(Study study, String name, Cost cost) {
    List<Curve> curves = study.chips().stream().map(chip -> new Curve(chip.variant(), chip.network(name).batches().stream()
        .map(batch -> new Point(batch.samples(), cost.of(chip, batch.inference()) / batch.samples())).toList(), Colours.ofRun(study.chips().indexOf(chip)))).toList();
    return new LineChart(name + ": " + cost.title() + " a sample, over samples in a batch (first inference)", "samples in a batch",
        cost.unit(), curves);
  }

  private static String breakEvens(Study study, String name) {
    List<List<String>> rows = study.breakEvens().stream().filter(even -> even.network().equals(name))
        .map(even -> List.of(even.question(), even.metric().title(), even.words())).toList();
    return "<details><summary>Break-even points</summary>\n" + Html.table(List.of("question", "metric", "answer"), rows) + "</details>\n";
  }

  /** Networks like this one that each have a codebook of their own, beyond what they cost on the last chip, the ROM, with one for all. */
  private static LineChart sharing(Study study, Sharing own, String name, Cost cost) {
    Study.Chip rom = study.chips().getLast();
    double its = cost.of(rom, rom.network(name).steady());
    List<Curve> curves = new ArrayList<>();
    for (Sharing.Way way : Sharing.Way.values()) {
      curves.add(new Curve(way.title(), IntStream.rangeClosed(1, own.most())
          .mapToObj(networks -> new Point(networks, 100 * (own.cost(way, cost, name, networks) / its - 1))).toList(), Colours.ofRun(MOST_VARIANTS + way.ordinal())));
    }
    return new LineChart(name + ": " + cost.title() + " an inference beyond the universal codebook's in ROM, by networks that share the chip",
        "networks", "%", curves);
  }

  /** Networks that each have a codebook of their own, as large as the universal one, against one for all. */
  private static String sharing(Study study) {
    return study.sharing().map(own -> "<p>Networks take turns, an inference each. If each had a codebook of its own as large as the universal one ("
        + Html.count(own.codebookBytes()) + " bytes), an SRAM with room for one would load it at each turn, and one with room for all, which has room for 1, 2, 4, 8 "
        + "or 16, would be larger. More inferences a turn share the load. The universal codebook in SRAM is loaded once, however many networks: it is among the "
        + "chips above. That codebooks of the networks' own would need fewer codewords for the same accuracy is not in this:</p>\n"
        + Html.table(List.of("codebooks held", "store, mm²", "chip, mm²"), own.rooms().stream().map(room -> List.of(
            Html.count(room.codebooks()), band(room.chip().storeMm2()), band(room.chip().areaMm2()))).toList())
        + own.largerFrom().map(from -> "<p>An SRAM with room for " + from + " takes more area than the ROM with the universal one.</p>\n").orElse("")).orElse("");
  }

  private static String shares(Study study) {
    List<Curve> curves = new ArrayList<>();
    CodebookShare.curves().forEach((name, points) -> curves.add(new Curve(name, points, Colours.ofForm(curves.size()))));
    return "<p>Bytes of the codebook over bytes of codebook and indices together, if the codebook is loaded once an inference: k · d / (k · d + "
        + "weights · log₂ k / 8 d).</p>\n"
        + Html.figure(new LineChart("The codebook's share of the weights' traffic, over the number of weights", "weights", "%", curves), "study-share")
        + Html.table(List.of("network", "codebook", "weights", "computed, %", "simulated, %"), CodebookShare.measured(study));
  }

  private static String origin(Study study) {
    return "<p><code>" + Html.escape(study.command()) + "</code></p>\n<p>Lexicore " + Html.escape(study.version()) + ", seed " + study.seed()
        + "</p>\n" + Html.table(List.of("input", "SHA-256"),
            study.inputs().entrySet().stream().map(input -> List.of(input.getKey(), input.getValue())).toList());
  }
}
