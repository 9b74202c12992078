package org.lexicore.simulator.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.Accelerator.Place;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.program.Program;

/**
 * Seeded programs that no compiler would write, but that keep to the rules: what is read was written, and ownership of every memory is
 * passed by tokens. They first fill every memory; then come random jobs for all units.
 */
public final class RandomProgram {
  private static final int SCRATCH_BYTES = 8192;
  private static final int PARAMETER_BYTES = 8;
  private static final Ownership.Place[] NOTHING = {};

  private final Accelerator accelerator;
  private final Random random;
  private final Ownership ownership = new Ownership();
  private final List<Instruction> instructions = new ArrayList<>();
  private final int word;
  private final int parameterArea;
  private final int dataBytes;

  private RandomProgram(Accelerator accelerator, long seed) {
    this.accelerator = accelerator;
    this.random = new Random(seed);
    this.word = accelerator.wordBytes();
    this.parameterArea = accelerator.buffers().parametersKib() * 1024;
    int largest = Math.max(accelerator.activationBytes(), accelerator.residualBytes());
    largest = Math.max(largest, Math.max(accelerator.indexWords() * word, codebookBytes()));
    this.dataBytes = parameterArea + largest + 4096;
  }

  /** A program of {@code jobs} random instructions after those that fill the memories. */
  public static Program of(Accelerator accelerator, long seed, int jobs) {
    return new RandomProgram(accelerator, seed).make(jobs);
  }

