package org.lexicore.testbenches.mutation;

/**
 * A change of an expression that stands in one line: what a file's line assigns, or its condition.
 *
 * @param file name in {@code rtl/}
 * @param line counted from 1
 * @param operator what kind of change it is
 * @param from the expression
 * @param to what takes its place
 * @param token what was changed, for readers
 */
record Mutant(String file, int line, String operator, String from, String to, String token) {
  /** What names it in result files; it does not depend on other lines. */
  String key() {
    return file + "\t" + from + "\t" + to;
  }

  String module() {
    return file.replace(".v", "");
  }
}
