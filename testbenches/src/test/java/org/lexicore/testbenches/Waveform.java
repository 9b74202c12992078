package org.lexicore.testbenches;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The signals of a waveform's module {@code lexicore_core}, each time that its clock is about to rise. */
final class Waveform {
  private static final String MODULE = "lexicore_core";

  private final Map<String, List<String>> names = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private final TreeMap<Long, Map<String, String>> cycles = new TreeMap<>();
  private String scope = "";
  private long time;

  private Waveform() {}

  /** Time of each cycle's begin → name → value, highest bit first. */
  static TreeMap<Long, Map<String, String>> read(Path file) throws IOException {
    Waveform waveform = new Waveform();
    Files.readAllLines(file).forEach(line -> waveform.take(line.strip()));
    waveform.snapshot();
    return waveform.cycles;
  }

  private void take(String line) {
    String[] words = line.split("\\s+");
    switch (words[0]) {
      case "$scope" -> scope = scope + "/" + words[2];
      case "$upscope" -> scope = scope.substring(0, scope.lastIndexOf('/'));
      case "$var" -> {
        if (scope.endsWith("/" + MODULE)) {
          // Signals that are always equal share a code.
          names.computeIfAbsent(words[3], code -> new ArrayList<>()).add(words[4]);
        }
      }
      default -> change(line, words);
    }
  }

  private void change(String line, String[] words) {
    if (line.startsWith("#")) {
      snapshot();
      time = Long.parseLong(line.substring(1));
    } else if (line.startsWith("b")) {
      put(words[1], words[0].substring(1));
    } else if (!line.isEmpty() && "01x".indexOf(line.charAt(0)) >= 0) {
      put(line.substring(1), line.substring(0, 1));
    }
  }

  private void put(String code, String value) {
    names.getOrDefault(code, List.of()).forEach(name -> values.put(name, value));
  }

  private void snapshot() {
    if ("0".equals(values.get("aclk"))) {
      cycles.put(time, Map.copyOf(values));
    }
  }
}
