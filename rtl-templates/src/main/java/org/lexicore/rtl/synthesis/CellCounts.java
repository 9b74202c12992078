package org.lexicore.rtl.synthesis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Yosys's {@code stat} counts: cells of each module, modules that it instantiates among them.
 *
 * @param modules module → cell → number, in the order of the text
 */
record CellCounts(Map<String, Map<String, Integer>> modules) {
  private static final Pattern MODULE = Pattern.compile("^=== (\\S+) ===$");
  private static final Pattern CELL = Pattern.compile("^ +(\\S+) +(\\d+)$");
  private static final Pattern NAME = Pattern.compile("lexicore[a-z0-9_]*");

  /** Reads the text that {@code stat} prints; the summary "=== design hierarchy ===" at its end is left out. */
  static CellCounts parse(String text) {
    Map<String, Map<String, Integer>> modules = new LinkedHashMap<>();
    Map<String, Integer> cells = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher module = MODULE.matcher(line);
      if (line.startsWith("===")) {
        cells = new LinkedHashMap<>();
        if (module.matches()) {
          modules.put(module.group(1), cells);
        }
      }
      Matcher cell = CELL.matcher(line);
      // "Number of cells:" and the like have a colon.
      if (cell.matches() && !cell.group(1).endsWith(":")) {
        cells.put(cell.group(1), Integer.parseInt(cell.group(2)));
      }
    }
    return new CellCounts(modules);
  }

  /** How often each module stands below {@code top}, which stands once. */
  Map<String, Integer> instances(String top) {
    Map<String, Integer> instances = new LinkedHashMap<>();
    count(top, 1, instances);
    return instances;
  }

  private void count(String module, int times, Map<String, Integer> instances) {
    instances.merge(module, times, Integer::sum);
    modules.getOrDefault(module, Map.of()).forEach((cell, number) -> {
      if (modules.containsKey(cell)) {
        count(cell, times * number, instances);
      }
    });
  }

  /** The name in the Verilog of a module whose parameters Yosys put into its name. */
  static String plainName(String module) {
    Matcher matcher = NAME.matcher(module);
    return matcher.find() ? matcher.group() : module;
  }
}
