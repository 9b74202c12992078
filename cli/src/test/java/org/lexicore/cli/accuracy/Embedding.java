package org.lexicore.cli.accuracy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.stat.correlation.SpearmansCorrelation;
import org.lexicore.compiler.data.NdArray;

/** MiniLM-L6: sentences as vectors, near to each other where the meaning is. */
final class Embedding implements Task {
  private static final int TOKENS = 24;
  private static final int FEATURES = 384;

  private final WordPiece tokeniser = new WordPiece(Artifact.bytes("/all-minilm-l6-v2-tokenizer.json"));
  private final List<Sentence> calibration;
  private final List<Sentence> measured;

  /** A task of as many sentences, from all themes alike. */
  Embedding(int calibration, int measured) {
    this.calibration = spread(Sentence.calibration(), calibration);
    this.measured = spread(Sentence.measured(), measured);
  }

  private static List<Sentence> spread(List<Sentence> all, int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> all.get(i * all.size() / count)).toList();
  }

  @Override
  public String network() {
    return "MiniLM-L6";
  }

  @Override
  public byte[] onnx() {
    return Artifact.bytes("/all-minilm-l6-v2.onnx");
  }

  /** The same network as others quantised it: int8 weights, activations quantised as they come. */
  static byte[] int8Twin() {
    return Artifact.bytes("/all-minilm-l6-v2-q.onnx");
  }

  @Override
  public Map<String, NdArray> calibration() {
    return inputs(calibration);
  }

  @Override
  public Map<String, NdArray> measured() {
    return inputs(measured);
  }

  private Map<String, NdArray> inputs(List<Sentence> sentences) {
    int[] shape = {sentences.size(), TOKENS};
    float[] numbers = new float[sentences.size() * TOKENS];
    float[] mask = new float[numbers.length];
    for (int s = 0; s < sentences.size(); s++) {
      List<Integer> tokens = tokeniser.tokens(sentences.get(s).text());
      for (int t = 0; t < tokens.size(); t++) {
        numbers[s * TOKENS + t] = tokens.get(t);
        mask[s * TOKENS + t] = 1;
      }
    }
    Map<String, NdArray> inputs = new LinkedHashMap<>();
    inputs.put("input_ids", NdArray.of(shape, numbers));
    inputs.put("attention_mask", NdArray.of(shape, mask));
    inputs.put("token_type_ids", NdArray.of(shape, new float[numbers.length]));
    return inputs;
  }

  /**
   * Cosines between each sentence's vector and float's; and agreement with float about which sentences are near to which: Spearman's rank
   * correlation and the share of equal nearest neighbours; at last, how often the nearest neighbour is of the same theme.
   */
  @Override
  public List<Measure> judge(float[][] answers, float[][] oracle) {
    double[][] mine = vectors(answers);
    double[][] theirs = vectors(oracle);
    int n = mine.length;
    double[] cosines = new double[n];
    double ranks = 0;
    int neighbours = 0;
    int themes = 0;
    for (int i = 0; i < n; i++) {
      cosines[i] = dot(mine[i], theirs[i]);
      double[] near = nearness(mine, i);
      double[] nearInFloat = nearness(theirs, i);
      ranks += new SpearmansCorrelation().correlation(near, nearInFloat) / n;
      neighbours += largest(near) == largest(nearInFloat) ? 1 : 0;
      int nearest = largest(near) < i ? largest(near) : largest(near) + 1;
      themes += measured.get(i).theme().equals(measured.get(nearest).theme()) ? 1 : 0;
    }
    return List.of(
        Measure.number("cosine to float", Arrays.stream(cosines).average().orElseThrow()),
        Measure.number("least cosine", Arrays.stream(cosines).min().orElseThrow()),
        Measure.number("rank correlation", ranks),
        Measure.share("nearest as float", (double) neighbours / n),
        Measure.share("nearest of theme", (double) themes / n));
  }

  /** The mean over a sentence's tokens, of length 1. */
  private double[][] vectors(float[][] answers) {
    NdArray mask = measured().get("attention_mask");
    double[][] vectors = new double[answers.length][FEATURES];
    for (int s = 0; s < vectors.length; s++) {
      for (int t = 0; t < TOKENS; t++) {
        for (int f = 0; f < FEATURES; f++) {
          vectors[s][f] += mask.real(s * TOKENS + t) * answers[s][t * FEATURES + f];
        }
      }
      double length = Math.sqrt(dot(vectors[s], vectors[s]));
      for (int f = 0; f < FEATURES; f++) {
        vectors[s][f] /= length;
      }
    }
    return vectors;
  }

  /** How near each of the other vectors is to vector {@code i}. */
  private static double[] nearness(double[][] vectors, int i) {
    double[] near = new double[vectors.length - 1];
    for (int j = 0; j < near.length; j++) {
      near[j] = dot(vectors[i], vectors[j < i ? j : j + 1]);
    }
    return near;
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
