package org.lexicore.cli.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damage to text: numbers that are none or extreme, words and lines in the wrong place. */
final class DamageText {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z_0-9.]*");
  private static final List<String> ODD = List.of(
      "-1", "0", "1", "2", "3", "7", "255", "65536", "100000", "2147483647", "-2147483648", "99999999999", "1e400", "-1e308", "1e-320", "NaN", "0.5",
      "", "null", "true", "[]", "{}", "[1, 2]", "\"\"", "~", "!!int x", "\u0000", "é", "&a *a", "1:1", "x");

  private DamageText() {}

  /** {@code sound} with one thing wrong. */
  static byte[] apply(byte[] sound, SplittableRandom random) {
    String text = new String(sound, StandardCharsets.ISO_8859_1);
    String damaged = switch (random.nextInt(8)) {
      case 0, 1, 2 -> replaced(text, NUMBER, ODD.get(random.nextInt(ODD.size())), random);
      case 3 -> replaced(text, WORD, ODD.get(random.nextInt(ODD.size())), random);
      case 4 -> replaced(text, WORD, any(text, WORD, random), random);
      case 5 -> replaced(text, NUMBER, any(text, NUMBER, random), random);
      case 6 -> lines(text, random);
      default -> new String(DamageBytes.apply(sound, random), StandardCharsets.ISO_8859_1);
    };
    return damaged.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String replaced(String text, Pattern pattern, String by, SplittableRandom random) {
    List<MatchResult> found = pattern.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text + by;
    }
    MatchResult chosen = found.get(random.nextInt(found.size()));
    return text.substring(0, chosen.start()) + by + text.substring(chosen.end());
  }

  private static String any(String text, Pattern pattern, SplittableRandom random) {
    List<MatchResult> found = pattern.matcher(text).results().toList();
    return found.isEmpty() ? "" : found.get(random.nextInt(found.size())).group();
  }

  private static String lines(String text, SplittableRandom random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.isEmpty()) {
      return "\n";
    }
    String moved = lines.get(random.nextInt(lines.size()));
    switch (random.nextInt(3)) {
      case 0 -> lines.remove(moved);
      case 1 -> lines.add(random.nextInt(lines.size() + 1), moved);
      default -> lines.add(random.nextInt(lines.size() + 1), "  " + moved);
    }
    return String.join("\n", lines) + "\n";
  }
}
