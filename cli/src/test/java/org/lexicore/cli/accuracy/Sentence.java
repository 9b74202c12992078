package org.lexicore.cli.accuracy;

import java.util.ArrayList;
import java.util.List;

/** A sentence and what it is about. */
record Sentence(String theme, String text) {
  /** Sentences that choose the ranges of activations. */
  static List<Sentence> calibration() {
    return read("[calibration ");
  }

  /** Sentences, of other themes, on which accuracy is measured. */
  static List<Sentence> measured() {
    return read("[measured ");
  }

  private static List<Sentence> read(String use) {
    List<Sentence> sentences = new ArrayList<>();
    String head = "";
    for (String line : Artifact.lines("/accuracy/sentences.txt")) {
      if (line.startsWith("[")) {
        head = line;
      } else if (head.startsWith(use) && !line.isBlank()) {
        sentences.add(new Sentence(head.substring(use.length(), head.length() - 1), line));
      }
    }
    return sentences;
  }
}
