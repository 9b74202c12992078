package org.lexicore.simulator.trace;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a waveform as its standard says, apart from the writer: every signal's value at each rising edge of the clock. */
final class VcdReader {
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Integer> widths = new HashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final TreeMap<Long, Map<String, String>> edges = new TreeMap<>();

  VcdReader(List<String> lines) {
    long time = -1;
    for (String line : lines) {
      String[] words = line.split(" ");
      if (words[0].equals("$var")) {
        names.put(words[3], words[4]);
        widths.put(words[4], Integer.parseInt(words[2]));
      } else if (line.startsWith("#")) {
        time = Long.parseLong(line.substring(1));
      } else if (line.startsWith("b")) {
        values.put(name(words[1]), words[0].substring(1));
      } else if (!line.startsWith("$")) {
        values.put(name(line.substring(1)), line.substring(0, 1));
        if (line.equals("1" + code("aclk"))) {
          edges.put(time, new HashMap<>(values));
        }
      }
    }
  }

  private String name(String code) {
    String name = names.get(code);
    if (name == null) {
      throw new IllegalArgumentException("a value of an unknown signal: " + code);
    }
    return name;
  }

  private String code(String name) {
    return names.entrySet().stream().filter(entry -> entry.getValue().equals(name)).findFirst().orElseThrow().getKey();
  }

  /** Bits of each signal. */
  Map<String, Integer> widths() {
    return widths;
  }

  /** Time of each rising edge → name → value, highest bit first. */
  TreeMap<Long, Map<String, String>> edges() {
    return edges;
  }
}
