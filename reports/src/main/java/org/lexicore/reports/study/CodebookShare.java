package org.lexicore.reports.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lexicore.reports.Band;
import org.lexicore.reports.DramBytes;
import org.lexicore.reports.Inference;
import org.lexicore.reports.chart.LineChart.Point;

/** What a codebook takes beside the indices into it. */
public final class CodebookShare {
  private static final String ROM = "universal-rom";
  private static final String SRAM = "universal-sram";
  private static final double FEWEST = 1e4;
  private static final double MOST = 1e9;

  private CodebookShare() {}

  /** Codewords and weights a codeword. */
  private record Form(int k, int d) {
    String title() {
      return "k=" + k + ", d=" + d;
    }
  }

  private static final List<Form> FORMS =
      List.of(new Form(256, 4), new Form(256, 8), new Form(1024, 8), new Form(4096, 4), new Form(65536, 8), new Form(65536, 16));

  /** Share of the codebook in per cent, if it is loaded once for {@code weights}, a byte a weight of a codeword. */
  static double percent(int k, int d, double weights) {
    double codebook = (double) k * d;
    return 100 * codebook / (codebook + weights * (Math.log(k) / Math.log(2)) / (8.0 * d));
  }

  /** The share over the number of weights, by form of codebook. */
  public static Map<String, List<Point>> curves() {
    Map<String, List<Point>> curves = new LinkedHashMap<>();
    for (Form form : FORMS) {
      curves.put(form.title(), DoubleStream.iterate(FEWEST, weights -> weights <= MOST, weights -> weights * Math.sqrt(10))
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
        if (chip.variant().equals(SRAM) && bytes.codebooks() > 0) {
          double coded = 8.0 * chip.dimension() * bytes.indices() / (Math.log(chip.entries()) / Math.log(2));
          rows.add(List.of(network.network(), network.codebook(), String.format(Locale.ROOT, "%.0f", coded),
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

  /**
   * Networks that take turns, each with a codebook of its own as large as the universal one, in an SRAM.
   *
   * @param codebookBytes bytes of one of them
   * @param largerFrom with room for all: from so many networks on they take more area than the universal one in ROM
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Sharing(long codebookBytes, Optional<Integer> largerFrom) {
    /** Bytes loaded an inference and bytes held on chip, by way to serve up to {@code most} networks. */
    public Map<String, List<Point>> curves(int most) {
      Map<String, List<Point>> curves = new LinkedHashMap<>();
      curves.put("one universal codebook, in ROM or loaded once: held", over(most, n -> codebookBytes));
      curves.put("own codebooks, room for one: loaded", over(most, n -> n == 1 ? 0 : codebookBytes));
      curves.put("own codebooks, room for all: held", over(most, n -> n * codebookBytes));
      return curves;
    }

    private static List<Point> over(int most, java.util.function.IntToDoubleFunction bytes) {
      return IntStream.rangeClosed(1, most).mapToObj(n -> new Point(n, bytes.applyAsDouble(n))).toList();
    }
  }

  /** Of the universal codebook, if {@code chips} have one in ROM. */
  public static Optional<Sharing> sharing(List<Study.Chip> chips) {
    Optional<Double> sram = store(chips, SRAM);
    return chips.stream().filter(chip -> chip.variant().equals(ROM)).findFirst().map(rom -> new Sharing(
        (long) rom.entries() * rom.dimension(), store(chips, ROM).flatMap(its -> sram.map(one -> 1 + (int) (its / one)))));
  }

  private static Optional<Double> store(List<Study.Chip> chips, String variant) {
    return chips.stream().filter(chip -> chip.variant().equals(variant)).findFirst().flatMap(Study.Chip::storeMm2).map(Band::typical);
  }
}
