package org.lexicore.cli.accelerator;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A YAML file of nested mappings, flattened to {@code section.key → scalar} with the place of each.
 *
 * <p>The tree of nodes is read, not objects: only nodes know their lines, and a message without a line helps nobody.
 */
final class YamlValues {
  /** A scalar as it is written, and where: {@code file:line} or {@code --set key}. */
  record Scalar(String text, String place) {}

  private final Map<String, Scalar> scalars = new LinkedHashMap<>();
  private final Map<String, String> sections = new LinkedHashMap<>();
  private final String file;

  private YamlValues(String file) {
    this.file = file;
  }

  /**
   * Reads {@code text}.
   *
   * @param file name for the places in messages
   * @throws InputException if it is no YAML at all, or no mapping
   */
  static YamlValues parse(String file, String text, Problems problems) {
    YamlValues values = new YamlValues(file);
    Node root;
    try {
      root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      throw new InputException(file + ":" + (e.getProblemMark().getLine() + 1) + ": is not YAML: " + oneLine(e.getProblem())
          + "; compare it with what `lexicore init` writes");
    } catch (YAMLException e) {
      throw new InputException(file + ": is not YAML: " + oneLine(e.getMessage()) + "; compare it with what `lexicore init` writes");
    }
    if (!(root instanceof MappingNode mapping)) {
      throw new InputException(file + ": holds no fields; `lexicore init` writes a file to start from");
    }
    values.collect("", mapping, problems);
    return values;
  }

  private void collect(String prefix, MappingNode mapping, Problems problems) {
    for (NodeTuple tuple : mapping.getValue()) {
      String place = file + ":" + (tuple.getKeyNode().getStartMark().getLine() + 1);
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add("%s: a key must be a word", place);
        continue;
      }
      String path = prefix + key.getValue();
      if (scalars.containsKey(path) || sections.containsKey(path)) {
        problems.add("%s: %s is there twice; remove one", place, path);
        continue;
      }
      switch (tuple.getValueNode()) {
        case ScalarNode scalar -> scalars.put(path, new Scalar(scalar.getValue(), place));
        case MappingNode section -> {
          sections.put(path, place);
          collect(path + ".", section, problems);
        }
        default -> problems.add("%s: %s is a list; write one value", place, path);
      }
    }
  }

  /** Puts {@code path} to {@code text}, wherever it stood before. */
  void override(String path, String text) {
    scalars.put(path, new Scalar(text, "--set " + path));
  }

  /** What stands at {@code path}, or null. */
  Scalar at(String path) {
    return scalars.get(path);
  }

  /** The place of {@code path}, or the file where it isn't stated. */
  String placeOf(String path) {
    return scalars.containsKey(path) ? scalars.get(path).place() : sections.getOrDefault(path, file);
  }

  /** Where a section begins, or null. */
  String section(String name) {
    return sections.get(name);
  }

  /** Paths of all scalars in the order of the file. */
  List<String> paths() {
    return new ArrayList<>(scalars.keySet());
  }

  /** Paths of all sections in the order of the file. */
  List<String> sectionPaths() {
    return new ArrayList<>(sections.keySet());
  }

  private static String oneLine(String text) {
    return text == null ? "unreadable" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
