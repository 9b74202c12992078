package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The OSU standard cells for 0.18 um (Debian's {@code qflow-tech-osu018}).
 *
 * @param liberty the library's Liberty file
 * @param areas cell → um², corrected
 */
public record Osu018(Path liberty, Map<String, Double> areas) {
  /** Where the package puts the library; {@code OSU018_LIBERTY} names another place. */
  public static final Path LIBERTY =
      Path.of(System.getenv().getOrDefault("OSU018_LIBERTY", "/usr/share/qflow/tech/osu018/osu018_stdcells.lib"));

  /**
   * Sizes of the same package's LEF, where the Liberty file says otherwise: OAI21X1 23 and NAND3X1 36 are both drawn as 32 um², LATCH 0
   * as 56. All other areas agree.
   */
  private static final Map<String, Double> CORRECTED = Map.of("OAI21X1", 32.0, "NAND3X1", 32.0, "LATCH", 56.0);

  private static final Pattern CELL = Pattern.compile("\\bcell\\s*\\(\\s*(\\w+)\\s*\\)|\\barea\\s*:\\s*([0-9.]+)");

  /** The library at {@link #LIBERTY}, which must be there. */
  public static Osu018 read() {
    try {
      return new Osu018(LIBERTY, areas(Files.readString(LIBERTY)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Areas by cell in the text of a Liberty file, with the corrections. */
  static Map<String, Double> areas(String liberty) {
    Map<String, Double> areas = new HashMap<>();
    Matcher matcher = CELL.matcher(liberty);
    String cell = "";
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        cell = matcher.group(1);
      } else if (!cell.isEmpty()) {
        areas.putIfAbsent(cell, CORRECTED.getOrDefault(cell, Double.parseDouble(matcher.group(2))));
      }
    }
    return Map.copyOf(areas);
  }

  /** Everything that decides about what is mapped and measured with the library. */
  String fingerprint() {
    return new TreeMap<>(areas) + Yosys.read(liberty);
  }

  /** Whether {@code cell} is one of the library's. */
  boolean has(String cell) {
    return areas.containsKey(cell);
  }

  /** um² of {@code cells}, cell → number; what is no cell of the library counts nothing. */
  double area(Map<String, Integer> cells) {
    return cells.entrySet().stream().mapToDouble(cell -> areas.getOrDefault(cell.getKey(), 0.0) * cell.getValue()).sum();
  }
}
