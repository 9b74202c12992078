package org.lexicore.simulator;

import java.util.ArrayDeque;
import org.lexicore.model.timing.Latencies;
import org.lexicore.model.timing.PassTiming;
import org.lexicore.simulator.trace.TraceSink;

/** Tells the sink of decode steps as soon as the cycles of their advances are known. */
final class DecodeEvents {
  private record Step(long advance, byte[] lanes) {}

  private record Break(long index, long cycle) {}

  private final TraceSink sink;
  private final ArrayDeque<Step> steps = new ArrayDeque<>();
  private final ArrayDeque<Break> breaks = new ArrayDeque<>();

  DecodeEvents(TraceSink sink) {
    this.sink = sink;
  }

  /** The pipeline of this run, which is empty in cycle {@code start}. */
  PassTiming timing(long start) {
    return sink.active() ? new PassTiming(start, this::advance) : new PassTiming(start, (index, cycle) -> {});
  }

  private void advance(long index, long cycle) {
    if (!breaks.isEmpty() && breaks.getLast().index == index) {
      breaks.removeLast();
    }
    breaks.add(new Break(index, cycle));
  }

  /** A step leaves the decoder in advance {@code index}; {@code lanes} is copied. */
  void add(long index, byte[] lanes) {
    steps.add(new Step(index + Latencies.DECODE, lanes.clone()));
  }

  /** Tells of the steps before advance {@code known}. */
  void tell(long known) {
    while (!steps.isEmpty() && steps.getFirst().advance < known) {
      Step step = steps.removeFirst();
      Break from = breaks.removeFirst();
      while (!breaks.isEmpty() && breaks.getFirst().index <= step.advance) {
        from = breaks.removeFirst();
      }
      breaks.addFirst(from);
      sink.decode(from.cycle + step.advance - from.index, step.lanes);
    }
  }
}
