package org.lexicore.simulator.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lexicore.model.dram.AddressMap;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.model.dram.DramTiming;
import org.lexicore.model.dram.PagePolicy;

/** Does any command break a rule of its standard? A checker that knows nothing of the controller reads them all. */
class TimingCheckTest {
  private static final int MILLION = 1_000_000;

  /** Components of {@link DramTiming} from tRCD to tRFC: what a command must wait for after another. */
  private static final int FIRST_DISTANCE = 4;

  private static final int LAST_DISTANCE = 20;

  static Stream<Arguments> standardsAndPolicies() {
    return Stream.of(DramStandard.values()).flatMap(s -> Stream.of(PagePolicy.values()).map(p -> Arguments.of(s, p)));
  }

  @ParameterizedTest
  @MethodSource("standardsAndPolicies")
  void noRuleIsBrokenInAMillionRandomReadsAndWrites(DramStandard standard, PagePolicy policy) {
    AddressMap[] maps = AddressMap.values();
    for (AddressMap map : maps) {
      for (int ranks = 1; ranks <= 2; ranks++) {
        int requests = MILLION / maps.length / 2;
        TimingChecker checker = check(standard, standard.timing(), map, policy, ranks, requests);
        assertEquals(List.of(), checker.violations(), map + " " + ranks);
        assertTrue(checker.commands() > requests * 4 / 5, "commands go out: " + checker.commands());
        assertTrue(checker.refreshes() > 0, "rows are refreshed");
      }
    }
  }

  @Test
  void theCheckerObjectsToAControllerThatIsACycleEarlyWithAnyRule() {
    DramTiming right = DramStandard.DDR4_2400.timing();
    List<String> unseen = new ArrayList<>();
    for (int distance = FIRST_DISTANCE; distance <= LAST_DISTANCE; distance++) {
      DramTiming wrong = with(right, distance, -1);
      TimingChecker checker = check(DramStandard.DDR4_2400, wrong, AddressMap.ROBARACOCH, PagePolicy.OPEN, 2, 100_000);
      if (checker.violations().isEmpty()) {
        unseen.add(wrong.toString());
      }
    }
    assertEquals(List.of(), unseen);
  }

  private static TimingChecker check(
      DramStandard standard, DramTiming timing, AddressMap map, PagePolicy policy, int ranks, int requests) {
    ControllerSettings settings = new ControllerSettings(1, ranks, 32, 32, 80, 20, map, policy, true, 4, 2);
    TimingChecker checker = new TimingChecker(standard.timing(), standard.organisation(), ranks);
    Controller controller = new Controller(timing, standard, settings, (tag, cycle) -> {}, checker);
    AddressDecoder decoder = new AddressDecoder(standard.organisation(), settings);
    RandomTraffic traffic = null;
    long cycle = 0;
    for (int i = 0; i < requests; i++) {
      // Another mix of reads and writes now and then.
      traffic = i % 5000 == 0 ? new RandomTraffic(i) : traffic;
      RandomTraffic.Access access = traffic.next();
      cycle += 1 + traffic.pause();
      controller.run(cycle + 1);
      while (!controller.hasRoom(access.write())) {
        cycle = controller.next();
        controller.run(cycle + 1);
      }
      long line = decoder.line(access.address());
      controller.enqueue(cycle, access.write(), line, decoder.bank(line), decoder.row(line), i);
    }
    controller.run(cycle + 10_000);
    assertTrue(controller.idle(), "all were served");
    return checker;
  }

  /** {@code timing} with component {@code index} changed by {@code by}. */
  private static DramTiming with(DramTiming timing, int index, int by) {
    try {
      var components = DramTiming.class.getRecordComponents();
      Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < components.length; i++) {
        Object value = components[i].getAccessor().invoke(timing);
        values[i] = i == index ? (Object) ((int) value + by) : value;
        types[i] = components[i].getType();
      }
      return DramTiming.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
