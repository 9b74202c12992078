package org.lexicore.simulator.trace;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.program.Program;

/**
 * The instructions of one unit, in the order in which it issues and retires them: which layer each works for, and when any is
 * under way.
 */
final class UnitQueue {
  private final List<String> layers = new ArrayList<>();
  private final UnitActivity activity;
  private int issued;
  private int retired;
  private int firstUnderWay;
  private long from;

  UnitQueue(Unit unit, Program program, List<String> names, UnitActivity activity) {
    this.activity = activity;
    for (int i = 0; i < program.instructions().size(); i++) {
      if (program.instructions().get(i).unit() == unit) {
        layers.add(names.get(program.layerOf()[i]));
      }
    }
  }

  void issue(long cycle) {
    if (issued == retired) {
      from = cycle;
      firstUnderWay = issued;
    }
    issued++;
  }

  void retire(long cycle) {
    retired++;
    if (issued == retired) {
      activity.busy(from, cycle + 1, issued - firstUnderWay, layers.get(firstUnderWay), layers.get(issued - 1));
    }
  }

  /** The layer of the instruction issued last. */
  String layer() {
    return layers.get(issued - 1);
  }
}
