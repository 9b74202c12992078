package org.lexicore.compiler.compress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lexicore.compiler.data.NumberRange;
import org.lexicore.compiler.quantise.Ohwi;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph.Conv;

/**
 * What a layer's weights should be, given what its inputs have become: those that come closest to the float layer's output.
 *
 * <p>With x the input in the float network and x̂ the one after compression of the layers before, the rows W* minimise
 * {@code E‖W x − W* x̂‖² + λ‖W − W*‖²} with a free bias, so that a layer makes up for what its predecessors lost.
 *
 * @param target the rows W*, and the second moments of x̂ as their curvature
 * @param exactMeans E[x], per group of the convolution
 * @param means E[x̂], per group
 */
record CalibratedTarget(RowTarget target, List<double[]> exactMeans, List<double[]> means) {
  /** λ over the mean of the second moments' diagonal: what keeps rows steady in directions that the samples hardly show. */
  private static final double DAMPING = 0.02;

  /** Rows longer than this get a diagonal curvature: the full one costs K² memory and K³ time. */
  private static final int LONGEST_DENSE = 2400;

  /** The target of {@code conv} where the frontier stands. */
  static CalibratedTarget of(Conv conv, Frontier frontier, long seed) {
    float[][] exact = finite(frontier.exact(conv.input()), conv);
    float[][] compressed = frontier.compressed(conv.input());
    compressed = exact == compressed ? exact : finite(compressed, conv);
    Patches patches = Patches.choose(conv, frontier.node(conv.input()).shape(), exact.length, seed);
    RowTarget plain = RowTarget.uniform(Ohwi.of(conv.weight()), conv.weight().outputs());
    Builder builder = new Builder(plain.rows(), conv.groups());
    for (int group = 0; group < conv.groups(); group++) {
      float[][] x = patches.of(exact, group);
      float[][] y = exact == compressed ? x : patches.of(compressed, group);
      builder.add(group, x, y, plain.length() <= LONGEST_DENSE);
    }
    return new CalibratedTarget(
        new RowTarget(builder.rows, builder.curvatures, builder.factors), builder.exactMeans, builder.means);
  }

  /** What the layer reads, all of which can be squared and summed. */
  private static float[][] finite(float[][] tensors, Conv conv) {
    for (int sample = 0; sample < tensors.length; sample++) {
      for (float value : tensors[sample]) {
        if (!(Math.abs(value) <= NumberRange.LARGEST_SUM)) {
          throw new InputException(String.format(Locale.ROOT, "%s: the network makes %s of calibration sample %d; check the samples and their "
              + "normalisation, or leave out the sample", conv.input(), value, sample));
        }
      }
    }
    return tensors;
  }

  /**
   * The bias that keeps each output channel's mean over the samples as the float network has it.
   *
   * @param values the weights that the layer got, OHWI rows
   */
  float[] bias(Conv conv, float[][] values) {
    float[] exact = Ohwi.of(conv.weight());
    float[] bias = conv.bias().clone();
    for (int row = 0; row < bias.length; row++) {
      int group = target.group(row);
      double shift = 0;
      for (int i = 0; i < target.length(); i++) {
        shift += exact[row * target.length() + i] * exactMeans.get(group)[i] - values[row][i] * means.get(group)[i];
      }
      bias[row] += (float) shift;
    }
    return bias;
  }

  private static final class Builder {
    private final float[][] original;
    private final float[][] rows;
    private final int rowsPerGroup;
    private final List<Curvature> curvatures = new ArrayList<>();
    private final List<UpperFactor> factors = new ArrayList<>();
    private final List<double[]> exactMeans = new ArrayList<>();
    private final List<double[]> means = new ArrayList<>();

    private Builder(float[][] rows, int groups) {
      original = rows;
      this.rows = rows.clone();
      rowsPerGroup = rows.length / groups;
    }

    private void add(int group, float[][] x, float[][] y, boolean dense) {
      double[] exactMean = Moments.mean(x);
      double[] mean = x == y ? exactMean : Moments.mean(y);
      exactMeans.add(exactMean);
      means.add(mean);
      if (!dense) {
        curvatures.add(new Curvature.Diagonal(Moments.variances(y, mean, DAMPING)));
        return;
      }
      Moments moments = Moments.of(x, exactMean, y, mean);
      UpperFactor.Damped damped = UpperFactor.damped(moments, DAMPING);
      curvatures.add(new Curvature.Dense(floats(moments.second())));
      factors.add(damped.factor());
      if (x != y) {
        IntStream.range(group * rowsPerGroup, (group + 1) * rowsPerGroup)
            .parallel()
            .forEach(row -> rows[row] = adapted(original[row], moments, damped));
      }
    }

    /** {@code (w · cross + λ w) · (second + λ)⁻¹}. */
    private static float[] adapted(float[] row, Moments moments, UpperFactor.Damped damped) {
      double[] wanted = new double[row.length];
      for (int i = 0; i < row.length; i++) {
        double[] cross = moments.cross()[i];
        for (int j = 0; j < row.length; j++) {
          wanted[j] += row[i] * cross[j];
        }
        wanted[i] += damped.damping() * row[i];
      }
      double[] solved = damped.factor().solve(wanted);
      float[] adapted = new float[row.length];
      for (int i = 0; i < adapted.length; i++) {
        adapted[i] = (float) solved[i];
      }
      return adapted;
    }

    private static float[][] floats(double[][] matrix) {
      float[][] rows = new float[matrix.length][matrix.length];
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < rows.length; j++) {
          rows[i][j] = (float) matrix[i][j];
        }
      }
      return rows;
    }
  }
}
