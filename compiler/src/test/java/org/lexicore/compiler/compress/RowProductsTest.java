package org.lexicore.compiler.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Do the products that are taken of many rows at once equal the sums that define them? */
class RowProductsTest {
  private static float[][] matrix(int rows, int columns, long seed) {
    return RowTarget.uniform(KMeansTest.normal(rows * columns, seed), rows).rows();
  }

  /** 20 rows of two groups, so that batches end inside a group. */
  @Test
  void everyRowIsMultipliedWithTheCurvatureOfItsGroup() {
    for (int length : new int[] {1, 3, 4, 37}) {
      List<Curvature> curvatures = new ArrayList<>();
      for (int group = 0; group < 2; group++) {
        float[][] h = matrix(length, length, 10 + group);
        for (int i = 0; i < length; i++) {
          for (int j = 0; j < i; j++) {
            h[i][j] = h[j][i];
          }
        }
        curvatures.add(new Curvature.Dense(h));
      }
      RowTarget target = new RowTarget(matrix(20, length, 1), curvatures, List.of());
      float[][] vectors = matrix(20, length, 2);
      float[][] products = target.times(row -> vectors[row]);
      for (int row = 0; row < 20; row++) {
        float[][] h = ((Curvature.Dense) curvatures.get(row / 10)).rows();
        float[] inOrder = new float[length];
        for (int i = 0; i < length; i++) {
          for (int j = 0; j < length; j++) {
            inOrder[j] += vectors[row][i] * h[i][j];
          }
        }
        assertArrayEquals(inOrder, products[row]);
        assertArrayEquals(inOrder, target.curvature(row).times(vectors[row]));
      }
    }
  }

  @Test
  void momentsAreMeansOfProductsAboutTheMeans() {
    int positions = 1021;
    int length = 70;
    float[][] x = matrix(positions, length, 3);
    float[][] y = matrix(positions, length, 4);
    for (int n = 0; n < positions; n++) {
      for (int i = 0; i < length; i++) {
        y[n][i] += 0.5f * x[n][i] + i;
      }
    }
    double[] meanX = Moments.mean(x);
    double[] meanY = Moments.mean(y);
    double[][] second = new double[length][length];
    double[][] cross = new double[length][length];
    for (int n = 0; n < positions; n++) {
      for (int i = 0; i < length; i++) {
        for (int j = 0; j < length; j++) {
          second[i][j] += (y[n][i] - meanY[i]) * (y[n][j] - meanY[j]) / positions;
          cross[i][j] += (x[n][i] - meanX[i]) * (y[n][j] - meanY[j]) / positions;
        }
      }
    }
    Moments moments = Moments.of(x, meanX, y, meanY);
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < length; j++) {
        assertEquals(second[i][j], moments.second()[i][j], 1e-4);
        assertEquals(cross[i][j], moments.cross()[i][j], 1e-4);
      }
    }
  }
}
