package org.lexicore.simulator.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.instruction.WeightStream;
import org.lexicore.model.program.Program;

/**
 * Something that an instruction can make an accelerator do, and that a check which never does it cannot see.
 *
 * @param name for readers
 * @param shows whether the program's instruction of that number, one of {@code unit}, does it
 */
public record Feature(String name, Unit unit, BiPredicate<List<Instruction>, Integer> shows) {
  private static final int WIDE = RandomCompute.WIDE_GAP;

  /** Whether {@code instruction} by itself shows it. */
  public boolean shownBy(Instruction instruction) {
    return shownBy(List.of(instruction), 0);
  }

  private boolean shownBy(List<Instruction> program, int at) {
    return program.get(at).unit() == unit && shows.test(program, at);
  }

  /** What every instruction of {@code unit} shows. */
  static Feature any(Unit unit) {
    return new Feature("any " + unit, unit, (program, at) -> true);
  }

  /** All features that {@code accelerator} has, each name once. */
  public static List<Feature> of(Accelerator accelerator) {
    List<Feature> all = drawn(accelerator);
    Chain.ALL.forEach(chain -> all.add(chain.feature()));
    return List.copyOf(all);
  }

  /** Those that the fields of one instruction show. */
  static List<Feature> drawn(Accelerator accelerator) {
    List<Feature> all = new ArrayList<>();
    weights(all, accelerator);
    passes(all, accelerator);
    windows(all);
    pools(all);
    values(all, accelerator);
    loads(all, accelerator);
    stores(all, accelerator);
    return all;
  }

  /** The names of those that no instruction of {@code program} shows. */
  public static List<String> missing(Accelerator accelerator, Program program) {
    return of(accelerator).stream()
        .filter(feature -> IntStream.range(0, program.instructions().size()).noneMatch(at -> feature.shownBy(program.instructions(), at)))
        .map(Feature::name)
        .toList();
  }

  private static void weights(List<Feature> all, Accelerator accelerator) {
    all.add(compute("int8 weights", c -> c.weights() instanceof WeightStream.Bytes));
    all.add(compute("a diagonal", c -> c.weights().isDiagonal()));
    if (!accelerator.codebook().isPresent()) {
      return;
    }
    int columns = accelerator.array().columns();
    int ports = accelerator.codebook().ports();
    IntStream.rangeClosed(1, accelerator.entryBits())
        .forEach(bits -> all.add(compute("indices of " + bits + " bits", c -> coded(c) && c.indexBits() == bits)));
    IntStream.rangeClosed(1, accelerator.codebook().dimension())
        .forEach(d -> all.add(compute("codewords of " + d, c -> coded(c) && c.codeword() == d)));
    int books = accelerator.codebook().books();
    IntStream.of(0, 1, books / 2, books - 1).filter(book -> book < books).distinct()
        .forEach(book -> all.add(compute("book " + book, c -> coded(c) && c.book() == book)));
    all.add(compute("indices of all columns", c -> coded(c) && c.columns() == columns));
    if (ports > 1) {
      all.add(compute("a last step of some ports", c -> coded(c) && c.columns() % ports != 0));
    }
    if (ports < columns) {
      all.add(compute("several column steps", c -> coded(c) && c.columns() > ports));
    }
    if (accelerator.codebook().dimension() > 1) {
      all.add(compute("a codeword across two segments", c -> coded(c) && c.lead() > 0));
      all.add(compute("a last pass of some rows", c -> coded(c) && (c.lastSegment() + c.lead()) % c.rowsPerPass() != 0));
    }
  }

  private static boolean coded(Instruction.Compute compute) {
    return compute.weights().looksUp();
  }

  private static void passes(List<Feature> all, Accelerator accelerator) {
    for (int bank = 0; bank < 2; bank++) {
      int own = bank;
      all.add(compute("bank " + bank + " overwritten", c -> c.bank() == own && c.accumulate() == 0));
      all.add(compute("bank " + bank + " added to", c -> c.bank() == own && c.accumulate() == 1));
      all.add(drain("bank " + bank + " drained", d -> d.bank() == own));
    }
    all.add(compute("one column", c -> c.columns() == 1));
    all.add(compute("all columns", c -> c.columns() == accelerator.array().columns()));
    all.add(compute("fewer steps than a pass takes", c -> Duration.steps(c, accelerator) < 4 && Duration.passes(c) > 2));
    all.add(compute("more pixels than steps", c -> Duration.pixels(c) > Duration.steps(c, accelerator) && Duration.passes(c) > 2));
    if (Duration.mostSteps(accelerator) > 4) {
      all.add(compute("more steps than pixels",
          c -> Duration.steps(c, accelerator) > Math.max(4, Duration.pixels(c)) && Duration.passes(c) > 2));
    }
    if (accelerator.accumulatorDepth() > 8) {
      all.add(compute("several rows of pixels", c -> c.pixelsY() > 1 && c.pixelsX() > 2 && c.rowStep() > 0));
    }
    all.add(compute("several blocks of different length", c -> c.blocks() > 1 && c.lastSegment() != c.segment()));
    all.add(compute("a segment of several passes", c -> c.segment() > c.rowsPerPass() && c.blocks() > 1));
    all.add(compute("a stream across the end of its buffer", c -> c.stream() >= accelerator.indexWords() - 2 && Duration.steps(c, accelerator) * Duration.passes(c) > 40));
    all.add(compute("activations across the end of their buffer", c -> c.activation() >= accelerator.activationBytes() - accelerator.array().rows()));
  }

