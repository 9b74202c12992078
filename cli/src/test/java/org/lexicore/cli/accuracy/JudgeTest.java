package org.lexicore.cli.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Do the judges know a right answer from a wrong one? */
class JudgeTest {
  @Test
  void editDistanceCountsInsertionsDeletionsAndSubstitutions() {
    assertEquals(0, EditDistance.between("same", "same"));
    assertEquals(3, EditDistance.between("kitten", "sitting"));
    assertEquals(4, EditDistance.between("", "four"));
    assertEquals(2, EditDistance.between("across", "cross!"));
  }

  @Test
  void decoderMergesRepetitionsAndDropsBlanks() {
    CtcDecoder decoder = new CtcDecoder(List.of("a", "b"));
    assertEquals("aab ", decoder.text(oneHot(decoder.classes(), 0, 1, 1, 0, 1, 2, 2, 3, 0)));
    assertEquals("", decoder.text(oneHot(decoder.classes(), 0, 0)));
  }

  private static float[] oneHot(int classes, int... steps) {
    float[] scores = new float[steps.length * classes];
    for (int i = 0; i < steps.length; i++) {
      scores[i * classes + steps[i]] = 1;
    }
    return scores;
  }

  /** The numbers of BERT's vocabulary: [CLS] 101, [SEP] 102, [UNK] 100. */
  @Test
  void tokeniserCutsWordsIntoTheLongestKnownPieces() {
    WordPiece tokeniser = new WordPiece(Artifact.bytes("/all-minilm-l6-v2-tokenizer.json"));
    assertEquals(List.of(101, 7592, 1010, 2088, 999, 102), tokeniser.tokens("Hello, world!"));
    assertEquals(List.of(101, 14477, 20961, 3468, 102), tokeniser.tokens("unaffable"));
    assertEquals(List.of(101, 100, 102), tokeniser.tokens("\u2603\u2603"));
  }

  @Test
  void calibrationAndMeasurementShareNoSentenceAndNoTheme() {
    List<Sentence> calibration = Sentence.calibration();
    List<Sentence> measured = Sentence.measured();
    assertEquals(64, calibration.size());
    assertEquals(96, measured.size());
    Set<String> themes = calibration.stream().map(Sentence::theme).collect(Collectors.toCollection(HashSet::new));
    themes.retainAll(measured.stream().map(Sentence::theme).collect(Collectors.toSet()));
    assertEquals(Set.of(), themes);
  }
}
