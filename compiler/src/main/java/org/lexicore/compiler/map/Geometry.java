package org.lexicore.compiler.map;

import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** Which rows and columns a layer's tiles need. */
record Geometry(QuantisedLayer layer, Window window, Window pool, Shape input, Shape convolved, Shape output) {
  static Geometry of(QuantisedLayer layer) {
    Window pool = layer.pool().map(QuantisedLayer.Pool::window).orElse(Window.POINT);
    return new Geometry(
        layer, layer.window(), pool, layer.input().shape(), layer.convolved(), layer.output().shape());
  }

  /** The tile that makes the given rows and columns of the output. */
  Tile tile(Span outY, Span outX) {
    return new Tile(outY, outX, convolvedRows(outY), convolvedColumns(outX));
  }

  /** Rows of the convolution that the rows {@code out} of the output need. */
  Span convolvedRows(Span out) {
    return covered(out, pool.strideY(), pool.top(), pool.kernelY(), convolved.height());
  }

  /** Columns of the convolution that the columns {@code out} of the output need. */
  Span convolvedColumns(Span out) {
    return covered(out, pool.strideX(), pool.left(), pool.kernelX(), convolved.width());
  }

  /** Rows of the convolution in the windows of {@code out}; at least one, even where all windows lie in the padding. */
  private static Span covered(Span out, int stride, int padding, int kernel, int limit) {
    Span all = new Span(out.from() * stride - padding, (out.to() - 1) * stride - padding + kernel);
    int from = Math.clamp(all.from(), 0, limit - 1);
    return new Span(from, Math.clamp(all.to(), from + 1, limit));
  }

  /** Input row of the tile's first pixel at kernel row {@code ky}; may lie in the padding. */
  int firstRow(Tile tile, int ky) {
    return tile.convY().from() * window.strideY() - window.top() + ky * window.dilationY();
  }

  /** Input rows that the kernel rows {@code ky … ky + count − 1} of the tile read, without the padding; may be empty. */
  Span inputRows(Tile tile, int ky, int count) {
    int last = firstRow(tile, ky + count - 1) + (tile.convY().size() - 1) * window.strideY();
    return new Span(firstRow(tile, ky), last + 1).within(input.height());
  }

  /** Input column of the tile's first pixel at kernel column {@code kx}; may lie in the padding. */
  int firstColumn(Tile tile, int kx) {
    return tile.convX().from() * window.strideX() - window.left() + kx * window.dilationX();
  }

  /** Whether the tile spans the output's whole width. */
  boolean fullWidth(Tile tile) {
    return tile.outX().size() == output.width();
  }
}
