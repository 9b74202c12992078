package org.lexicore.cli.accuracy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Texts for one line: words of sentences in lower, mixed and upper case, and what digits are for. */
final class Phrase {
  /** What fits into a line of 48 × 320 pixels without becoming narrow. */
  private static final int LONGEST = 20;

  private Phrase() {}

  /** Two of three are words. */
  static String random(List<Sentence> sentences, SplittableRandom random) {
    return random.nextInt(3) == 0 ? digits(random) : words(sentences.get(random.nextInt(sentences.size())).text(), random);
  }

  private static String words(String sentence, SplittableRandom random) {
    List<String> words = Arrays.asList(sentence.split(" "));
    int first = random.nextInt(words.size());
    String text = words.get(first);
    for (String word : words.subList(first + 1, words.size())) {
      if (text.length() + 1 + word.length() > LONGEST) {
        break;
      }
      text += " " + word;
    }
    return switch (random.nextInt(6)) {
      case 0 -> text.toUpperCase(Locale.ROOT);
      case 1 -> text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
      default -> text;
    };
  }

  private static String digits(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(1, 2000) + "." + twoDigits(random.nextInt(100)) + " EUR";
      case 1 -> random.nextInt(1900, 2030) + "-" + twoDigits(random.nextInt(1, 13)) + "-" + twoDigits(random.nextInt(1, 29));
      case 2 -> twoDigits(random.nextInt(24)) + ":" + twoDigits(random.nextInt(60)) + ":" + twoDigits(random.nextInt(60));
      case 3 -> "No. " + random.nextInt(1, 10_000) + "/" + random.nextInt(1, 100);
      case 4 -> random.nextInt(0, 101) + " % of " + random.nextInt(10, 100_000);
      default -> "(" + random.nextInt(100, 1000) + ") " + random.nextInt(100, 1000) + "-" + random.nextInt(1000, 10_000);
    };
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
