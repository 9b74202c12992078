package org.lexicore.testbenches.mutation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an expression stands alone in its line: behind an assignment or a declaration, or as the condition of an if in a process. */
final class Expressions {
  private static final Pattern ASSIGNED =
      Pattern.compile("^(\\s*(?:assign\\s|wire\\s|[\\w']+:\\s)?[^=;?]*?(?<![<>=!])<?=\\s)([^;]+)(;\\s*)(//.*)?$");
  private static final Pattern CONDITION = Pattern.compile("^(\\s*(?:end\\s+)?(?:else\\s+)?if\\s\\()(.+)(\\)(?:\\s+begin)?\\s*)$");

  private Expressions() {}

  /** The line's parts: before the expression, it, behind it. */
  record Place(String before, String expression, String behind) {
    String with(String other) {
      return before + other + behind;
    }
  }

  static Optional<Place> in(String line) {
    String code = line.strip();
    if (code.startsWith("//") || code.startsWith("`") || code.contains("unused") || code.matches("(input|output|parameter|localparam|for|module|genvar).*")) {
      return Optional.empty();
    }
    for (Pattern pattern : new Pattern[] {CONDITION, ASSIGNED}) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches() && balanced(matcher.group(2)) && !matcher.group(1).contains("//")) {
        return Optional.of(new Place(matcher.group(1), matcher.group(2), line.substring(matcher.end(2))));
      }
    }
    return Optional.empty();
  }

  private static boolean balanced(String text) {
    int depth = 0;
    for (char c : text.toCharArray()) {
      depth += c == '(' || c == '{' || c == '[' ? 1 : c == ')' || c == '}' || c == ']' ? -1 : 0;
      if (depth < 0) {
        return false;
      }
    }
    return depth == 0;
  }
}
