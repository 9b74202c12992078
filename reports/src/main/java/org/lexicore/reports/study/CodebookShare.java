package org.lexicore.reports.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.lexicore.reports.DramBytes;
import org.lexicore.reports.Inference;
import org.lexicore.reports.chart.LineChart.Point;
import org.lexicore.reports.chart.Numbers;

/** What a codebook takes beside the indices into it. */
public final class CodebookShare {
  private static final double FEWEST = 1e4;
  private static final double MOST = 1e9;

  private CodebookShare() {}

  /** Codewords and weights per codeword. */
  private record Form(int k, int d) {
    String title() {
      return "k=" + k + ", d=" + d;
    }
  }

  private static final List<Form> FORMS =
      List.of(new Form(256, 4), new Form(256, 8), new Form(1024, 8), new Form(4096, 4), new Form(65536, 8), new Form(65536, 16));

  /** Share of the codebook in per cent, if it is loaded once for {@code weights}, a byte per weight of a codeword. */
  static double percent(int k, int d, double weights) {
    double codebook = (double) k * d;
    return 100 * codebook / (codebook + weights * (Math.log(k) / Math.log(2)) / (8.0 * d));
  }

  /** The share over the number of weights, by form of codebook. */
  public static Map<String, List<Point>> curves() {
    Map<String, List<Point>> curves = new LinkedHashMap<>();
    for (Form form : FORMS) {
      curves.put(form.title(), DoubleStream.iterate(FEWEST, weights -> weights <= 1.01 * MOST, weights -> weights * Math.sqrt(10))
          .mapToObj(weights -> new Point(weights, percent(form.k, form.d, weights))).toList());
    }
    return curves;
  }

  /** The first inference's share on the chip whose SRAM loads the universal codebook, computed and simulated: rows of text. */
  public static List<List<String>> measured(Study study) {
    List<List<String>> rows = new ArrayList<>();
    for (Study.Chip chip : study.chips()) {
      for (Study.OnChip network : chip.networks()) {
        DramBytes bytes = network.inference(Inference.FIRST).orElseThrow().dramBytes();
        if (chip.variant().equals(Study.SRAM) && bytes.codebooks() > 0) {
          double coded = 8.0 * chip.dimension() * bytes.indices() / (Math.log(chip.entries()) / Math.log(2));
          rows.add(List.of(network.network(), network.codebook(), Numbers.count(Math.round(coded)),
              decimal(percent(chip.entries(), chip.dimension(), coded)),
              decimal(100.0 * bytes.codebooks() / (bytes.codebooks() + bytes.indices()))));
        }
      }
    }
    return rows;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
