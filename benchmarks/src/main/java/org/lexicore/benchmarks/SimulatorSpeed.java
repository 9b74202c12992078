package org.lexicore.benchmarks;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.lexicore.simulator.RowKernel;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs the benchmarks and prints what follows from them together: rates, the share of the row kernel's peak, how time grows with work. */
public final class SimulatorSpeed {
  private final Collection<RunResult> results;

  private SimulatorSpeed(Collection<RunResult> results) {
    this.results = results;
  }

  /** Takes JMH's options, {@code -wi 5 -i 5} for a quick look. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    new SimulatorSpeed(new Runner(new CommandLineOptions(arguments)).run()).print();
  }

  private void print() {
    double peak = RowKernel.macs() / best("multiply", "");
    System.out.printf(Locale.ROOT, "%nBest times in a warm JVM, on %d cores%n", Runtime.getRuntime().availableProcessors());
    System.out.printf(Locale.ROOT, "row kernel alone, on one core: %.1f G multiply-accumulates/s%n", peak / 1e9);
    printDram("stream");
    printDram("random");
    Set<String> networks = networks();
    for (String network : networks) {
      print(network, "exact", peak);
      print(network, "timingOnly", peak);
    }
    if (networks.containsAll(List.of("8 layers", "16 layers"))) {
      System.out.printf(Locale.ROOT, "twice the layers: %.2f times as long exact, %.2f times timing only%n",
          best("exact", "16 layers") / best("exact", "8 layers"), best("timingOnly", "16 layers") / best("timingOnly", "8 layers"));
    }
  }

  private void printDram(String trace) {
    results.stream()
        .filter(result -> trace.equals(result.getParams().getParam("trace")))
        .forEach(result -> System.out.printf(Locale.ROOT, "ddr4-2400, %s reads, on one core: %.2f M requests/s%n", trace,
            1e-6 / result.getPrimaryResult().getStatistics().getMin()));
  }

  private Set<String> networks() {
    return results.stream()
        .map(result -> result.getParams().getParam("network"))
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void print(String network, String benchmark, double peak) {
    double seconds = best(benchmark, network);
    long cycles = count(benchmark, network, "cycles");
    long macs = count(benchmark, network, "macs");
    System.out.printf(Locale.ROOT, "%-9s %-11s %9.4f s  %d cycles  %.2f M cycles/s", network, benchmark, seconds, cycles, cycles / seconds / 1e6);
    if (benchmark.equals("exact")) {
      System.out.printf(Locale.ROOT, "  %.2f G multiply-accumulates/s, %.0f %% of the row kernel", macs / seconds / 1e9, 100 * macs / seconds / peak);
    }
    System.out.println();
  }

  private RunResult result(String benchmark, String network) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
        .filter(result -> network.isEmpty() || network.equals(result.getParams().getParam("network")))
        .findFirst().orElseThrow();
  }

  private double best(String benchmark, String network) {
    return result(benchmark, network).getPrimaryResult().getStatistics().getMin();
  }

  /** An event counter of one iteration; JMH would add up those of all. */
  private long count(String benchmark, String network, String name) {
    IterationResult first = result(benchmark, network).getAggregatedResult().getIterationResults().iterator().next();
    return Math.round(first.getSecondaryResults().get(name).getScore());
  }
}