  private Program make(int jobs) {
    byte[] rom = new byte[accelerator.codebook().place() == Place.ROM ? codebookBytes() : 0];
    random.nextBytes(rom);
    byte[] data = new byte[dataBytes];
    random.nextBytes(data);
    for (int at = 0; at < parameterArea; at += PARAMETER_BYTES) {
      data[at + 6] = (byte) (1 + random.nextInt(random.nextBoolean() ? 47 : 24));
    }
    fill();
    for (int i = 0; i < jobs; i++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> randomLoad();
        case 3, 4 -> instructions.add(new RandomCompute(accelerator, random, ownership).next());
        case 5, 6 -> instructions.add(new RandomDrain(accelerator, random, ownership).next());
        default -> randomStore();
      }
    }
    int[] layerOf = new int[instructions.size()];
    for (int i = 0; i < layerOf.length; i++) {
      layerOf[i] = i % 2;
    }
    return new Program(
        "random", instructions, layerOf, List.of("even", "odd"), data, SCRATCH_BYTES, 0, SCRATCH_BYTES, List.of(), List.of(), rom, 0);
  }

  private int codebookBytes() {
    return accelerator.codebook().books() * accelerator.codebook().entries() * accelerator.codewordBytes();
  }

  private void fill() {
    load(Target.PARAMETERS, 0, 0, 1, parameterArea / word, 0, 0, Ownership.Place.PARAMETERS);
    load(Target.ACTIVATIONS, parameterArea, 0, 1, accelerator.activationBytes() / word, 0, 0, Ownership.Place.ACTIVATIONS);
    load(Target.RESIDUALS, parameterArea, 0, 1, accelerator.residualBytes() / word, 0, 0, Ownership.Place.RESIDUALS);
    load(
        Target.INDICES, parameterArea, 0, 1, accelerator.indexWords(), 0, 0,
        Ownership.Place.INDICES_LOW, Ownership.Place.INDICES_HIGH);
    if (accelerator.codebook().place() == Place.SRAM) {
      load(Target.CODEBOOK, parameterArea, 0, 1, Math.max(1, codebookBytes() / word), 0, 0, Ownership.Place.CODEBOOK);
    }
    RandomCompute compute = new RandomCompute(accelerator, random, ownership);
    instructions.add(compute.fill(0));
    instructions.add(compute.fill(1));
    instructions.add(new RandomDrain(accelerator, random, ownership).fill());
  }

  private void load(
      Target target, int offset, int address, int segments, int words, int sourceStride, int targetStride,
      Ownership.Place... places) {
    var waits = ownership.use(Unit.LOAD, NOTHING, places, others());
    int kind = random.nextInt(Traffic.ACTIVATIONS_READ.ordinal() + 1);
    instructions.add(
        new Instruction.Load(
            waits, kind, Region.DATA.ordinal(), offset, target.ordinal(), address, segments, words, sourceStride, targetStride));
  }

  /** Sometimes a wait that nothing needs. */
  private int[] others() {
    int[] waits = new int[Unit.values().length];
    if (random.nextInt(6) == 0) {
      Unit unit = Unit.values()[random.nextInt(waits.length)];
      waits[unit.ordinal()] = random.nextInt(ownership.count(unit) + 1);
    }
    return waits;
  }

  private void randomLoad() {
    switch (random.nextInt(accelerator.codebook().place() == Place.SRAM ? 7 : 6)) {
      case 0 -> scattered(Target.RESIDUALS, 1, accelerator.residualBytes() / word, 0, Ownership.Place.RESIDUALS);
      case 1 -> parameters();
      case 2, 3 -> {
        int half = accelerator.indexWords() / 2;
        boolean high = random.nextBoolean();
        Ownership.Place place = high ? Ownership.Place.INDICES_HIGH : Ownership.Place.INDICES_LOW;
        int words = 1 + random.nextInt(half);
        int first = random.nextInt(half - words + 1);
        load(Target.INDICES, source(words), (high ? half : 0) + first, 1, words, 0, 0, place);
      }
      case 4 -> fromScratch();
      case 5 -> scattered(Target.ACTIVATIONS, 1, accelerator.activationBytes() / word, 0, Ownership.Place.ACTIVATIONS);
      default -> scattered(Target.CODEBOOK, 1, Math.max(1, codebookBytes() / word), 0, Ownership.Place.CODEBOOK);
    }
  }

  /** A source of {@code words} words, outside the parameters. */
  private int source(int words) {
    int room = (dataBytes - parameterArea) / word - words;
    return parameterArea + random.nextInt(room + 1) * word;
  }

  private void scattered(Target target, int align, int capacity, int origin, Ownership.Place place) {
    int segments = 1 + random.nextInt(4);
    int words = 1 + random.nextInt(Math.max(1, Math.min(capacity / segments, 1 + random.nextInt(40))));
    int stride = random.nextInt(Math.max(1, 2048 / word / segments));
    int span = stride * (segments - 1) + words;
    boolean backwards = random.nextInt(4) == 0;
    int from = source(span) + (backwards ? stride * (segments - 1) * word : 0);
    int address = origin + random.nextInt(capacity) / align * align;
    load(target, from, address, segments, words, (backwards ? -stride : stride) * word, random.nextInt(capacity), place);
  }

  private void parameters() {
    int group = Math.max(1, PARAMETER_BYTES / word);
    int groups = parameterArea / word / group;
    int count = 1 + random.nextInt(Math.min(groups, 20));
    int from = random.nextInt(groups - count + 1) * group * word;
    load(
        Target.PARAMETERS, from, random.nextInt(groups) * group, 1, count * group, 0, 0,
        Ownership.Place.PARAMETERS);
  }

  private void fromScratch() {
    boolean high = random.nextBoolean();
    Ownership.Place place = high ? Ownership.Place.SCRATCH_HIGH : Ownership.Place.SCRATCH_LOW;
    boolean residual = random.nextBoolean();
    Target target = residual ? Target.RESIDUALS : Target.ACTIVATIONS;
    Ownership.Place written = residual ? Ownership.Place.RESIDUALS : Ownership.Place.ACTIVATIONS;
    int half = SCRATCH_BYTES / 2 / word;
    int words = 1 + random.nextInt(Math.min(half, 50));
    int offset = ((high ? half : 0) + random.nextInt(half - words + 1)) * word;
    var waits = ownership.use(Unit.LOAD, new Ownership.Place[] {place}, new Ownership.Place[] {written}, others());
    instructions.add(
        new Instruction.Load(
            waits, Traffic.ACTIVATIONS_READ.ordinal(), Region.SCRATCH.ordinal(), offset, target.ordinal(), random.nextInt(64), 1,
            words, 0, 0));
  }

  private void randomStore() {
    boolean highSource = random.nextBoolean();
    boolean highTarget = random.nextBoolean();
    boolean output = random.nextInt(3) == 0;
    int sourceHalf = accelerator.resultBytes() / 2 / word;
    int targetHalf = SCRATCH_BYTES / 2 / word;
    int segments = 1 + random.nextInt(3);
    int words = 1 + random.nextInt(Math.max(1, Math.min(30, sourceHalf / segments)));
    int sourceStride = random.nextInt(Math.max(1, (sourceHalf - words) / segments + 1));
    int targetStride = random.nextInt((targetHalf - words) / segments + 1);
    int address = (highSource ? sourceHalf : 0) + random.nextInt(sourceHalf - words - sourceStride * (segments - 1) + 1);
    int offset = (highTarget ? targetHalf : 0) + random.nextInt(targetHalf - words - targetStride * (segments - 1) + 1);
    Ownership.Place source = highSource ? Ownership.Place.RESULTS_HIGH : Ownership.Place.RESULTS_LOW;
    Ownership.Place target = highTarget ? Ownership.Place.SCRATCH_HIGH : Ownership.Place.SCRATCH_LOW;
    Ownership.Place[] writes = output ? NOTHING : new Ownership.Place[] {target};
    var waits = ownership.use(Unit.STORE, new Ownership.Place[] {source}, writes, others());
    instructions.add(
        new Instruction.Store(
            waits, (output ? Region.OUTPUT : Region.SCRATCH).ordinal(), offset * word, address, segments, words,
            1 + random.nextInt(word), targetStride * word, sourceStride));
  }
}
