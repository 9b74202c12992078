package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which module an instance in the generated Verilog is of, so that a cell of the flat netlist is known by its module. */
final class InstanceTree {
  private static final Pattern MODULE = Pattern.compile("^module (\\w+)");
  private static final Pattern TYPE = Pattern.compile("^ *(lexicore_\\w+) ");
  private static final Pattern NAMED = Pattern.compile("(\\w+) \\(");

  /** {@code parent.instance} → module. */
  private final Map<String, String> modules = new HashMap<>();

  private InstanceTree() {}

  /** Reads the Verilog in {@code rtl}, which writes an instance as {@code type #(...) name (}, over several lines or in one. */
  static InstanceTree read(Path rtl) {
    InstanceTree tree = new InstanceTree();
    try (Stream<Path> files = Files.list(rtl)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".v")).sorted().toList()) {
        tree.add(Files.readAllLines(file));
      }
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(List<String> lines) {
    String parent = "";
    String type = "";
    for (String line : lines) {
      Matcher module = MODULE.matcher(line);
      Matcher start = TYPE.matcher(line);
      if (module.find()) {
        parent = module.group(1);
        type = "";
      } else if (start.find()) {
        type = start.group(1);
      }
      Matcher name = NAMED.matcher(line);
      while (!type.isEmpty() && name.find()) {
        if (!name.group(1).equals(type)) {
          modules.put(parent + "." + name.group(1), type);
          type = "";
        }
      }
    }
  }

  /** The module that the cell of {@code pin} counts for, {@code core.compute.span_reader.x_DFFPOSX1_Q/D}; never a flattened one. */
  String moduleOf(String pin) {
    String path = pin.replace("\\", "").replaceFirst("/[A-Z]+$", "");
    String parent = Elaboration.TOP;
    String counted = parent;
    String[] parts = path.split("\\.");
    for (int i = 0; i + 1 < parts.length; i++) {
      // Anything but an instance is a generate block.
      parent = modules.getOrDefault(parent + "." + parts[i].replaceFirst("\\[.*", ""), parent);
      counted = Elaboration.FLATTENED.contains(parent) ? counted : parent;
    }
    return counted;
  }
}
