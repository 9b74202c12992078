package org.lexicore.cli.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Can the judges be trusted: do they know a right answer and a wrong one, and can the networks do in float what is asked of them? */
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

  /** The dictionary names 6,623 characters; with the blank and the space they are the 6,625 classes of the network's answer. */
  @Test
  void recogniserReadsInFloatWhatWasDrawn() {
    Task task = new Recognition(0, 24);
    float[][] answers = OnnxRuntime.run(task.onnx(), task.measured());
    assertEquals(0, answers[0].length % 6625);
    assertEquals(6625, new CtcDecoder(Artifact.lines("/models/ppocr_keys_v1.txt")).classes());
    assertTrue(measure(task, answers, "character errors") < 0.02, () -> task.judge(answers, answers).toString());
  }

  @Test
  void detectorFindsInFloatTheLinesThatWereDrawnAndNotThoseOfAnotherPage() {
    Task task = new Detection(0, 8);
    float[][] answers = OnnxRuntime.run(task.onnx(), task.measured());
    assertTrue(measure(task, answers, "lines found") > 0.95, () -> task.judge(answers, answers).toString());
    float[][] mixed = answers.clone();
    mixed[0] = answers[1];
    assertTrue(measure(task, mixed, "overlap with float", answers) < 0.95, () -> task.judge(mixed, answers).toString());
  }

  /** The int8 twin that the network's publishers offer: near float, but not equal. */
  @Test
  void embeddingsOfOneThemeLieTogetherInFloatAndTheTwinAgreesNearly() {
    Task task = new Embedding(0, 96);
    float[][] answers = OnnxRuntime.run(task.onnx(), task.measured());
    float[][] twin = OnnxRuntime.run(Embedding.int8Twin(), task.measured());
    assertTrue(measure(task, answers, "nearest of theme") > 0.75, () -> task.judge(answers, answers).toString());
    assertEquals(1, measure(task, answers, "rank correlation"), 1e-9);
    double cosine = measure(task, twin, "cosine to float", answers);
    assertTrue(cosine > 0.99 && cosine < 0.993, () -> task.judge(twin, answers).toString());
  }

  private static double measure(Task task, float[][] answers, String name) {
    return measure(task, answers, name, answers);
  }

  private static double measure(Task task, float[][] answers, String name, float[][] oracle) {
    return task.judge(answers, oracle).stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow().value();
  }
}
