package org.lexicore.reports.area;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.Band;

/**
 * A way to serve several ports from one codebook.
 *
 * @param name in words
 * @param um2 of store and choices together; a bank's arbiter is left out
 * @param cycles expected until each port has its codeword, at random indices
 * @param um2PerCodewordPerCycle area by what it delivers: the ways at equal utilisation
 */
public record PortArrangement(String name, Band um2, double cycles, Band um2PerCodewordPerCycle) {
  /** MUX2X1 of the 0.18 µm library, osu018_stdcells.lef. */
  private static final double MULTIPLEXER_UM2 = 48;

  /**
   * Replicas, banks and one copy in turn, for {@code a}'s ports.
   *
   * @param store the store with one port, by the banks that it is cut into
   * @param shared one store with all ports, where it is a form that can have them
   * @param cells area of cells at the node / at 0.18 µm
   */
  static List<PortArrangement> of(Accelerator a, IntFunction<Band> store, Optional<Band> shared, Band cells) {
    int ports = a.codebook().ports();
    Band copy = store.apply(1);
    List<PortArrangement> all = new ArrayList<>();
    all.add(arrangement(ports + (ports == 1 ? " copy" : " copies"), copy.times(ports), 1, ports));
    if (ports > 1) {
      shared.ifPresent(um2 -> all.add(arrangement("1 copy, " + ports + " readers", um2, 1, ports)));
      for (int banks = 2; banks <= 4 * ports && banks <= a.codebook().words(); banks *= 2) {
        if (banks >= ports) {
          Band choices = cells.times(MULTIPLEXER_UM2 * crossbarBits(a, banks));
          all.add(arrangement(banks + " banks", store.apply(banks).plus(choices), BankConflicts.expectedCycles(ports, banks), ports));
        }
      }
      Band choices = cells.times(MULTIPLEXER_UM2 * (ports - 1) * addressBits(a));
      all.add(arrangement("1 copy in turn", copy.plus(choices), ports, ports));
    }
    return all;
  }

  private static PortArrangement arrangement(String name, Band um2, double cycles, int ports) {
    return new PortArrangement(name, um2, cycles, um2.times(cycles / ports));
  }

  /** Each bank chooses among the ports' addresses, each port among the banks' codewords. */
  private static double crossbarBits(Accelerator a, int banks) {
    int ports = a.codebook().ports();
    return (double) banks * (ports - 1) * addressBits(a) + (double) ports * (banks - 1) * 8 * a.codewordBytes();
  }

  private static int addressBits(Accelerator a) {
    return Accelerator.log2(a.codebook().words());
  }
}