  private static void windows(List<Feature> all) {
    all.add(compute("uint8 activations", c -> c.signed() == 0));
    all.add(compute("int8 activations", c -> c.signed() == 1));
    all.add(compute("padding above", c -> c.yFirst() < 0 && c.yFirst() + lastRow(c) >= 0));
    all.add(compute("padding below", c -> c.yFirst() < c.height() && c.yFirst() + lastRow(c) >= c.height()));
    all.add(compute("padding on the left", c -> inRows(c) && c.xFirst() < 0 && c.xFirst() + c.rowsPerPass() > 0));
    all.add(compute("padding on the right", c -> inRows(c) && c.xFirst() < c.rowBytes() && c.xFirst() + c.segment() > c.rowBytes()));
    all.add(compute("no padding", c -> inRows(c) && c.xFirst() >= 0 && c.xFirst() + c.segment() <= c.rowBytes()));
    all.add(compute("dilation", c -> c.kernelY() > 1 && c.yDilation() > 1 && inRows(c)));
    all.add(compute("a stride over rows", c -> c.pixelsY() > 1 && c.yStride() > 1 && inRows(c)));
    all.add(compute("a wide gap in front", c -> inRows(c) && c.xFirst() <= -WIDE && reaches(c)));
    all.add(compute("a row from byte 2^18 on, in two kernel rows", c -> c.xFirst() >= RandomCompute.FAR && c.rowBytes() > c.xFirst() + c.segment()
        && c.kernelY() > 1 && c.yDilation() > 0 && inRows(c) && c.yFirst() + c.yDilation() < c.height() && c.yFirst() + c.yDilation() >= 0));
    all.add(compute("a gap of 256 in front", c -> inRows(c) && c.xFirst() <= -2 * WIDE));
    all.add(compute("a wide gap behind", c -> inRows(c) && c.xFirst() >= 0 && c.rowBytes() - c.xFirst() >= 2 * WIDE));
  }

  /** Input rows from the first to the last one. */
  private static int lastRow(Instruction.Compute c) {
    return (c.pixelsY() - 1) * c.yStride() + (c.kernelY() - 1) * c.yDilation();
  }

  private static boolean inRows(Instruction.Compute c) {
    return c.yFirst() + lastRow(c) >= 0 && c.yFirst() < c.height();
  }

  /** Whether a pixel or a kernel column comes out of the padding on the left. */
  private static boolean reaches(Instruction.Compute c) {
    return c.xFirst() + (c.pixelsX() - 1) * c.columnStep() + (c.kernelX() - 1) * c.kxStep() + c.segment() > 0;
  }

  private static void pools(List<Feature> all) {
    for (int kind = 0; kind < 2; kind++) {
      int sum = kind;
      String pool = sum == 1 ? "an average" : "a maximum";
      Predicate<Instruction.Drain> pools = d -> d.sumPool() == sum && d.windowY() * d.windowX() > 1;
      all.add(drain(pool, pools));
      all.add(drain(pool + " with padding above", d -> pools.test(d) && d.yFirst() < 0 && d.yFirst() + d.windowY() > 0));
      all.add(drain(pool + " with padding on the left", d -> pools.test(d) && d.xFirst() < 0 && d.xFirst() + d.windowX() > 0));
      all.add(drain(pool + " beyond the tile", d -> pools.test(d) && lastWindow(d) > d.tileX()));
      all.add(drain(pool + " of nothing but padding", d -> pools.test(d) && (d.yFirst() <= -d.windowY() || d.xFirst() <= -d.windowX())));
      all.add(drain(pool + " with strides", d -> pools.test(d) && d.strideX() > 1 && d.strideY() > 1 && d.outputsX() > 1 && d.outputsY() > 1));
      all.add(drain(pool + " of values of both signs", d -> pools.test(d) && d.lowest() < -16 && d.highest() > 16 && holdsTwo(d) && signsDiffer(d)));
      all.add(drain(pool + " that is negative", d -> pools.test(d) && d.highest() < 0 && (sum == 0 || d.poolLowest() < 0)));
      all.add(drain(pool + " above 127", d -> pools.test(d) && d.lowest() > 0 && d.highest() > 127 && (sum == 0 || d.poolHighest() > 127)));
    }
    all.add(drain("an average that leaves 16 bits", d -> d.sumPool() == 1 && d.poolShift() < 4 && d.highest() - d.lowest() > 100));
    all.add(drain("an average of some bits", d -> d.sumPool() == 1 && d.poolShift() > 12 && d.poolHighest() - d.poolLowest() > 100));
  }

