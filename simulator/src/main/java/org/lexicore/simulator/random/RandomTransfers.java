package org.lexicore.simulator.random;

import java.util.Random;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.instruction.Unit;

/** Draws loads and stores. SCRATCH, INPUT and OUTPUT are areas alike: stores write them, loads read them. */
final class RandomTransfers {
  /** Of each of the three areas. */
  static final int AREA_BYTES = 8192;

  /** Of one output channel. */
  static final int PARAMETER_BYTES = 8;

  private static final int LONGEST_SEGMENT = 50;
  private static final Ownership.Place[] NOTHING = {};

  private final Accelerator accelerator;
  private final RandomData data;
  private final Random random;
  private final Ownership ownership;
  private final int word;

  RandomTransfers(Accelerator accelerator, RandomData data, Random random, Ownership ownership) {
    this.accelerator = accelerator;
    this.data = data;
    this.random = random;
    this.ownership = ownership;
    this.word = accelerator.wordBytes();
  }

  /** One that writes all of {@code target}, in one segment from {@code offset} of DATA on. */
  Instruction.Load fill(Target target, int offset, int words, Ownership.Place... places) {
    return new Instruction.Load(
        ownership.use(Unit.LOAD, NOTHING, places), kind(), Region.DATA.ordinal(), offset, target.ordinal(), 0, 1, words, 0, 0);
  }

  /** A random load. */
  Instruction.Load load() {
    return switch (random.nextInt(accelerator.codebook().isLoadable() ? 8 : 7)) {
      case 0 -> scattered(Target.RESIDUALS, accelerator.residualBytes() / word, Ownership.Place.RESIDUALS);
      case 1 -> parameters();
      case 2, 3 -> indices();
      case 4, 5 -> fromArea();
      case 6 -> scattered(Target.ACTIVATIONS, accelerator.activationBytes() / word, Ownership.Place.ACTIVATIONS);
      default -> scattered(Target.CODEBOOK, Math.max(1, data.codebookBytes() / word), Ownership.Place.CODEBOOK);
    };
  }

  private int kind() {
    return random.nextInt(Traffic.ACTIVATIONS_READ.ordinal() + 1);
  }

  private Instruction.Load indices() {
    int half = accelerator.indexWords() / 2;
    boolean high = random.nextBoolean();
    int words = 1 + random.nextInt(half);
    int first = (high ? half : 0) + random.nextInt(half - words + 1);
    int kind = kind();
    int source = data.source(random, words);
    return new Instruction.Load(
        ownership.use(Unit.LOAD, NOTHING, new Ownership.Place[] {high ? Ownership.Place.INDICES_HIGH : Ownership.Place.INDICES_LOW}), kind,
        Region.DATA.ordinal(), source, Target.INDICES.ordinal(), first, 1, words, 0, 0);
  }

  private Instruction.Load scattered(Target target, int capacity, Ownership.Place place) {
    int segments = 1 + random.nextInt(4);
    int words = 1 + random.nextInt(Math.max(1, Math.min(capacity / segments, 1 + random.nextInt(40))));
    int stride = random.nextInt(Math.max(1, 2048 / word / segments));
    int span = stride * (segments - 1) + words;
    boolean backwards = random.nextInt(4) == 0;
    int from = data.source(random, span) + (backwards ? stride * (segments - 1) * word : 0);
    int address = random.nextInt(capacity);
    int targetStride = random.nextInt(capacity);
    int kind = kind();
    return new Instruction.Load(
        ownership.use(Unit.LOAD, NOTHING, new Ownership.Place[] {place}), kind, Region.DATA.ordinal(), from, target.ordinal(), address,
        segments, words, (backwards ? -stride : stride) * word, targetStride);
  }

  private Instruction.Load parameters() {
    int group = Math.max(1, PARAMETER_BYTES / word);
    int groups = data.parameterBytes() / word / group;
    int count = 1 + random.nextInt(Math.min(groups, 20));
    int from = random.nextInt(groups - count + 1) * group * word;
    int address = random.nextInt(groups) * group;
    int kind = kind();
    return new Instruction.Load(
        ownership.use(Unit.LOAD, NOTHING, new Ownership.Place[] {Ownership.Place.PARAMETERS}), kind, Region.DATA.ordinal(), from,
        Target.PARAMETERS.ordinal(), address, 1, count * group, 0, 0);
  }

  /** An area of DRAM, or the half of one, that stores write. */
  private record Area(Region region, boolean high) {
    Ownership.Place place() {
      return switch (region) {
        case SCRATCH -> high ? Ownership.Place.SCRATCH_HIGH : Ownership.Place.SCRATCH_LOW;
        case INPUT -> high ? Ownership.Place.INPUT_HIGH : Ownership.Place.INPUT_LOW;
        case OUTPUT -> high ? Ownership.Place.OUTPUT_HIGH : Ownership.Place.OUTPUT_LOW;
        case DATA -> throw new IllegalStateException("no store writes DATA");
      };
    }
  }

  private Area area() {
    Region[] regions = {Region.SCRATCH, Region.SCRATCH, Region.INPUT, Region.OUTPUT};
    return new Area(regions[random.nextInt(regions.length)], random.nextBoolean());
  }

  private Instruction.Load fromArea() {
    Area area = area();
    boolean residual = random.nextBoolean();
    Target target = residual ? Target.RESIDUALS : Target.ACTIVATIONS;
    Ownership.Place written = residual ? Ownership.Place.RESIDUALS : Ownership.Place.ACTIVATIONS;
    int half = AREA_BYTES / 2 / word;
    int words = 1 + random.nextInt(Math.min(half, LONGEST_SEGMENT));
    int offset = ((area.high ? half : 0) + random.nextInt(half - words + 1)) * word;
    int address = random.nextInt(64);
    return new Instruction.Load(
        ownership.use(Unit.LOAD, new Ownership.Place[] {area.place()}, new Ownership.Place[] {written}),
        Traffic.ACTIVATIONS_READ.ordinal(), area.region.ordinal(), offset, target.ordinal(), address, 1, words, 0, 0);
  }

  /** A random store. */
  Instruction.Store store() {
    Area area = area();
    boolean highSource = random.nextBoolean();
    int sourceHalf = accelerator.resultBytes() / 2 / word;
    int targetHalf = AREA_BYTES / 2 / word;
    int segments = 1 + random.nextInt(3);
    int words = 1 + random.nextInt(Math.max(1, Math.min(30, sourceHalf / segments)));
    int sourceStride = random.nextInt(Math.max(1, (sourceHalf - words) / segments + 1));
    int targetStride = random.nextInt((targetHalf - words) / segments + 1);
    int address = (highSource ? sourceHalf : 0) + random.nextInt(sourceHalf - words - sourceStride * (segments - 1) + 1);
    int offset = (area.high ? targetHalf : 0) + random.nextInt(targetHalf - words - targetStride * (segments - 1) + 1);
    int lastBytes = 1 + random.nextInt(word);
    Ownership.Place source = highSource ? Ownership.Place.RESULTS_HIGH : Ownership.Place.RESULTS_LOW;
    return new Instruction.Store(
        ownership.use(Unit.STORE, new Ownership.Place[] {source}, new Ownership.Place[] {area.place()}), area.region.ordinal(),
        offset * word, address, segments, words, lastBytes, targetStride * word, sourceStride);
  }
}
