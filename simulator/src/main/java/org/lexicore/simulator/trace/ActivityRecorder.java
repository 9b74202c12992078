package org.lexicore.simulator.trace;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.program.Program;
import org.lexicore.model.result.Timeline;

/**
 * Records when each unit was busy in a window: load, drain and store from an instruction's issue to its retirement, compute
 * while the array takes pixels, pass by pass, the bus while words move. It asks for none of the data, so that it costs little,
 * and works without arithmetic too. Programs that are aborted are none of its business.
 */
public final class ActivityRecorder extends NoTrace {
  private static final Unit[] UNITS = Unit.values();

  private final CycleWindow window;
  private final Map<Unit, UnitActivity> units = new EnumMap<>(Unit.class);
  private final Map<Unit, UnitQueue> queues = new EnumMap<>(Unit.class);
  private final UnitActivity passes;
  private final UnitActivity read;
  private final UnitActivity written;
  private final BusActivity reads;
  private final BusActivity writes;
  private long passStart;

  /**
   * A recorder of one inference.
   *
   * @param layers the name of each layer of {@code program}, as it is to be shown
   */
  public ActivityRecorder(Program program, List<String> layers, CycleWindow window) {
    this.window = window;
    for (Unit unit : UNITS) {
      units.put(unit, new UnitActivity(unit.name().toLowerCase(Locale.ROOT), "instructions", window));
      queues.put(unit, new UnitQueue(unit, program, layers, units.get(unit)));
    }
    passes = new UnitActivity("compute", "passes", window);
    read = new UnitActivity("DRAM read", "beats", window);
    written = new UnitActivity("DRAM write", "beats", window);
    reads = new BusActivity(read, window);
    writes = new BusActivity(written, window);
  }

  /** What was recorded so far. */
  public Timeline timeline() {
    reads.end();
    writes.end();
    return new Timeline(window.from(), window.to(), List.of(
        read.unit(), units.get(Unit.LOAD).unit(), passes.unit(), units.get(Unit.DRAIN).unit(), units.get(Unit.STORE).unit(),
        written.unit()));
  }

  @Override
  public void issue(long cycle, int mask) {
    for (Unit unit : UNITS) {
      if ((mask >> unit.ordinal() & 1) == 1) {
        queues.get(unit).issue(cycle);
      }
    }
  }

  @Override
  public void retire(long cycle, int mask) {
    for (Unit unit : UNITS) {
      if ((mask >> unit.ordinal() & 1) == 1) {
        queues.get(unit).retire(cycle);
      }
    }
  }

  @Override
  public void passStart(long cycle) {
    passStart = cycle;
  }

  /** The engine tells of a pass when its instruction has issued, and of no other instruction before. */
  @Override
  public void passEnd(long cycle) {
    String layer = queues.get(Unit.COMPUTE).layer();
    // The array takes the first pixel in the cycle after the start, as the register CYCLES_BUSY counts.
    passes.busy(passStart + 1, cycle + 1, 1, layer, layer);
  }

  @Override
  public void readData(long cycle, byte[] data, int from, boolean last, int response) {
    reads.beat(cycle);
  }

  @Override
  public void writeData(long cycle, byte[] data, long strobes, boolean last, boolean ready) {
    if (ready) {
      writes.beat(cycle);
    }
  }
}
