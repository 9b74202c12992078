package org.lexicore.simulator.random;

import java.util.Random;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.instruction.Waits;

/** Who used which memory last: gives each instruction the waits that pass ownership to it, and now and then one that nothing needs. */
final class Ownership {
  /** What can be owned: a memory, or a half that instructions keep to. */
  enum Place {
    ACTIVATIONS,
    RESIDUALS,
    INDICES_LOW,
    INDICES_HIGH,
    PARAMETERS,
    CODEBOOK,
    BANK_0,
    BANK_1,
    RESULTS_LOW,
    RESULTS_HIGH,
    SCRATCH_LOW,
    SCRATCH_HIGH,
    INPUT_LOW,
    INPUT_HIGH,
    OUTPUT_LOW,
    OUTPUT_HIGH
  }

  private static final int UNITS = Unit.values().length;
  private static final int NEEDLESS = 6;

  private final Random random;
  private final int[] count = new int[UNITS];
  private final int[][] lastWrite = new int[Place.values().length][UNITS];
  private final int[][] lastRead = new int[Place.values().length][UNITS];
  private boolean behindAll;

  /** {@code random} says which waits there are besides those that are needed. */
  Ownership(Random random) {
    this.random = random;
  }

  /** Instructions of {@code unit} so far. */
  int count(Unit unit) {
    return count[unit.ordinal()];
  }

  /** The next instruction waits for all before it. */
  void behindAll() {
    behindAll = true;
  }

  /** The waits of the next instruction of {@code unit}. */
  Waits use(Unit unit, Place[] reads, Place[] writes) {
    int[] waits = behindAll ? count.clone() : needless();
    behindAll = false;
    for (Place place : reads) {
      raise(waits, lastWrite[place.ordinal()]);
    }
    for (Place place : writes) {
      raise(waits, lastWrite[place.ordinal()]);
      raise(waits, lastRead[place.ordinal()]);
    }
    waits[unit.ordinal()] = 0;
    count[unit.ordinal()]++;
    for (Place place : reads) {
      lastRead[place.ordinal()][unit.ordinal()] = count[unit.ordinal()];
    }
    for (Place place : writes) {
      lastWrite[place.ordinal()][unit.ordinal()] = count[unit.ordinal()];
    }
    return new Waits(waits[0], waits[1], waits[2], waits[3]);
  }

  private int[] needless() {
    int[] waits = new int[UNITS];
    if (random.nextInt(NEEDLESS) == 0) {
      int unit = random.nextInt(UNITS);
      waits[unit] = random.nextInt(count[unit] + 1);
    }
    return waits;
  }

  private static void raise(int[] waits, int[] to) {
    for (int i = 0; i < waits.length; i++) {
      waits[i] = Math.max(waits[i], to[i]);
    }
  }
}
