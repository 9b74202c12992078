package org.lexicore.simulator.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.lexicore.model.dram.AddressMap;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.model.dram.PagePolicy;

/** Does the controller that jumps from command to command send what one sends that looks at every cycle? */
class ControllerOracleTest {
  private static final int REQUESTS = 400;

  @Property(tries = 100)
  void everyCommandAndEveryDatumComesInTheSameCycleAsFromATickingController(@ForAll long seed) {
    Random random = new Random(seed);
    DramStandard standard = pick(random, DramStandard.values());
    ControllerSettings settings =
        new ControllerSettings(
            1, 1 << random.nextInt(3), 1 + random.nextInt(40), 1 + random.nextInt(40), 50 + random.nextInt(50), 1 + random.nextInt(49),
            pick(random, AddressMap.values()), pick(random, PagePolicy.values()), random.nextInt(5) > 0, 1, 2);
    List<RandomTraffic.Access> accesses = new ArrayList<>();
    List<Integer> pauses = new ArrayList<>();
    RandomTraffic traffic = new RandomTraffic(seed);
    for (int i = 0; i < REQUESTS; i++) {
      accesses.add(traffic.next());
      pauses.add(traffic.pause());
    }
    List<String> ticked = tick(standard, settings, accesses, pauses);
    List<String> jumped = jump(standard, settings, accesses, pauses, 1 + random.nextInt(50));
    assertTrue(ticked.size() > REQUESTS / 2, "commands go out");
    for (int i = 0; i < Math.min(ticked.size(), jumped.size()); i++) {
      int at = i;
      assertEquals(ticked.get(i), jumped.get(i), () -> standard + " " + settings + " after " + ticked.subList(Math.max(0, at - 5), at));
    }
    assertEquals(ticked.size(), jumped.size());
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static List<String> tick(
      DramStandard standard, ControllerSettings settings, List<RandomTraffic.Access> accesses, List<Integer> pauses) {
    List<String> happened = new ArrayList<>();
    TickingController controller =
        new TickingController(standard, settings, (tag, cycle) -> happened.add(data(tag, cycle)),
            (cycle, command, rank, bank, row) -> happened.add(command(cycle, command, rank, bank, row)));
    AddressDecoder decoder = new AddressDecoder(standard.organisation(), settings);
    int next = 0;
    long earliest = pauses.get(0);
    for (long cycle = 0; cycle < end(pauses); cycle++) {
      controller.tick(cycle);
      if (next < accesses.size() && cycle >= earliest && controller.hasRoom(accesses.get(next).write())) {
        long line = decoder.line(accesses.get(next).address());
        controller.enqueue(cycle, accesses.get(next).write(), line, decoder.bank(line), decoder.row(line), next);
        next++;
        earliest = next < accesses.size() ? cycle + 1 + pauses.get(next) : 0;
      }
    }
    assertEquals(accesses.size(), next, "all were taken");
    return happened;
  }

  /** The same with the jumping controller, which is run {@code stride} cycles at a time where nothing is offered. */
  private static List<String> jump(
      DramStandard standard, ControllerSettings settings, List<RandomTraffic.Access> accesses, List<Integer> pauses, int stride) {
    List<String> happened = new ArrayList<>();
    Controller controller =
        new Controller(standard, settings, (tag, cycle) -> happened.add(data(tag, cycle)),
            (cycle, command, rank, bank, row) -> happened.add(command(cycle, command, rank, bank, row)));
    AddressDecoder decoder = new AddressDecoder(standard.organisation(), settings);
    long cycle = -1;
    for (int next = 0; next < accesses.size(); next++) {
      RandomTraffic.Access access = accesses.get(next);
      long offered = cycle + 1 + pauses.get(next);
      for (; cycle < offered - stride; cycle += stride) {
        controller.run(cycle + 1);
      }
      cycle = offered;
      controller.run(cycle + 1);
      while (!controller.hasRoom(access.write())) {
        cycle = controller.next();
        controller.run(cycle + 1);
      }
      long line = decoder.line(access.address());
      controller.enqueue(cycle, access.write(), line, decoder.bank(line), decoder.row(line), next);
    }
    controller.run(end(pauses));
    return happened;
  }

  private static long end(List<Integer> pauses) {
    return pauses.stream().mapToLong(Integer::longValue).sum() + 400L * REQUESTS;
  }

  private static String command(long cycle, DramCommand command, int rank, int bank, int row) {
    return cycle + " " + command + " " + rank + " " + bank + " " + row;
  }

  private static String data(long tag, long cycle) {
    return cycle + " data " + tag;
  }
}
