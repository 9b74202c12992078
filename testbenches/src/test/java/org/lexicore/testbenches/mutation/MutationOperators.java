package org.lexicore.testbenches.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All changes of one token that a Verilog file has a place for ({@link Expressions}). */
final class MutationOperators {
  private MutationOperators() {}

  /**
   * One kind of change.
   *
   * @param to what the place becomes; empty: there is no such change here
   */
  private record Operator(String name, Pattern where, Function<MatchResult, Optional<String>> to) {}

  private static Operator swap(String name, String where, String to) {
    return new Operator(name, Pattern.compile(where), match -> Optional.of(to));
  }

  private static final Pattern NUMBER = Pattern.compile("(?<!\\w)(\\d+)'d(\\d+)");

  private static final List<Operator> ALL =
      List.of(
          swap("== to !=", "(?<![=!<>])==(?!=)", "!="),
          swap("!= to ==", "!=(?!=)", "=="),
          swap("< to <=", "(?<= )<(?= )", "<="),
          swap("> to >=", "(?<= )>(?= )", ">="),
          swap(">= to >", "(?<= )>=(?= )", ">"),
          swap("<= to <", "(?<= )<=(?= )", "<"),
          swap("+ to -", "(?<= )\\+(?= )", "-"),
          swap("- to +", "(?<=[\\w\\])}] )-(?= )", "+"),
          swap("&& to ||", "&&", "||"),
          swap("|| to &&", "\\|\\|", "&&"),
          swap("& to |", "(?<= )&(?= )", "|"),
          swap("| to &", "(?<= )\\|(?= )", "&"),
          swap("* to +", "(?<= )\\*(?= )", "+"),
          swap(">>> to >>", ">>>", ">>"),
          swap("<< to >>", "<<(?!<)", ">>"),
          swap("no !", "!(?=[\\w(])", ""),
          swap("dropped: && …", " && !?[\\w.\\[\\]:]+(?=$| &&|\\))", ""),
          swap("dropped: || …", " \\|\\| !?[\\w.\\[\\]:]+(?=$| \\|\\||\\))", ""),
          swap("bit 0 to 1", "1'b0", "1'b1"),
          swap("bit 1 to 0", "1'b1", "1'b0"),
          new Operator("number + 1", NUMBER, match -> number(match, 1)),
          new Operator("number - 1", NUMBER, match -> number(match, -1)),
          new Operator("bit index + 1", Pattern.compile("(?<=\\w\\[)\\d+(?=\\])"), match -> Optional.of(String.valueOf(Integer.parseInt(match.group()) + 1))),
          new Operator("bit index - 1", Pattern.compile("(?<=\\w\\[)[1-9]\\d*(?=\\])"), match -> Optional.of(String.valueOf(Integer.parseInt(match.group()) - 1))),
          new Operator("branches swapped", Pattern.compile("\\? ([\\w\\[\\]':.]+) : ([\\w\\[\\]':.]+)(?=$|\\))"),
              match -> Optional.of("? " + match.group(2) + " : " + match.group(1))));

  private static Optional<String> number(MatchResult match, int by) {
    int bits = Integer.parseInt(match.group(1));
    long value = Long.parseLong(match.group(2)) + by;
    return value < 0 || value >= 1L << Math.min(bits, 40) ? Optional.empty() : Optional.of(bits + "'d" + value);
  }

  /** The changes of {@code text}, from its first line to its last. */
  static List<Mutant> of(String file, String text) {
    List<Mutant> all = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      int at = number;
      Expressions.in(line).ifPresent(place -> expression(all, file, at, place.expression()));
    }
    return all;
  }

  private static void expression(List<Mutant> all, String file, int line, String expression) {
    for (Operator operator : ALL) {
      Matcher matcher = operator.where.matcher(expression);
      while (matcher.find()) {
        MatchResult match = matcher.toMatchResult();
        operator.to.apply(match).ifPresent(to -> all.add(
            new Mutant(file, line, operator.name, expression, expression.substring(0, match.start()) + to + expression.substring(match.end()), match.group().strip())));
      }
    }
  }
}
