package org.lexicore.compiler.execute;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.data.Samples;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;

/**
 * The first output of a network for a number of samples, as real values.
 *
 * @param values {@code [samples][elements]}
 */
public record Outputs(float[][] values) {

  /** Runs the quantised network on every sample, on all cores. */
  public static Outputs of(QuantisedNetwork network, Samples samples) {
    ReferenceExecutor executor = new ReferenceExecutor(network);
    InputEncoder encoder = new InputEncoder(network);
    QuantisedTensor output = network.outputs().getFirst();
    return run(samples.count(), i -> {
      int[] integers = executor.run(encoder.encode(samples, i)).get(output.name());
      float[] real = new float[integers.length];
      for (int j = 0; j < real.length; j++) {
        real[j] = (float) (integers[j] * output.scale());
      }
      return real;
    });
  }

  /** Runs the float network on every sample, on all cores. */
  public static Outputs of(FloatGraph graph, Samples samples) {
    FloatExecutor executor = new FloatExecutor(graph);
    String output = graph.outputs().values().iterator().next();
    return run(samples.count(), i -> {
      Map<String, float[]> tensors = executor.run(samples.real(i));
      return tensors.get(output);
    });
  }

  private static Outputs run(int samples, IntFunction<float[]> one) {
    return new Outputs(IntStream.range(0, samples).parallel().mapToObj(one).toArray(float[][]::new));
  }

  /** Index of the largest element of sample {@code i}'s output, the first of equals. */
  public int answer(int i) {
    int best = 0;
    for (int j = 1; j < values[i].length; j++) {
      if (values[i][j] > values[i][best]) {
        best = j;
      }
    }
    return best;
  }

  /**
   * Compares the answers with labels.
   *
   * @param labels integers, at least one per sample
   * @throws InputException if there are too few labels, or they are no integers
   */
  public Evaluation evaluate(NdArray labels) {
    if (labels.type().floating() || labels.size() < values.length) {
      throw new InputException(
          "labels: " + labels.size() + " of type " + labels.type() + " for " + values.length + " samples; give one integer a sample");
    }
    int correct = 0;
    for (int i = 0; i < values.length; i++) {
      correct += labels.integer(i) == answer(i) ? 1 : 0;
    }
    return new Evaluation(values.length, correct);
  }

  /** How close these outputs are to {@code reference}, those of the float network for the same samples. */
  public Fidelity fidelity(Outputs reference) {
    double cosines = 0;
    double worst = 1;
    double largest = 0;
    double squares = 0;
    double signal = 0;
    for (int i = 0; i < values.length; i++) {
      float[] mine = values[i];
      float[] theirs = reference.values[i];
      double cosine = cosine(mine, theirs);
      cosines += cosine;
      worst = Math.min(worst, cosine);
      signal += dot(theirs, theirs);
      for (int j = 0; j < mine.length; j++) {
        double difference = Math.abs((double) mine[j] - theirs[j]);
        largest = Math.max(largest, difference);
        squares += difference * difference;
      }
    }
    int samples = values.length;
    return new Fidelity(
        samples, samples == 0 ? 1 : cosines / samples, worst, largest, signal == 0 ? 0 : Math.sqrt(squares / signal));
  }

  /** Two outputs of zeros point the same way; a single one of them points nowhere. */
  private static double cosine(float[] a, float[] b) {
    double lengths = dot(a, a) * dot(b, b);
    return lengths > 0 ? dot(a, b) / Math.sqrt(lengths) : dot(a, a) == dot(b, b) ? 1 : 0;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (double) a[j] * b[j];
    }
    return sum;
  }
}
