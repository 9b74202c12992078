package org.lexicore.simulator.oracle;

import java.util.ArrayDeque;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.result.Activity;

/** Sections 3 and 4: the weight path and the pixel path, register by register. */
final class ComputeOracle {
  /** What D0 hands on with its last step. */
  private record Descriptor(
      Instruction.Compute c, int ky, int kx, int b, int first, int lead, int lo, int hi, boolean overwrite, boolean lastPass) {
    int pixels() {
      return c.pixelsY() * c.pixelsX();
    }
  }

  /** One step in D1 … D4; empty ones write nothing. */
  private record Step(Descriptor d, int number, boolean first, boolean empty, byte[][] codewords, int row, int column) {}

  /** A pixel in the pipeline; stage 0 is X0. */
  private static final class Pixel {
    Descriptor d;
    int y;
    int x;
    int stage;
    int[] bytes;
    int[] sums;
    int[] old;
    boolean last;
  }

  private final Wires w;
  private final int log;

  // D0
  private Instruction.Compute c;
  private int prime;
  private int ky;
  private int kx;
  private int b;
  private int lead;
  private int first;
  private int step;
  private boolean firstPass;
  private long streamBit;

  private final Step[] stage = new Step[5];
  private boolean pending;
  private Descriptor pendingPass;

  // The pass that runs, or ran last.
  private Descriptor current;
  private long start = Long.MIN_VALUE / 2;
  private int swaps;
  private int firstsWritten;
  private final byte[][] shadow;
  private byte[][] activeWeights;
  private final ArrayDeque<Pixel> pixels = new ArrayDeque<>();
  private final ArrayDeque<Descriptor> retiring = new ArrayDeque<>();

  ComputeOracle(Wires wires) {
    w = wires;
    log = Integer.numberOfTrailingZeros(w.rows);
    shadow = new byte[w.columns][w.rows];
    activeWeights = new byte[w.columns][w.rows];
  }

  void tick() {
    boolean starts = pending && w.programCycle >= start + Math.max(current == null ? 0 : current.pixels(), 4);
    boolean swap = w.programCycle == start + 4;
    boolean x0 = w.programCycle > start && current != null && w.programCycle <= start + current.pixels();
    account(x0);
    pixelPath(x0);
    if (x0 && w.programCycle == start + current.pixels()) {
      w.sink.passEnd(w.cycle);
    }
    if (swap) {
      for (int i = 0; i < w.columns; i++) {
        activeWeights[i] = shadow[i].clone();
      }
    }
    boolean handOver = false;
    Descriptor inD0 = c == null ? null : descriptor();
    boolean lastInD0 = c != null && prime == 0 && step == Math.max(4, steps(inD0)) - 1;
    boolean d4Waits = stage[4] != null && stage[4].first && swaps < firstsWritten && !swap;
    boolean d0Waits = lastInD0 && pending && !starts;
    w.issuing[1] = false;
    if (!d4Waits && !d0Waits) {
      handOver = lastInD0;
      advance(inD0);
    }
    swaps += swap ? 1 : 0;
    if (starts) {
      w.sink.passStart(w.cycle);
      w.did(Activity.PASSES, 1);
      current = pendingPass;
      start = w.programCycle;
      pending = false;
    }
    if (handOver) {
      pending = true;
      pendingPass = inD0;
    }
  }

  private void account(boolean busy) {
    int cause;
    if (busy) {
      cause = 0;
    } else if (c != null || pending || w.headReady(1)) {
      cause = 1;
    } else if (w.queues[1].isEmpty()) {
      cause = 5;
    } else {
      cause = !w.waits(1, 0) ? 2 : !w.waits(1, 2) ? 3 : 4;
    }
    w.causes[cause]++;
  }

  private Descriptor descriptor() {
    int length = b == c.blocks() - 1 ? c.lastSegment() : c.segment();
    int hi = Math.min(c.rowsPerPass(), lead + length - first);
    boolean end = first + c.rowsPerPass() >= lead + length && b == c.blocks() - 1 && kx == c.kernelX() - 1 && ky == c.kernelY() - 1;
    return new Descriptor(c, ky, kx, b, first, lead, first == 0 ? lead : 0, hi, firstPass && c.accumulate() == 0, end);
  }

  private int groups(Descriptor d) {
    return (d.hi + d.c.codeword() - 1) / d.c.codeword();
  }

  private int width(Instruction.Compute compute) {
    return compute.plain() == 1 ? 1 : w.a.codebook().ports();
  }

  private int steps(Descriptor d) {
    return d.c.diagonal() == 1 ? groups(d) : (d.c.columns() + width(d.c) - 1) / width(d.c) * groups(d);
  }

  private void advance(Descriptor inD0) {
    if (stage[4] != null && !stage[4].empty) {
      writeShadow(stage[4]);
    }
    if (stage[4] != null && stage[4].first) {
      firstsWritten++;
    }
    System.arraycopy(stage, 1, stage, 2, 3);
    stage[1] = null;
    if (c == null) {
      if (w.mayIssue(1)) {
        w.issuing[1] = true;
        begin((Instruction.Compute) w.queues[1].getFirst());
      }
    } else if (prime > 0) {
      prime--;
    } else {
      stage[1] = takeStep(inD0);
    }
  }

  private void begin(Instruction.Compute compute) {
    c = compute;
    prime = 2;
    ky = 0;
    kx = 0;
    b = 0;
    first = 0;
    lead = compute.lead();
    step = 0;
    firstPass = true;
    streamBit = 8L * w.word * compute.stream();
    w.did(Activity.INDEX_WORDS, 2);
  }

