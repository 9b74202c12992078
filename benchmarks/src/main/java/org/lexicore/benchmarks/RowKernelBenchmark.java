package org.lexicore.benchmarks;

import java.util.concurrent.TimeUnit;
import org.lexicore.simulator.RowKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The array's row kernel by itself, on one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 30)
@Measurement(iterations = 20)
public class RowKernelBenchmark {
  private static final int TIMES = 4000;

  private final RowKernel kernel = new RowKernel();

  @Benchmark
  @OperationsPerInvocation(TIMES)
  public int multiply() {
    int sum = 0;
    for (int i = 0; i < TIMES; i++) {
      sum += kernel.multiply();
    }
    return sum;
  }
}
