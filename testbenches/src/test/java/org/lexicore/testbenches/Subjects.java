package org.lexicore.testbenches;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Traffic;

/** Networks on the tiny accelerator that several tests run, each in one run of the accelerator. */
final class Subjects {
  private static final int DRAWN = 200;
  private static final int LAYERS = 3;

  private Subjects() {}

  /** One with a codebook, loads of indices, biases and activations, and more than one store. */
  static Case coded() {
    return drawn(
        CodebookStore.Kind.ROM, c -> c.program().rom().length > 0 && loads(c, Traffic.INDICES) && stores(c) > 1 && instructions(c) < 60);
  }

  /** One with indices and int8 weights, that loads again what it stored. */
  static Case mixed() {
    return drawn(
        CodebookStore.Kind.ROM, c -> loads(c, Traffic.INDICES) && loads(c, Traffic.WEIGHTS) && loadsWhatItStored(c) && instructions(c) < 80);
  }

  /** One with a codebook loaded from DRAM, indices and int8 weights. */
  static Case loaded() {
    return drawn(
        CodebookStore.Kind.SRAM,
        c -> loads(c, Traffic.CODEBOOKS) && loads(c, Traffic.INDICES) && loads(c, Traffic.WEIGHTS) && instructions(c) < 80);
  }

  private static Case drawn(CodebookStore.Kind place, Predicate<Case> wanted) {
    return LongStream.range(0, DRAWN).mapToObj(seed -> Case.random(Accelerators.tiny(place), seed, LAYERS)).flatMap(Optional::stream)
        .filter(c -> c.program().runs().size() == 1 && wanted.test(c)).findFirst().orElseThrow();
  }

  private static boolean loads(Case c, Traffic kind) {
    return c.program().instructions().stream().anyMatch(i -> i instanceof Instruction.Load load && load.kind() == kind.ordinal());
  }

  private static boolean loadsWhatItStored(Case c) {
    return c.program().instructions().stream()
        .anyMatch(i -> i instanceof Instruction.Load load && load.region() == Region.SCRATCH.ordinal());
  }

  private static long stores(Case c) {
    return c.program().instructions().stream().filter(Instruction.Store.class::isInstance).count();
  }

  private static int instructions(Case c) {
    return c.program().instructions().size();
  }
}
