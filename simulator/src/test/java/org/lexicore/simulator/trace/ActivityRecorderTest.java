package org.lexicore.simulator.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.model.result.Timeline;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.RunStatistics;
import org.lexicore.simulator.random.RandomAccelerator;
import org.lexicore.simulator.random.RandomProgram;

/** Does a timeline say what the counters say, within its window, in bounded memory? */
class ActivityRecorderTest {
  private static final CycleWindow ALL = new CycleWindow(0, Long.MAX_VALUE);
  private static final int MOST = 4096;

  private static RunStatistics time(Accelerator accelerator, Program program, TraceSink sink) {
    Machine machine = new Machine(accelerator, program.rom());
    MemoryMap map = MemoryMap.of(program, 0);
    machine.load(program, map);
    return machine.time(program, map, sink);
  }

  private static Timeline timeline(Accelerator accelerator, Program program, CycleWindow window) {
    ActivityRecorder recorder = new ActivityRecorder(program, program.layers(), window);
    time(accelerator, program, recorder);
    return recorder.timeline();
  }

  private static Timeline.Unit unit(Timeline timeline, String name) {
    return timeline.units().stream().filter(unit -> unit.name().equals(name)).findFirst().orElseThrow();
  }

  private static long busy(Timeline timeline, String name) {
    return unit(timeline, name).intervals().stream().mapToLong(Timeline.Interval::busy).sum();
  }

  private static long count(Timeline timeline, String name) {
    return unit(timeline, name).intervals().stream().mapToLong(Timeline.Interval::count).sum();
  }

  @Test
  void itsSumsAreTheCounters() {
    int cases = 0;
    for (int seed = 0; seed < 40; seed++) {
      Accelerator accelerator = RandomAccelerator.of(seed);
      Program program = RandomProgram.of(accelerator, seed, 30);
      Timeline timeline = timeline(accelerator, program, ALL);
      RunStatistics statistics = time(accelerator, program, TraceSink.NONE);
      assertEquals(statistics.cycles("busy"), busy(timeline, "compute"), "seed " + seed);
      long bytes = 0;
      for (Traffic kind : Traffic.values()) {
        bytes += kind == Traffic.ACTIVATIONS_WRITTEN ? 0 : statistics.bytes(kind);
      }
      assertEquals(bytes, accelerator.wordBytes() * busy(timeline, "DRAM read"), "seed " + seed);
      assertEquals(statistics.bytes(Traffic.ACTIVATIONS_WRITTEN), accelerator.wordBytes() * count(timeline, "DRAM write"), "seed " + seed);
      for (Unit unit : List.of(Unit.LOAD, Unit.DRAIN, Unit.STORE)) {
        long instructions = program.instructions().stream().filter(instruction -> instruction.unit() == unit).count();
        assertEquals(instructions, count(timeline, unit.name().toLowerCase(java.util.Locale.ROOT)), "seed " + seed);
      }
      cases++;
    }
    assertEquals(40, cases);
  }

  @Test
  void intervalsFollowEachOtherWithinTheWindow() {
    Accelerator accelerator = RandomAccelerator.of(5);
    Timeline timeline = timeline(accelerator, RandomProgram.of(accelerator, 5, 30), new CycleWindow(200, 900));
    int seen = 0;
    for (Timeline.Unit unit : timeline.units()) {
      long at = 200;
      for (Timeline.Interval interval : unit.intervals()) {
        assertTrue(interval.count() == interval.busy() || !unit.counts().equals("beats"), unit.name() + " " + interval);
        assertTrue(at <= interval.from() && interval.from() < interval.to() && interval.to() <= 900, unit.name() + " " + interval);
        at = interval.to();
        seen++;
      }
    }
    assertTrue(seen > 20, seen + " intervals");
  }

  @Test
  void aWindowOfALayerIsWhenItsPassesRun() {
    Accelerator accelerator = RandomAccelerator.of(5);
    Program program = RandomProgram.of(accelerator, 5, 30);
    LayerWindow layer = new LayerWindow(program, 0);
    time(accelerator, program, layer);
    List<Timeline.Interval> passes = unit(timeline(accelerator, program, ALL), "compute").intervals().stream()
        .filter(pass -> pass.first().equals(program.layers().getFirst())).toList();
    CycleWindow window = layer.window().orElseThrow();
    assertTrue(window.from() < passes.getFirst().from(), window + " begins with the issue");
    long last = passes.stream().map(Timeline.Interval::to).max(Comparator.naturalOrder()).orElseThrow();
    assertTrue(last <= window.to() && window.to() < last + 64, window + " ends when the last sums are written");
  }

  @Test
  void tooManyIntervalsBecomeCoarserButKeepTheirSums() {
    UnitActivity activity = new UnitActivity("load", "instructions", ALL);
    for (long i = 0; i < 100_000; i++) {
      activity.busy(10 * i, 10 * i + 3, 1, "a", "a");
    }
    Timeline.Unit unit = activity.unit();
    assertTrue(unit.intervals().size() <= MOST && unit.resolution() >= 7, unit.intervals().size() + " at " + unit.resolution());
    assertEquals(300_000, unit.intervals().stream().mapToLong(Timeline.Interval::busy).sum());
    assertEquals(100_000, unit.intervals().stream().mapToLong(Timeline.Interval::count).sum());
  }
}
