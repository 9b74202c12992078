package org.lexicore.simulator.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.program.Program;

/**
 * Seeded programs that no compiler would write, but that keep to the rules: what is read was written, and ownership of every memory is
 * passed by tokens. They first fill every memory; then come random jobs for all units.
 */
public final class RandomProgram {
  /** Instructions of each unit in a program that shows everything: more than 8 bits count. */
  public static final int PER_UNIT = 300;

  /** Of so many drawn instructions that show a feature, the shortest is taken. */
  private static final int CHOICE = 6;

  private static final int MOST_TRIALS = 20_000;

  private final Accelerator accelerator;
  private final Random random;
  private final Ownership ownership;
  private final RandomData data;
  private final List<Instruction> instructions = new ArrayList<>();
  private Optional<Instruction.Compute> lastCompute = Optional.empty();

  private RandomProgram(Accelerator accelerator, long seed) {
    this.accelerator = accelerator;
    this.random = new Random(seed);
    this.ownership = new Ownership(random);
    this.data = RandomData.of(accelerator);
  }

  /** A program of {@code jobs} random instructions after those that fill the memories, with a ROM of its own. */
  public static Program of(Accelerator accelerator, long seed, int jobs) {
    byte[] rom = new byte[accelerator.codebook().isFixed() ? accelerator.codebook().bytes() : 0];
    new Random(~seed).nextBytes(rom);
    return of(accelerator, seed, jobs, rom);
  }

  /** The same for an accelerator with {@code rom} in its ROM. */
  public static Program of(Accelerator accelerator, long seed, int jobs, byte[] rom) {
    RandomProgram program = new RandomProgram(accelerator, seed);
    program.fill();
    for (int i = 0; i < jobs; i++) {
      program.add(Feature.any(program.unit()), 1);
    }
    return program.done(rom);
  }

  /** A short one for slow benches: {@code jobs} instructions that take few cycles. */
  public static Program brief(Accelerator accelerator, long seed, int jobs, byte[] rom) {
    RandomProgram program = new RandomProgram(accelerator, seed);
    program.fill();
    for (int i = 0; i < jobs; i++) {
      program.add(Feature.any(program.unit()), CHOICE);
    }
    return program.done(rom);
  }

  /**
   * One in which every {@link Feature} of the accelerator appears, and {@link #PER_UNIT} instructions of each unit. One that no draw of very many
   * shows is left out; {@link Feature#missing} names it.
   */
  public static Program showingAll(Accelerator accelerator, long seed, byte[] rom) {
    RandomProgram program = new RandomProgram(accelerator, seed);
    program.fill();
    List<Feature> features = Feature.drawn(accelerator);
    Collections.shuffle(features, program.random);
    features.forEach(feature -> program.add(feature, CHOICE));
    List<Feature> rest = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      rest.addAll(Collections.nCopies(Math.max(0, PER_UNIT - program.ownership.count(unit)), Feature.any(unit)));
    }
    Collections.shuffle(rest, program.random);
    rest.forEach(feature -> program.add(feature, CHOICE));
    Chain.ALL.forEach(program::add);
    return program.done(rom);
  }

  private Unit unit() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> Unit.LOAD;
      case 3, 4 -> Unit.COMPUTE;
      case 5, 6 -> Unit.DRAIN;
      default -> Unit.STORE;
    };
  }

  private Instruction draw(Unit unit, Random from, Ownership owners) {
    return switch (unit) {
      case LOAD -> new RandomTransfers(accelerator, data, from, owners).load();
      case COMPUTE -> new RandomCompute(accelerator, from, owners).next();
      case DRAIN -> new RandomDrain(accelerator, from, owners).next();
      case STORE -> new RandomTransfers(accelerator, data, from, owners).store();
    };
  }

  /**
   * Draws from one seed after the other until {@code choice} instructions show the feature, and takes the shortest; its seed gives it again, then with
   * its waits.
   */
  private void add(Feature feature, int choice) {
    long chosen = 0;
    long shortest = Long.MAX_VALUE;
    int found = 0;
    for (int trial = 0; found < choice && trial < MOST_TRIALS; trial++) {
      long seed = random.nextLong();
      Instruction candidate = draw(feature.unit(), new Random(seed), new Ownership(new Random(0)));
      if (feature.shownBy(candidate) && mayFollow(candidate)) {
        found++;
        long cycles = Duration.of(candidate, accelerator);
        chosen = cycles < shortest ? seed : chosen;
        shortest = Math.min(shortest, cycles);
      }
    }
    if (found > 0) {
      add(draw(feature.unit(), new Random(chosen), ownership));
    }
  }

  private void add(Chain chain) {
    for (Unit unit : chain.units()) {
      ownership.behindAll();
      add(Feature.any(unit), CHOICE);
    }
  }

  private void add(Instruction instruction) {
    instructions.add(instruction);
    if (instruction instanceof Instruction.Compute compute) {
      lastCompute = Optional.of(compute);
    }
  }

  /** Whether no accumulator is read that the compute before is about to write: two cycles lie between reading and writing one. */
  private boolean mayFollow(Instruction candidate) {
    if (!(candidate instanceof Instruction.Compute next) || next.accumulate() == 0 || lastCompute.isEmpty()) {
      return true;
    }
    Instruction.Compute last = lastCompute.get();
    int end = last.accumulator() + (int) Duration.pixels(last);
    return last.bank() != next.bank() || next.accumulator() < end - 2 || next.accumulator() >= end;
  }

  private void fill() {
    RandomTransfers transfers = new RandomTransfers(accelerator, data, random, ownership);
    int word = accelerator.wordBytes();
    int rest = data.parameterBytes();
    instructions.add(transfers.fill(Target.PARAMETERS, 0, rest / word, Ownership.Place.PARAMETERS));
    instructions.add(transfers.fill(Target.ACTIVATIONS, rest, accelerator.activationBytes() / word, Ownership.Place.ACTIVATIONS));
    instructions.add(transfers.fill(Target.RESIDUALS, rest, accelerator.residualBytes() / word, Ownership.Place.RESIDUALS));
    instructions.add(
        transfers.fill(Target.INDICES, rest, accelerator.indexWords(), Ownership.Place.INDICES_LOW, Ownership.Place.INDICES_HIGH));
    if (accelerator.codebook().isLoadable()) {
      instructions.add(transfers.fill(Target.CODEBOOK, rest, Math.max(1, data.codebookBytes() / word), Ownership.Place.CODEBOOK));
    }
    RandomCompute compute = new RandomCompute(accelerator, random, ownership);
    add(compute.fill(0));
    add(compute.fill(1));
    instructions.add(new RandomDrain(accelerator, random, ownership).fill());
  }

  private Program done(byte[] rom) {
    int[] layerOf = new int[instructions.size()];
    for (int i = 0; i < layerOf.length; i++) {
      layerOf[i] = i % 2;
    }
    int area = RandomTransfers.AREA_BYTES;
    return new Program(
        "random", instructions, layerOf, List.of("even", "odd"), data.draw(random), area, area, area, List.of(), List.of(), rom, 0);
  }
}
