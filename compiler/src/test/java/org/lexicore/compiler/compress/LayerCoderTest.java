package org.lexicore.compiler.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.LayerWeights;

/** Does every step of coding a layer lower its output error? */
class LayerCoderTest {
  /** Rows of normal weights with correlated inputs, as neighbouring pixels are. */
  private static RowTarget correlated(int outputs, int length, long seed) {
    Random random = new Random(seed);
    float[][] x = new float[4 * length][length];
    for (float[] row : x) {
      float last = 0;
      for (int i = 0; i < length; i++) {
        last = (float) (0.8 * last + random.nextGaussian());
        row[i] = last;
      }
    }
    Moments moments = Moments.of(x, new double[length], x, new double[length]);
    moments.damp(0.01);
    float[][] second = new float[length][length];
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < length; j++) {
        second[i][j] = (float) moments.second()[i][j];
      }
    }
    RowTarget plain = RowTarget.uniform(KMeansTest.normal(outputs * length, seed), outputs);
    return new RowTarget(plain.rows(), List.of(new Curvature.Dense(second)), List.of(UpperFactor.of(moments.second()).orElseThrow()));
  }

  private static double error(RowTarget target, CodedRows rows, Codewords codewords) {
    float[][] values = new float[target.outputs()][];
    Arrays.setAll(values, row -> rows.values(row, codewords, target.length()));
    return Arrays.stream(target.costs(values)).sum();
  }

  private static double error(RowTarget target, LayerCoder.Coding coding) {
    float[][] values = new float[target.outputs()][target.length()];
    for (int row = 0; row < values.length; row++) {
      for (int i = 0; i < values[row].length; i++) {
        values[row][i] = coding.weights().weight(row, i) * coding.scales()[row];
      }
    }
    return Arrays.stream(target.costs(values)).sum() / Arrays.stream(target.powers()).sum();
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void sequentialAssignmentAndDescentBeatTheNearestCodewords() {
    RowTarget target = correlated(24, 50, 1);
    Codewords codewords = Codewords.of(KMeansTest.normal(64 * 4, 2), 4);
    RowTarget unaware = new RowTarget(target.rows(), List.of(Curvature.Diagonal.uniform(50)), List.of());
    CodedRows nearest = new CodedRows(new int[24][13], ones(24));
    new ImproveAssignment(unaware, codewords).improve(nearest, 2);
    double plain = error(target, nearest, codewords);
    CodedRows sequential = new CodedRows(AssignSequentially.assign(target, codewords, ones(24)), ones(24));
    double passedOn = error(target, sequential, codewords);
    new ImproveAssignment(target, codewords).improve(sequential, 8);
    double improved = error(target, sequential, codewords);
    assertTrue(passedOn < 0.8 * plain, passedOn + " after " + plain);
    assertTrue(improved < passedOn, improved + " after " + passedOn);
  }

  @Test
  void descentWithADiagonalFindsTheNearestCodewords() {
    float[] weights = KMeansTest.normal(6 * 10, 3);
    RowTarget target = RowTarget.uniform(weights, 6);
    float[] codewords = KMeansTest.normal(32 * 5, 4);
    CodedRows rows = new CodedRows(new int[6][2], ones(6));
    new ImproveAssignment(target, Codewords.of(codewords, 5)).improve(rows, 1);
    NearestCodeword tree = new NearestCodeword(codewords, 5);
    for (int row = 0; row < 6; row++) {
      assertArrayEquals(new int[] {tree.find(weights, row * 10), tree.find(weights, row * 10 + 5)}, rows.indices()[row]);
    }
  }

  @Test
  void refittedCodewordsAndScalesLowerTheError() {
    RowTarget target = correlated(16, 42, 5);
    Codewords codewords = Codewords.of(KMeansTest.normal(32 * 4, 6), 4);
    CodedRows rows = new CodedRows(AssignSequentially.assign(target, codewords, ones(16)), ones(16));
    double before = error(target, rows, codewords);
    Codewords refitted = RefitCodewords.refit(target, codewords, rows);
    double after = error(target, rows, refitted);
    assertTrue(after < 0.8 * before, after + " after " + before);
    RefitScales.refit(target, refitted, rows);
    assertTrue(error(target, rows, refitted) < after);
  }

  @Test
  void moreEntriesAndShorterCodewordsAreMoreExact() {
    RowTarget target = correlated(32, 72, 7);
    double[] errors = {
      error(target, new LayerCoder(target, 1).fit("c", 16, 4)),
      error(target, new LayerCoder(target, 1).fit("c", 64, 4)),
      error(target, new LayerCoder(target, 1).fit("c", 64, 2)),
      error(target, new LayerCoder(target, 1).plain())
    };
    for (int i = 1; i < errors.length; i++) {
      assertTrue(errors[i] < errors[i - 1], Arrays.toString(errors));
    }
    assertTrue(errors[3] < 1e-3);
  }

  @Test
  void smallLayersGetSmallerCodebooks() {
    RowTarget target = correlated(8, 20, 8);
    LayerWeights.Coded coded = (LayerWeights.Coded) new LayerCoder(target, 1).fit("c", 256, 4).weights();
    assertEquals(8, coded.codebook().k()); // 40 sub-vectors, four for each codeword, a power of two
    for (byte element : coded.codebook().codewords()) {
      assertTrue(element != -128);
    }
  }

  @Test
  void givenCodebookStaysAsItIsAndScalesArePositive() {
    RowTarget target = correlated(8, 21, 9);
    Codebook codebook = new Codebook("u", 4, new byte[4 * 300]);
    new Random(1).nextBytes(codebook.codewords());
    LayerCoder.Coding coding = new LayerCoder(target, 1).use(codebook);
    assertEquals(codebook, ((LayerWeights.Coded) coding.weights()).codebook());
    for (float scale : coding.scales()) {
      assertTrue(scale > 0);
    }
    assertTrue(error(target, coding) < 0.3);
  }

  @Test
  void deadRowCostsNothing() {
    float[] weights = KMeansTest.normal(4 * 16, 10);
    Arrays.fill(weights, 16, 32, 0);
    RowTarget target = RowTarget.uniform(weights, 4);
    LayerCoder.Coding coding = new LayerCoder(target, 1).fit("c", 16, 2);
    assertEquals(0, coding.scales()[1]);
    assertTrue(coding.scales()[0] > 0);
  }

  @Test
  void factorOfAMatrixGivesItsInverseAndSolves() {
    double[][] h = {{4, 1, 0.5}, {1, 3, 0.2}, {0.5, 0.2, 2}};
    UpperFactor factor = UpperFactor.of(h).orElseThrow();
    double[][] r = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        r[i][j] = factor.at(i, j);
      }
    }
    double[][] inverse = factor.inverse();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double product = 0;
        double unit = 0;
        for (int m = 0; m < 3; m++) {
          product += r[i][m] * r[j][m];
          unit += r[i][m] * inverse[m][j];
        }
        assertEquals(h[i][j], product, 1e-12);
        assertEquals(i == j ? 1 : 0, unit, 1e-12);
      }
    }
    double[] w = factor.solve(new double[] {1, 2, 3});
    for (int j = 0; j < 3; j++) {
      assertEquals(j + 1, w[0] * h[0][j] + w[1] * h[1][j] + w[2] * h[2][j], 1e-12);
    }
  }

  /** Second moments that rounding has made indefinite. */
  @Test
  void aMatrixThatIsNotPositiveDefiniteIsDampedUntilItIs() {
    Moments moments = new Moments(new double[][] {{1, 40, 0}, {40, 1, 0}, {0, 0, 0}}, new double[3][3]);
    assertTrue(UpperFactor.of(moments.second()).isEmpty());
    UpperFactor.Damped damped = UpperFactor.damped(moments, 0.02);
    assertTrue(damped.damping() > 39, "damping " + damped.damping()); // the smallest eigenvalue is -39
    for (int i = 0; i < 3; i++) {
      assertEquals(damped.damping() + (i < 2 ? 1 : 0), moments.second()[i][i], 1e-9);
      for (int j = i; j < 3; j++) {
        double product = 0;
        for (int m = j; m < 3; m++) {
          product += damped.factor().at(i, m) * damped.factor().at(j, m);
        }
        assertEquals(moments.second()[i][j], product, 1e-9);
      }
    }
  }
}