  private Step takeStep(Descriptor d) {
    int count = steps(d);
    boolean empty = step >= count;
    byte[][] codewords = new byte[width(c)][];
    long before = streamBit / (8L * w.word);
    int column = step / groups(d) * width(c);
    int row = step % groups(d) * c.codeword();
    for (int j = 0; !empty && j < codewords.length && column + j < c.columns(); j++) {
      codewords[j] = c.plain() == 1 ? plain() : codeword();
    }
    w.did(Activity.INDEX_WORDS, streamBit / (8L * w.word) - before);
    Step taken = new Step(d, step, step == 0, empty, codewords, row, column);
    step++;
    if (step == Math.max(4, count)) {
      nextPass(d);
    }
    return taken;
  }

  private int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++, streamBit++) {
      int at = (int) Math.floorMod(streamBit / 8, (long) w.indices.length);
      value |= (w.indices[at] >> streamBit % 8 & 1) << i;
    }
    return value;
  }

  private byte[] plain() {
    byte[] group = new byte[c.codeword()];
    for (int i = 0; i < group.length; i++) {
      group[i] = (byte) bits(8);
    }
    return group;
  }

  private byte[] codeword() {
    w.did(Activity.CODEWORDS, 1);
    int index = bits(c.indexBits()) % w.a.codebook().entries();
    int book = c.book() % w.a.codebook().books();
    byte[] word = new byte[c.codeword()];
    int from = (book * w.a.codebook().entries() + index) * w.a.codewordBytes();
    System.arraycopy(w.codebook, from, word, 0, word.length);
    return word;
  }

  private void nextPass(Descriptor d) {
    step = 0;
    firstPass = false;
    int length = d.b == c.blocks() - 1 ? c.lastSegment() : c.segment();
    first += c.rowsPerPass();
    if (first >= lead + length) {
      first = 0;
      lead = (lead + length) % c.codeword();
      b++;
    }
    if (b == c.blocks()) {
      b = 0;
      kx++;
    }
    if (kx == c.kernelX()) {
      kx = 0;
      ky++;
    }
    if (ky == c.kernelY()) {
      c = null;
    }
  }

  private void writeShadow(Step s) {
    byte[] lanes = new byte[w.a.codebook().ports() * w.rows];
    for (int j = 0; j < s.codewords.length; j++) {
      for (int i = 0; s.codewords[j] != null && i < s.codewords[j].length; i++) {
        lanes[j * w.rows + s.row + i] = s.codewords[j][i];
        if (s.d.c.diagonal() == 1) {
          writeDiagonal(s.row + i, s.codewords[j][i]);
          continue;
        }
        shadow[s.column + j][s.row + i] = s.codewords[j][i];
        w.did(Activity.WEIGHTS_WRITTEN, 1);
      }
    }
    w.sink.decode(w.cycle, lanes);
  }

  private void writeDiagonal(int number, byte weight) {
    if (number < w.columns) {
      java.util.Arrays.fill(shadow[number], (byte) 0);
      shadow[number][number] = weight;
      w.did(Activity.WEIGHTS_WRITTEN, w.rows);
    }
  }

  private void pixelPath(boolean x0) {
    if (x0) {
      Pixel p = new Pixel();
      int i = (int) (w.programCycle - start - 1);
      p.d = current;
      p.y = i / current.c.pixelsX();
      p.x = i % current.c.pixelsX();
      p.last = current.lastPass && i == current.pixels() - 1;
      pixels.add(p);
    }
    for (Pixel p : pixels) {
      switch (p.stage) {
        case 1 -> p.bytes = span(p);
        case 4 -> multiply(p);
        default -> {}
      }
      if (p.stage == 4 + log) {
        p.old = w.banks[p.d.c.bank()][word(p)].clone();
      }
    }
    if (!pixels.isEmpty() && pixels.getFirst().stage == 6 + log) {
      write(pixels.removeFirst());
    }
    pixels.forEach(p -> p.stage++);
  }

  private static int word(Pixel p) {
    return p.d.c.accumulator() + p.y * p.d.c.pixelsX() + p.x & 0x3FFF;
  }

  private int[] span(Pixel p) {
    Instruction.Compute m = p.d.c;
    int[] bytes = new int[w.rows];
    int iy = m.yFirst() + p.y * m.yStride() + p.d.ky * m.yDilation();
    for (int r = 0; r < w.rows; r++) {
      int along = p.x * m.columnStep() + p.d.kx * m.kxStep() + p.d.first - p.d.lead + r;
      int address = m.activation() + p.y * m.rowStep() + p.d.ky * m.kyStep() + p.d.b * m.blockStep() + along;
      int place = Math.floorMod(m.xFirst() + along + (1 << 23), 1 << 24) - (1 << 23);
      boolean in = r >= p.d.lo && r < p.d.hi && iy >= 0 && iy < m.height() && place >= 0 && place < m.rowBytes();
      byte value = w.activations[Math.floorMod(address, w.activations.length)];
      bytes[r] = !in ? 0 : m.signed() == 1 ? value : value & 0xFF;
    }
    return bytes;
  }

  private void multiply(Pixel p) {
    p.sums = new int[w.columns];
    for (int col = 0; col < p.d.c.columns(); col++) {
      for (int r = 0; r < w.rows; r++) {
        p.sums[col] += activeWeights[col][r] * p.bytes[r];
      }
    }
  }

  private void write(Pixel p) {
    int[] sums = new int[w.columns];
    for (int col = 0; col < p.d.c.columns(); col++) {
      sums[col] = (p.d.overwrite ? 0 : p.old[col]) + p.sums[col];
    }
    w.banks[p.d.c.bank()][word(p)] = sums;
    w.sink.accumulate(w.cycle, word(p), sums);
    w.did(Activity.PIXELS, 1);
    w.retiring[1] = p.last;
  }
}
