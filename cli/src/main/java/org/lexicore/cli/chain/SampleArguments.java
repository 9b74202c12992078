package org.lexicore.cli.chain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;

/** Turns {@code FILE} and {@code name=FILE} into input name → file. */
final class SampleArguments {
  private SampleArguments() {}

  /**
   * The files by input name.
   *
   * @param option its name, for messages
   * @param given {@code FILE} where the network has one input, else {@code name=FILE} for each
   * @param inputs the network's inputs
   * @throws InputException if it is not said which input a file is for
   */
  static Map<String, Path> byInput(String option, List<String> given, List<String> inputs) {
    Problems problems = new Problems();
    Map<String, Path> files = new LinkedHashMap<>();
    for (String word : given) {
      int equals = word.indexOf('=');
      String name = equals > 0 && inputs.contains(word.substring(0, equals)) ? word.substring(0, equals) : null;
      if (name == null && inputs.size() > 1) {
        problems.add("%s %s: the network has the inputs %s; write NAME=FILE for each", option, word, String.join(", ", inputs));
      } else if (name == null && equals > 0 && !Files.exists(Path.of(word))) {
        problems.add("%s %s: %s is no input of the network, whose only one is %s; write FILE, or %s=FILE", option, word,
            word.substring(0, equals), inputs.getFirst(), inputs.getFirst());
      } else {
        files.put(name == null ? inputs.getFirst() : name, Path.of(name == null ? word : word.substring(equals + 1)));
      }
    }
    problems.throwIfAny();
    problems.require(files.size() <= inputs.size() && files.size() >= Math.min(1, given.size()), "%s: give one file an input", option);
    problems.throwIfAny();
    return files;
  }
}
