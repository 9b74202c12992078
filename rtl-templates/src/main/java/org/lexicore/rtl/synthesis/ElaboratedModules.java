package org.lexicore.rtl.synthesis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The modules of an elaborated design, each by its text in Yosys's RTLIL.
 *
 * <p>A module has the same text in every design: names that Yosys made up are counted within it. What is mapped from that text alone is then the
 * same, too; mapped among other modules it is not, since Yosys and ABC go through cells in an order that depends on all names of the design, and
 * a processing element comes out up to a fifth larger or smaller.
 *
 * @param texts name of the module → what stands between {@code module} and {@code end}
 */
record ElaboratedModules(Map<String, String> texts) {
  /** What private names are called in the dump, before the number. */
  static final String PRIVATE = "lexicore_private_";

  /** The codebook's ROM. */
  static final String ROM = "lexicore_rom";

  private static final Pattern MODULE = Pattern.compile("^module (\\S+)\\n(.*?)^end$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern PRIVATE_NAME = Pattern.compile("\\\\" + PRIVATE + "(\\d+)");
  private static final Pattern CELL = Pattern.compile("^  cell (\\S+) ", Pattern.MULTILINE);
  private static final Pattern PORT = Pattern.compile("^  wire .*\\b(?:input|output|inout) \\d+ .*$", Pattern.MULTILINE);

  /** Of {@code rtlil}, without the library's cells. */
  static ElaboratedModules parse(String rtlil) {
    Map<String, String> texts = new LinkedHashMap<>();
    Matcher module = MODULE.matcher(rtlil);
    while (module.find()) {
      if (module.group(1).contains(Elaboration.TOP)) {
        texts.put(module.group(1), PRIVATE_NAME.matcher(module.group(2)).replaceAll("\\$n$1"));
      }
    }
    return new ElaboratedModules(texts);
  }

  /** {@code module} as a file of its own: with the borders of the modules that stand in it. */
  String alone(String module) {
    StringBuilder text = new StringBuilder();
    for (String child : children(module)) {
      text.append("attribute \\blackbox 1\n");
      if (kept(child)) {
        text.append("attribute \\keep 1\n");
      }
      text.append("module ").append(child).append('\n');
      Matcher port = PORT.matcher(texts.get(child));
      while (port.find()) {
        text.append(port.group()).append('\n');
      }
      text.append("end\n");
    }
    return text.append("module ").append(module).append('\n').append(texts.get(module)).append("end\n").toString();
  }

  private Set<String> children(String module) {
    Set<String> children = new LinkedHashSet<>();
    Matcher cell = CELL.matcher(texts.get(module));
    while (cell.find()) {
      if (texts.containsKey(cell.group(1))) {
        children.add(cell.group(1));
      }
    }
    return children;
  }

  /** Whether something in {@code module} must stay though nothing reads it. */
  private boolean kept(String module) {
    return texts.get(module).contains("attribute \\keep 1\n") || children(module).stream().anyMatch(this::kept);
  }

  /** All modules, the longest text first: those take the most time. */
  List<String> longestFirst() {
    List<String> names = new ArrayList<>(texts.keySet());
    names.sort((a, b) -> texts.get(b).length() - texts.get(a).length());
    return names;
  }
}