  /** Whether the first window holds two of a row's values. */
  private static boolean holdsTwo(Instruction.Drain d) {
    return Math.min(d.tileX(), d.xFirst() + d.windowX()) - Math.max(0, d.xFirst()) > 1
        && Math.min(d.tileY(), d.yFirst() + d.windowY()) > Math.max(0, d.yFirst());
  }

  /** Whether residuals decide the signs of a window's values: biases alone give a channel one sign, mostly. */
  private static boolean signsDiffer(Instruction.Drain d) {
    return d.addResidual() == 1 && d.residualSigned() == 1 && d.residualShift() < 15
        && d.residualWindowColumn() > 0;
  }

  private static int lastWindow(Instruction.Drain d) {
    return d.xFirst() + (d.outputsX() - 1) * d.strideX() + d.windowX();
  }

  private static void values(List<Feature> all, Accelerator accelerator) {
    for (int kind = 0; kind < 2; kind++) {
      int signed = kind;
      String residual = signed == 1 ? "an int8 residual" : "a uint8 residual";
      Predicate<Instruction.Drain> adds = d -> d.addResidual() == 1 && d.residualSigned() == signed;
      all.add(drain(residual, adds));
      all.add(drain(residual + " that leaves 16 bits", d -> adds.test(d) && d.residualShift() < 5));
      all.add(drain(residual + " of some bits", d -> adds.test(d) && d.residualShift() > 14));
      all.add(drain(residual + " under a pool", d -> adds.test(d) && d.windowY() > 1 && d.windowX() > 1
          && d.residualWindowRow() > 0 && d.residualWindowColumn() > 0));
    }
    all.add(drain("no residual", d -> d.addResidual() == 0));
    all.add(drain("a clamp at negative values", d -> d.lowest() < -64 && d.highest() < 0));
    all.add(drain("a clamp at 200 and more", d -> d.highest() > 200));
    all.add(drain("a clamp to 1 value", d -> d.highest() == d.lowest()));
    if (accelerator.array().columns() / accelerator.postprocess().lanes() > 1) {
      all.add(drain("several groups", d -> d.groups() > 1 && d.outputsX() > 1));
      all.add(drain("columns from another than the first on", d -> d.column() > 0));
    }
  }

  private static void loads(List<Feature> all, Accelerator accelerator) {
    for (Target target : Target.values()) {
      if (target != Target.CODEBOOK || accelerator.codebook().isLoadable()) {
        all.add(load("a load of " + target, l -> l.target() == target.ordinal()));
      }
    }
    for (int kind = 0; kind <= Traffic.ACTIVATIONS_READ.ordinal(); kind++) {
      int own = kind;
      all.add(load("traffic of kind " + Traffic.values()[kind].key(), l -> l.kind() == own));
    }
    for (Region region : Region.values()) {
      all.add(load("a load from " + region, l -> l.region() == region.ordinal()));
    }
    int burst = accelerator.burstBeats();
    all.add(load("a burst cut at 256 bytes", l -> l.offset() / accelerator.wordBytes() % burst + l.words() > burst));
    all.add(load("segments forwards", l -> l.segments() > 1 && l.sourceStride() > 0));
    all.add(load("segments backwards", l -> l.segments() > 1 && l.sourceStride() < 0));
    all.add(load("scattered words", l -> l.segments() > 2 && l.targetStride() > l.words()));
  }

  private static void stores(List<Feature> all, Accelerator accelerator) {
    for (Region region : List.of(Region.SCRATCH, Region.INPUT, Region.OUTPUT)) {
      all.add(store("a store to " + region, s -> s.region() == region.ordinal()));
    }
    for (int bytes = 1; bytes <= accelerator.wordBytes(); bytes++) {
      int last = bytes;
      all.add(store("a last word of " + bytes + " bytes", s -> s.lastBytes() == last));
    }
    int burst = accelerator.burstBeats();
    all.add(store("a store cut at 256 bytes", s -> s.offset() / accelerator.wordBytes() % burst + s.words() > burst));
    all.add(store("segments stored", s -> s.segments() > 1 && s.targetStride() > 0 && s.sourceStride() > 0 && s.words() > 1));
  }

  private static Feature compute(String name, Predicate<Instruction.Compute> shows) {
    return new Feature(name, Unit.COMPUTE, (program, at) -> program.get(at) instanceof Instruction.Compute it && shows.test(it));
  }

  private static Feature drain(String name, Predicate<Instruction.Drain> shows) {
    return new Feature(name, Unit.DRAIN, (program, at) -> program.get(at) instanceof Instruction.Drain it && shows.test(it));
  }

  private static Feature load(String name, Predicate<Instruction.Load> shows) {
    return new Feature(name, Unit.LOAD, (program, at) -> program.get(at) instanceof Instruction.Load it && shows.test(it));
  }

  private static Feature store(String name, Predicate<Instruction.Store> shows) {
    return new Feature(name, Unit.STORE, (program, at) -> program.get(at) instanceof Instruction.Store it && shows.test(it));
  }
}
