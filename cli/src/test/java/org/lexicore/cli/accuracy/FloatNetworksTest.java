package org.lexicore.cli.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Can the networks do in float what is asked of them, on the data that are drawn here? */
class FloatNetworksTest {
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
