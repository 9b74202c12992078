package org.lexicore.cli.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.lexicore.cli.accelerator.AcceleratorValues;
import org.lexicore.cli.campaign.CampaignCase.Turn;
import org.lexicore.compiler.random.FittingNetworks;
import org.lexicore.compiler.random.RandomAccelerators;
import org.lexicore.compiler.random.RandomNetworks;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.WriteOrder;

/**
 * Draws the cases of a seed. Three in a row share hardware and networks, since building the hardware takes longer than running it: each
 * has its own stalls and inputs, and another order of the networks.
 */
final class DrawCase {
  /** Cases in a row on the same hardware, and networks that take turns in each. */
  static final int GROUP = 3;

  private static final int LAYERS = 4;
  private static final int MOST_DRAWS = 500;
  private static final int LARGEST_SEED = 1 << 30;
  private static final int LONGEST_LATENCY = 80;
  private static final int HIGHEST_STALLS = 60;

  private DrawCase() {}

  /** Case {@code number} of {@code seed}: always the same one. */
  static CampaignCase of(long seed, int number) {
    return of(seed, number, Optional.empty());
  }

  /**
   * The same on the accelerator {@code given}, if there is one.
   *
   * @throws InputException if no networks fit it
   */
  static CampaignCase of(long seed, int number, Optional<Accelerator> given) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + number / GROUP);
    int redrawn = 0;
    while (given.isEmpty() || redrawn < MOST_DRAWS) {
      int seedOfAccelerator = random.nextInt(LARGEST_SEED);
      Accelerator accelerator = given.orElseGet(() -> RandomAccelerators.draw(seedOfAccelerator));
      long books = random.nextLong();
      FittingNetworks drawn =
          FittingNetworks.draw(accelerator, next -> RandomNetworks.draw(next, LAYERS, books), random.nextInt(LARGEST_SEED), GROUP);
      redrawn += drawn.redrawn();
      if (drawn.networks().size() == GROUP) {
        // What the group shares is counted once.
        return ofGroup(drawn, accelerator, random.split(), seed, number, number % GROUP == 0 ? redrawn : 0);
      }
      redrawn++;
    }
    throw new InputException(given.orElseThrow().name() + ": none of " + MOST_DRAWS + " random networks fit it; enlarge its buffers");
  }

  private static CampaignCase ofGroup(
      FittingNetworks drawn, Accelerator accelerator, SplittableRandom group, long seed, int number, int redrawn) {
    SplittableRandom own = new SplittableRandom(group.nextLong() + number);
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < GROUP; i++) {
      turns.add(new Turn(drawn.networks().get((number + i) % GROUP).network(), own.nextInt(LARGEST_SEED)));
    }
    return new CampaignCase(AcceleratorValues.with(accelerator, stalls(own, seed, number)), drawn.rom(), turns, redrawn);
  }

  private static List<String> stalls(SplittableRandom random, long seed, int number) {
    return List.of(
        "name=case-" + seed + "-" + number,
        "dram.latency_cycles=" + random.nextInt(1, LONGEST_LATENCY),
        "dram.bytes_per_cycle=" + (1 << random.nextInt(7)),
        "dram.stall_percent=" + (random.nextInt(3) == 0 ? 0 : random.nextInt(1, HIGHEST_STALLS)),
        "dram.stall_seed=" + random.nextInt(LARGEST_SEED),
        "dram.write_order=" + WriteOrder.drawn(seed + number).word());
  }
}
