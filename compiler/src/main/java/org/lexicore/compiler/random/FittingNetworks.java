package org.lexicore.compiler.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.lexicore.compiler.map.Mapper;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.program.Program;

/**
 * Networks drawn for one accelerator: each fits it, and one ROM holds the codebooks of all.
 *
 * @param rom what the ROM must hold for all of them; empty if none uses it
 * @param redrawn networks that were drawn besides and did not fit
 */
public record FittingNetworks(List<Mapped> networks, byte[] rom, int redrawn) {
  /** So many networks that do not fit, one after the other, end the search: then hardly one does. */
  private static final int MOST_REDRAWN = 400;

  /** A network, the seed that it was drawn with, and its program. */
  public record Mapped(QuantisedNetwork network, long seed, Program program) {}

  public FittingNetworks {
    networks = List.copyOf(networks);
  }

  /** The first {@code count} networks that fit among those of {@code seed}, {@code seed} + 1, ...; fewer if hardly one does. */
  public static FittingNetworks draw(Accelerator accelerator, LongFunction<QuantisedNetwork> network, long seed, int count) {
    List<Mapped> fitting = new ArrayList<>();
    byte[] rom = new byte[0];
    int redrawn = 0;
    for (long next = seed; fitting.size() < count && redrawn < MOST_REDRAWN; next++) {
      QuantisedNetwork drawn = network.apply(next);
      try {
        Program program = Mapper.map(drawn, accelerator);
        if (oneHoldsBoth(rom, program.rom())) {
          fitting.add(new Mapped(drawn, next, program));
          rom = rom.length >= program.rom().length ? rom : program.rom();
          continue;
        }
      } catch (InputException tooLarge) {
        // The next one, then.
      }
      redrawn++;
    }
    return new FittingNetworks(fitting, rom, redrawn);
  }

  /** Whether the longer content begins with the shorter. */
  public static boolean oneHoldsBoth(byte[] one, byte[] other) {
    int common = Math.min(one.length, other.length);
    return Arrays.equals(one, 0, common, other, 0, common);
  }
}
