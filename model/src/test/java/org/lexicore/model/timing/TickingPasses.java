package org.lexicore.model.timing;

import java.util.ArrayList;
import java.util.List;

/**
 * The weight path and the pixel path, cycle by cycle: registers and their next states as the microarchitecture page says them, and
 * nothing in closed form. It is what {@link PassTiming} is held against.
 */
final class TickingPasses {
  /** A pass of an instruction. */
  record Pass(int steps, int pixels) {}

  /** An instruction whose waits hold from {@code possible} on. */
  record Work(long possible, List<Pass> passes) {}

  /** A step in the pipeline; an empty one only keeps its pass in D0 for the minimum. */
  private record Step(boolean first, boolean last, boolean empty, int pixels) {}

  final List<Long> issues = new ArrayList<>();
  final List<Long> starts = new ArrayList<>();
  final List<Long> lastSteps = new ArrayList<>();
  final List<Long> decodes = new ArrayList<>();

  private final List<Work> queue;
  private final List<Step> current = new ArrayList<>();
  private int prime;
  private final Step[] stage = new Step[5];
  private boolean pending;
  private int pendingPixels;
  private long lastStart = Long.MIN_VALUE / 2;
  private int lastPixels;
  private int swaps;
  private int firstsWritten;

  TickingPasses(List<Work> work) {
    queue = new ArrayList<>(work);
  }

  /** Runs until everything has started and been written. */
  TickingPasses run() {
    for (long cycle = 0; busy(cycle); cycle++) {
      tick(cycle);
    }
    return this;
  }

  private boolean busy(long cycle) {
    boolean held = pending || !current.isEmpty() || !queue.isEmpty() || cycle <= lastStart + Latencies.SWAP;
    for (int i = 1; i <= 4; i++) {
      held |= stage[i] != null;
    }
    return held;
  }

  private void tick(long cycle) {
    boolean start = pending && cycle >= lastStart + Math.max(lastPixels, Latencies.MINIMUM_PASS);
    boolean swap = cycle == lastStart + Latencies.SWAP;
    Step d0 = prime == 0 && !current.isEmpty() ? current.getFirst() : null;
    boolean d4Waits = stage[4] != null && stage[4].first && swaps < firstsWritten && !swap;
    boolean d0Waits = d0 != null && d0.last && pending && !start;
    boolean handOver = false;
    if (!d4Waits && !d0Waits) {
      handOver = advance(cycle, d0);
    }
    if (swap) {
      swaps++;
    }
    if (start) {
      starts.add(cycle);
      lastStart = cycle;
      lastPixels = pendingPixels;
      pending = false;
    }
    if (handOver) {
      pending = true;
      pendingPixels = d0.pixels;
    }
  }

  /** One advance: everything moves a stage on. Says whether a pass was handed over. */
  private boolean advance(long cycle, Step d0) {
    if (stage[4] != null) {
      if (!stage[4].empty) {
        decodes.add(cycle);
      }
      firstsWritten += stage[4].first ? 1 : 0;
    }
    System.arraycopy(stage, 1, stage, 2, 3);
    stage[1] = d0;
    if (current.isEmpty()) {
      issueInto(cycle);
    } else if (prime > 0) {
      prime--;
    } else {
      current.removeFirst();
      if (d0.last) {
        lastSteps.add(cycle);
      }
    }
    return d0 != null && d0.last;
  }

  private void issueInto(long cycle) {
    if (!queue.isEmpty() && cycle >= queue.getFirst().possible) {
      issues.add(cycle);
      prime = 2;
      for (Pass pass : queue.removeFirst().passes) {
        int stay = Math.max(pass.steps, Latencies.MINIMUM_PASS);
        for (int s = 0; s < stay; s++) {
          current.add(new Step(s == 0, s == stay - 1, s >= pass.steps, pass.pixels));
        }
      }
    }
  }
}
