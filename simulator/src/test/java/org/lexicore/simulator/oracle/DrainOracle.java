package org.lexicore.simulator.oracle;

import java.math.BigInteger;
import java.util.ArrayDeque;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.result.Activity;

/** Section 5, an element per cycle through the stages. */
final class DrainOracle {
  private static final int FOLD = 13;
  private static final int WRITE = 20;

  /** An element in the pipeline; stage 0 is Z0. */
  private static final class Element {
    Instruction.Drain d;
    int y;
    int x;
    int g;
    int wy;
    int wx;
    int stage;
    int[] v;
    boolean last;
    boolean windowLast;
    boolean windowFirst;
    byte[] result;
  }

  private final Wires w;
  private Instruction.Drain d;
  private Element z0;
  private final ArrayDeque<Element> pipeline = new ArrayDeque<>();
  private boolean foldEmpty;
  private int[] fold;

  DrainOracle(Wires wires) {
    w = wires;
  }

  void tick() {
    boolean occupied = z0 != null;
    if (occupied) {
      pipeline.add(z0);
      w.did(Activity.DRAIN_ELEMENTS, 1);
      w.did(Activity.RESIDUAL_ELEMENTS, z0.d.addResidual());
    }
    for (Element e : pipeline) {
      if (e.stage == 1) {
        e.v = values(e);
      }
      if (e.stage == FOLD) {
        fold(e);
      }
    }
    if (!pipeline.isEmpty() && pipeline.getFirst().stage == WRITE) {
      write(pipeline.removeFirst());
    }
    pipeline.forEach(e -> e.stage++);
    Element next = occupied && !z0.last ? next(z0) : null;
    w.issuing[2] = false;
    // "No drain element in Z0": not even the last one of the instruction before.
    if (!occupied && w.mayIssue(2)) {
      w.issuing[2] = true;
      d = (Instruction.Drain) w.queues[2].getFirst();
      next = place(0, 0, 0, 0, 0);
    }
    z0 = next;
  }

  private Element place(int y, int x, int g, int wy, int wx) {
    Element e = new Element();
    e.d = d;
    e.y = y;
    e.x = x;
    e.g = g;
    e.wy = wy;
    e.wx = wx;
    e.windowFirst = wy == 0 && wx == 0;
    e.windowLast = wy == d.windowY() - 1 && wx == d.windowX() - 1;
    e.last = e.windowLast && g == d.groups() - 1 && x == d.outputsX() - 1 && y == d.outputsY() - 1;
    return e;
  }

  private Element next(Element e) {
    if (e.wx + 1 < d.windowX()) {
      return place(e.y, e.x, e.g, e.wy, e.wx + 1);
    }
    if (e.wy + 1 < d.windowY()) {
      return place(e.y, e.x, e.g, e.wy + 1, 0);
    }
    if (e.g + 1 < d.groups()) {
      return place(e.y, e.x, e.g + 1, 0, 0);
    }
    return e.x + 1 < d.outputsX() ? place(e.y, e.x + 1, 0, 0, 0) : place(e.y + 1, 0, 0, 0, 0);
  }

  /** The clamped values of the lanes, or null if the element lies outside the tile. */
  private int[] values(Element e) {
    Instruction.Drain m = e.d;
    int iy = m.yFirst() + e.y * m.strideY() + e.wy;
    int ix = m.xFirst() + e.x * m.strideX() + e.wx;
    if (iy < 0 || iy >= m.tileY() || ix < 0 || ix >= m.tileX()) {
      return null;
    }
    int word = m.accumulator() + e.y * m.accumulatorRow() + e.x * m.strideX() + e.wy * m.tileX() + e.wx & 0x3FFF;
    int[] values = new int[w.lanes];
    for (int lane = 0; lane < w.lanes; lane++) {
      int entry = Math.floorMod(m.parameter() + e.g, w.a.parameterGroups()) * w.lanes + lane;
      int bias = 0;
      for (int i = 3; i >= 0; i--) {
        bias = bias << 8 | w.parameters[8 * entry + i] & 0xFF;
      }
      int multiplier = (w.parameters[8 * entry + 5] & 0xFF) << 8 | w.parameters[8 * entry + 4] & 0xFF;
      int sum = w.banks[m.bank()][word][m.column() + e.g * w.lanes + lane] + bias;
      int t = requantise(sum, multiplier, w.parameters[8 * entry + 6]);
      if (m.addResidual() == 1) {
        t += residual(e, lane);
      }
      values[lane] = t < m.lowest() ? m.lowest() : t > m.highest() ? m.highest() : t;
    }
    return values;
  }

  private int residual(Element e, int lane) {
    Instruction.Drain m = e.d;
    int at = m.residual() + e.y * m.residualRow() + e.x * m.residualColumn() + e.wy * m.residualWindowRow() + e.wx * m.residualWindowColumn();
    byte r = w.residuals[Math.floorMod(at + e.g * w.lanes + lane, w.residuals.length)];
    return requantise(m.residualSigned() == 1 ? r : Byte.toUnsignedInt(r), m.residualMultiplier(), m.residualShift());
  }

  private void fold(Element e) {
    if (e.windowFirst) {
      fold = new int[w.lanes];
      foldEmpty = true;
    }
    for (int lane = 0; e.v != null && lane < w.lanes; lane++) {
      boolean sum = e.d.sumPool() == 1;
      fold[lane] = sum ? fold[lane] + e.v[lane] : foldEmpty ? e.v[lane] : Math.max(fold[lane], e.v[lane]);
    }
    foldEmpty &= e.v == null;
    e.result = new byte[w.lanes];
    for (int lane = 0; lane < w.lanes; lane++) {
      int value = fold[lane];
      if (e.d.sumPool() == 1) {
        int mean = requantise(value, e.d.poolMultiplier(), e.d.poolShift());
        value = mean < e.d.poolLowest() ? e.d.poolLowest() : mean > e.d.poolHighest() ? e.d.poolHighest() : mean;
      }
      e.result[lane] = (byte) value;
    }
  }

  private void write(Element e) {
    if (e.windowLast) {
      int at = e.d.result() + e.y * e.d.resultRow() + e.x * e.d.resultColumn() + e.g * w.lanes & 0xFFFFF;
      System.arraycopy(e.result, 0, w.results, at % w.results.length, w.lanes);
      w.sink.result(w.cycle, at, e.result);
      w.did(Activity.RESULTS, 1);
    }
    w.retiring[2] = e.last;
  }

  /** The definition, in exact arithmetic: the floor of x·m / 2^s + 1/2, saturated to 16 bits. */
  private static int requantise(int x, int multiplier, int shift) {
    BigInteger product = BigInteger.valueOf(x).multiply(BigInteger.valueOf(multiplier));
    BigInteger rounded = product.add(BigInteger.ONE.shiftLeft(shift - 1)).shiftRight(shift);
    return rounded.max(BigInteger.valueOf(-32768)).min(BigInteger.valueOf(32767)).intValue();
  }
}
