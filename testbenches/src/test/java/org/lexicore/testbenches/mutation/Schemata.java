package org.lexicore.testbenches.mutation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Verilog in which all mutants are present and a number chooses one: {@code choice == 7 ? changed : (expression)}. So one build does for all, and
 * a check takes no longer than its run. Modules read the number from a file when they start; 0 is the sound design.
 */
final class Schemata {
  private Schemata() {}

  /**
   * The text of a file with all of its mutants.
   *
   * @param mutants of all files; their numbers count from 1
   * @param choice file that holds the number
   */
  static String of(String file, String text, List<Mutant> mutants, Path choice) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    boolean any = false;
    for (int i = 0; i < mutants.size(); i++) {
      Mutant mutant = mutants.get(i);
      if (mutant.file().equals(file)) {
        any = true;
        String line = lines.get(mutant.line() - 1);
        Expressions.Place place = Expressions.in(line).orElseThrow();
        lines.set(mutant.line() - 1, place.with("(mutant_choice == " + (i + 1) + " ? (" + mutant.to() + ") : (" + place.expression() + "))"));
      }
    }
    if (any) {
      int ports = lines.indexOf(");");
      lines.set(ports, lines.get(ports) + reader(choice));
    }
    return String.join("\n", lines);
  }

  /** In one line: the numbers of all others stay. */
  private static String reader(Path choice) {
    return " integer mutant_choice; integer mutant_file; initial begin mutant_choice = 0; mutant_file = $fopen(\"" + choice
        + "\", \"r\"); if ($fscanf(mutant_file, \"%d\", mutant_choice) != 1) mutant_choice = 0; $fclose(mutant_file); end";
  }
}
