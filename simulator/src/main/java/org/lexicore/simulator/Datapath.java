package org.lexicore.simulator;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.simulator.trace.TraceSink;

/**
 * The arithmetic, exact to the bit, on the memories of the chip; and its events.
 *
 * <p>What a compute reads is there when it issues and stays until it retires. So its passes may wait for its retirement, and then run
 * on all cores, each with some of the columns. Whoever listens gets them one by one.
 */
final class Datapath implements Arithmetic {
  /** Multiplications that are worth waking other threads for. */
  private static final long WORTH = 1 << 19;

  /** The fewest columns per slice: each reads the activations for itself. */
  private static final int NARROWEST = 8;

  private final TraceSink sink;
  private final int ports;
  private final DecodeEvents decodeEvents;
  private final PassEvents passEvents;
  private final DrainNest drainNest;
  private final List<ColumnSlice> slices = new ArrayList<>();
  private final List<Pass> waiting = new ArrayList<>();
  private final long worth;
  private long work;

  /** As many slices as there are cores for. */
  static Datapath of(Environment environment, Memories memories, DecodeEvents decodeEvents) {
    int most = Math.max(1, environment.accelerator().array().columns() / NARROWEST);
    int slices = environment.sink().active() ? 1 : Math.min(most, Runtime.getRuntime().availableProcessors());
    return new Datapath(environment, memories, decodeEvents, slices, WORTH);
  }

  /**
   * A datapath.
   *
   * @param slices at most; one, if the sink is active
   * @param worth multiplications from which on they run side by side
   */
  Datapath(Environment environment, Memories memories, DecodeEvents decodeEvents, int slices, long worth) {
    this.sink = environment.sink();
    this.ports = environment.accelerator().codebook().ports();
    this.decodeEvents = decodeEvents;
    this.passEvents = new PassEvents(environment, memories);
    this.drainNest = new DrainNest(environment, memories);
    this.worth = worth;
    cut(environment.accelerator(), memories, slices);
  }

  private void cut(Accelerator accelerator, Memories memories, int most) {
    int columns = accelerator.array().columns();
    int width = Math.ceilDiv(Math.ceilDiv(columns, most), ports) * ports;
    for (int from = 0; from < columns; from += width) {
      slices.add(new ColumnSlice(accelerator, memories, from, Math.min(from + width, columns)));
    }
  }

  @Override
  public void compute(Pass pass) {
    waiting.add(pass);
    work += (long) pass.pixels() * (pass.hi() - pass.lo()) * pass.columns();
    if (sink.active()) {
      finish();
      tell(pass);
    }
  }

  private void tell(Pass pass) {
    IndexDecoder decoder = slices.getFirst().decoder();
    for (int step = 0; step < pass.steps(ports); step++) {
      decodeEvents.add(pass.firstStep() + step, decoder.lanes(pass, step));
    }
    passEvents.tell(pass);
  }

  @Override
  public void finish() {
    if (work >= worth) {
      slices.parallelStream().forEach(slice -> waiting.forEach(slice::compute));
    } else {
      slices.forEach(slice -> waiting.forEach(slice::compute));
    }
    waiting.clear();
    work = 0;
  }

  @Override
  public void drain(Instruction.Drain drain, long issued) {
    drainNest.run(drain, issued);
  }
}
