package org.lexicore.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.Simulator;
import org.lexicore.simulator.trace.TraceSink;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One inference on a machine whose DRAM holds the program, in a JVM that did it before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 30)
@Measurement(iterations = 20)
public class InferenceBenchmark {
  @Param({"resnet18", "resnet50", "8 layers", "16 layers"})
  String network;

  @Param("examples/accelerators/big-32.yaml")
  String accelerator;

  private Deployment deployment;
  private MemoryMap map;
  private Machine machine;
  private List<int[]> inputs;

  /** How much work an inference is. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Work {
    public long cycles;
    public long macs;
  }

  @Setup
  public void deploy() throws IOException {
    deployment = Workload.deploy(network, Path.of(accelerator));
    map = MemoryMap.of(deployment.program(), 0);
    machine = new Machine(deployment.accelerator(), deployment.rom());
    machine.load(deployment.program(), map);
    inputs = Workload.inputs(deployment);
  }

  @Benchmark
  public Object exact(Work work) {
    var result = Simulator.run(machine, deployment.program(), map, deployment.accelerator(), inputs, TraceSink.NONE);
    work.cycles = result.result().cycles();
    work.macs = result.result().macs();
    return result;
  }

  @Benchmark
  public Object timingOnly(Work work) {
    var result = Simulator.time(machine, deployment.program(), map, deployment.accelerator());
    work.cycles = result.cycles();
    work.macs = result.macs();
    return result;
  }
}
