package org.lexicore.cli.campaign;

import java.util.List;
import org.lexicore.compiler.random.RandomNetworks;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.network.QuantisedNetwork;

/**
 * Networks that take turns on one accelerator, without a reset between them.
 *
 * @param accelerator with the memory's latency, rate and stalls
 * @param rom what its ROM is to hold, if the networks can do with that; else it holds what they need
 * @param turns the networks, in the order in which they run
 * @param redrawn networks and accelerators that were drawn besides and did not fit each other
 */
record CampaignCase(Accelerator accelerator, byte[] rom, List<Turn> turns, int redrawn) {
  CampaignCase {
    turns = List.copyOf(turns);
  }

  /** A network, and the seed of its inputs. */
  record Turn(QuantisedNetwork network, long seed) {
    /** Integers for each input. */
    List<int[]> inputs() {
      return RandomNetworks.inputs(network, seed);
    }
  }

  /** In a line: what is seen of it in reports. */
  String title() {
    return accelerator.array().rows() + "x" + accelerator.array().columns() + ", codebook " + accelerator.codebook().word() + ", bus of "
        + accelerator.axi().dataBits() + ", " + memory() + ", " + turns.size()
        + (turns.size() == 1 ? " network" : " networks");
  }

  private String memory() {
    return switch (accelerator.dram()) {
      case Accelerator.Dram.Ideal ideal -> ideal.stallPercent() + " % stalls, writes " + ideal.writeOrder().word();
      case Accelerator.Dram.Timed timed -> timed.kind();
    };
  }
}
