package org.lexicore.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.simulator.dram.CommandTrace;
import org.lexicore.simulator.dram.DramTrace;
import org.lexicore.simulator.dram.TraceRun;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reads on DDR4-2400, one offered each cycle, on one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
public class DramBenchmark {
  private static final int REQUESTS = 300_000;
  private static final int ACCESS_BYTES = 64;

  /** Accesses in 2 GiB. */
  private static final int LINES = 1 << 25;

  @Param({"stream", "random"})
  private String trace;

  private final DramTrace reads = new DramTrace();

  /** Draws the addresses. */
  @Setup
  public void draw() {
    Random random = new Random(1);
    for (int i = 0; i < REQUESTS; i++) {
      reads.add(false, (long) ACCESS_BYTES * (trace.equals("stream") ? i : random.nextInt(LINES)));
    }
  }

  @Benchmark
  @OperationsPerInvocation(REQUESTS)
  public long dram() {
    DramStandard standard = DramStandard.DDR4_2400;
    TraceRun run = new TraceRun(standard, ControllerSettings.of(standard), reads, channel -> CommandTrace.NONE);
    run.offer(REQUESTS);
    return run.finish().cycles();
  }
}
