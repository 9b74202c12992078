package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.lexicore.compiler.encode.KernelWalk;
import org.lexicore.model.network.Shape;
import org.lexicore.model.program.TensorLayout;

/**
 * The largest that a layer's tiles of one shape need of each memory.
 *
 * @param height output rows
 * @param width output columns
 * @param convHeight rows of the convolution
 * @param convWidth columns of the convolution
 * @param inputRows input rows
 * @param newRows input rows that the next tile below adds
 * @param inputRowBytes bytes of an input row of one plane, whole words
 * @param resultBytes bytes of one plane of results
 * @param residualBytes bytes of one plane of residuals; 0 without
 */
record TileShape(
    int height, int width, int convHeight, int convWidth, int inputRows, int newRows, int inputRowBytes, int resultBytes,
    int residualBytes) {

  int pixels() {
    return convHeight * convWidth;
  }

  /** Bytes of the input rows with {@code planes} planes. */
  long activationBytes(int planes) {
    return (long) inputRows * inputRowBytes * planes;
  }

  /** The shapes worth a thought in which the output can be stored in whole words, the smallest first. */
  static List<TileShape> all(Geometry geometry, KernelWalk walk, TensorLayout in, TensorLayout out, int residualBlock, int word) {
    Shape output = geometry.output();
    int step = word / gcd(word, out.block());
    List<TileShape> shapes = new ArrayList<>();
    for (int height : evenParts(output.height(), 1)) {
      for (int width : evenParts(output.width(), step)) {
        shapes.add(of(geometry, walk, in, out, residualBlock, word, height, width));
      }
    }
    return shapes;
  }

  /** The lengths, multiples of {@code step} or all of {@code length}, that cut it into parts about equal. */
  private static TreeSet<Integer> evenParts(int length, int step) {
    TreeSet<Integer> parts = new TreeSet<>();
    for (int count = 1; count <= length; count++) {
      parts.add(Math.min(length, Span.roundUp(Span.ceilDiv(length, count), step)));
    }
    return parts;
  }

  private static TileShape of(
      Geometry g, KernelWalk walk, TensorLayout in, TensorLayout out, int residualBlock, int word, int height, int width) {
    int convHeight = Math.min(g.convolved().height(), (height - 1) * g.pool().strideY() + g.pool().kernelY());
    int convWidth = Math.min(g.convolved().width(), (width - 1) * g.pool().strideX() + g.pool().kernelX());
    int kernelRows = (g.window().kernelY() - 1) * g.window().dilationY() + 1;
    int inputRows = Math.min(g.input().height(), (convHeight - 1) * g.window().strideY() + kernelRows);
    int newRows = Math.min(inputRows, height * g.pool().strideY() * g.window().strideY());
    boolean full = width >= g.output().width();
    int pixelBytes = (convWidth - 1) * g.window().strideX() * in.block() + reach(g, walk);
    int inputRowBytes = full ? in.pitch() : Math.min(in.pitch(), Span.roundUp(pixelBytes, word) + word);
    int resultRow = full ? out.pitch() : Span.roundUp(width * out.block(), word);
    int residualRow =
        full ? Span.roundUp(g.convolved().width() * residualBlock, word) : Span.roundUp(convWidth * residualBlock, word) + word;
    return new TileShape(
        height, width, convHeight, convWidth, inputRows, newRows, inputRowBytes, height * resultRow,
        residualBlock == 0 ? 0 : convHeight * residualRow);
  }

  /** Bytes from a pixel's first byte to the end of what its last segment reads. */
  static int reach(Geometry geometry, KernelWalk walk) {
    int longest = Math.max(walk.segmentBytes(0), walk.segmentBytes(walk.planes() - 1));
    return (walk.segmentsX() - 1) * geometry.window().dilationX() * walk.block() + longest;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
