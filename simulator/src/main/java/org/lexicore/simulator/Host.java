package org.lexicore.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.lexicore.simulator.trace.TraceSink;

/**
 * Carries out a host script: an access is presented in one cycle, accepted in the next, answered in the one after, and
 * followed then by the next.
 */
final class Host {
  private static final long NEVER = Long.MAX_VALUE;

  /** From the cycle in which an access is accepted to that in which the next is presented. */
  private static final int PERIOD = 2;

  private final ArrayDeque<HostScript.Action> actions;
  private final Control control;
  private final TraceSink sink;
  private final List<Integer> values = new ArrayList<>();
  private long next;

  /** Whether the first action's access was presented in the cycle before. */
  private boolean presented;

  Host(HostScript script, long start, Control control, TraceSink sink) {
    this.actions = new ArrayDeque<>(script.actions());
    this.control = control;
    this.sink = sink;
    this.next = start;
  }

  /** Whether all is done and answered before {@code cycle}. */
  boolean done(long cycle) {
    return actions.isEmpty() && cycle >= next;
  }

  /** The values read, in order. */
  List<Integer> values() {
    return values;
  }

  /** Does what the script has for {@code cycle}; says whether it did anything. */
  boolean act(long cycle) {
    if (cycle < next || actions.isEmpty() || awaits()) {
      return false;
    }
    switch (actions.getFirst()) {
      case HostScript.Write write -> {
        sink.hostWrite(cycle, write.address(), write.value(), presented);
        if (presents(cycle)) {
          return true;
        }
        sink.hostWriteResponse(cycle + 1, control.write(write.address(), write.value()));
        next = cycle + PERIOD;
      }
      case HostScript.Read read -> {
        sink.hostRead(cycle, read.address(), presented);
        if (presents(cycle)) {
          return true;
        }
        int value = control.read(cycle, read.address());
        sink.hostReadData(cycle + 1, value, control.readResponse(read.address()));
        values.add(value);
        next = cycle + PERIOD;
      }
      case HostScript.Pause pause -> next = cycle + pause.cycles();
      case HostScript.AwaitInterrupt await -> next = cycle + 1;
    }
    actions.removeFirst();
    return true;
  }

  /** Whether the access is presented for the first time; it is accepted in the cycle after. */
  private boolean presents(long cycle) {
    presented = !presented;
    if (presented) {
      next = cycle + 1;
    }
    return presented;
  }

  /** Whether it waits for an interrupt that is not there: so it does in nearly every cycle. */
  private boolean awaits() {
    return actions.getFirst() instanceof HostScript.AwaitInterrupt && !control.interrupt();
  }

  /** The next cycle after {@code cycle} in which it acts by itself. */
  long next(long cycle) {
    return next > cycle ? next : NEVER;
  }
}
