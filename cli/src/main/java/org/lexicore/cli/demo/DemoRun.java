package org.lexicore.cli.demo;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lexicore.cli.accelerator.AcceleratorYaml;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.chain.Hardware;
import org.lexicore.cli.chain.InputHashes;
import org.lexicore.cli.chain.Occasions;
import org.lexicore.cli.chain.Recordings;
import org.lexicore.cli.chain.Results;
import org.lexicore.cli.chain.SimulateNetwork;
import org.lexicore.cli.chain.Variant;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.compiler.execute.InputEncoder;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.result.Timeline;
import org.lexicore.reports.Accuracy;
import org.lexicore.reports.HtmlReport;
import org.lexicore.reports.ResultFiles;
import org.lexicore.reports.RunResult;
import org.lexicore.reports.TimelineFile;
import org.lexicore.simulator.trace.CycleWindow;
import org.lexicore.testbenches.Verification;

/** The whole chain for each variant: compress, quantise, map, simulate; then generate and run in lockstep. */
final class DemoRun {
  /** Long enough for several layers' tiles, short enough that single passes can be told apart. */
  private static final CycleWindow TIMELINE = new CycleWindow(0, 20_000);

  private final ExampleNetwork main;
  private final CompressedExamples compressed;
  private final Path accelerator;
  private final List<String> settings;
  private final String command;
  private final PrintWriter out;

  DemoRun(
      ExampleNetwork main, ExampleNetwork other, Path accelerator, List<String> settings, String command, PrintWriter out, PrintWriter err) {
    this.main = main;
    this.compressed = new CompressedExamples(main, other, err);
    this.accelerator = accelerator;
    this.settings = settings;
    this.command = command;
    this.out = out;
  }

  /** A variant that was simulated. */
  private record Simulated(Variant variant, Occasions occasions, Map<String, int[]> sample, RunResult result) {
    HtmlReport.Run run() {
      return new HtmlReport.Run(variant.name(), result);
    }

    Deployment deployment() {
      return occasions.inOrder().getFirst().deployment();
    }
  }

  /** Writes everything into {@code folder}; returns whether there was no divergence. */
  boolean write(Path folder) throws Exception {
    out.println("compressing " + main.network().graph().name() + " and measuring it on " + main.test().count() + " images");
    double floatTop1 = Progress.during("running the test images in float", () -> main.top1(Outputs.of(main.network().graph(), main.test())));
    Map<Variant.Scheme, CompressedExamples.Pair> pairs = compressed.all();
    List<Simulated> simulated = new ArrayList<>();
    for (Variant variant : Variant.ALL) {
      simulated.add(simulate(variant, pairs.get(variant.scheme()), floatTop1));
    }
    show("simulated; lockstep follows", floatTop1, simulated.stream().map(Simulated::run).toList());
    List<HtmlReport.Run> verified = new ArrayList<>();
    boolean equal = true;
    for (Simulated one : simulated) {
      Path place = Files.createDirectory(folder.resolve(one.variant.name()));
      Verification verification = verify(one, place);
      equal &= verification.equal() && verification.outputsEqual();
      RunResult result = Results.verified(one.result, verification);
      ResultFiles.write(result, place);
      Timeline timeline = Recordings.timeline(one.deployment(), TIMELINE);
      TimelineFile.write(timeline, place);
      verified.add(new HtmlReport.Run(one.variant.name(), result, Optional.of(timeline)));
    }
    Files.writeString(folder.resolve("report.html"), HtmlReport.page("Lexicore: " + main.network().graph().name(), verified));
    show("simulated, and compared with the Verilog in every cycle", floatTop1, verified);
    return equal;
  }

  private Simulated simulate(Variant variant, CompressedExamples.Pair pair, double floatTop1) throws Exception {
    Accelerator chosen = variant(variant);
    Deployment deployment = Deployment.of(pair.main(), chosen);
    Map<String, int[]> sample = new InputEncoder(pair.main().network()).encode(main.test(), 0);
    Occasions occasions = Occasions.of(deployment, List.of(sample), List.of(Deployment.of(pair.other(), chosen)));
    Accuracy accuracy = new Accuracy(main.test().count(), pair.top1(), floatTop1);
    RunResult result = Results.of(deployment, SimulateNetwork.run(occasions), Optional.of(pair.weights()), Optional.of(accuracy),
        new Results.Origin(command, CompressedExamples.SEED, hashes()));
    out.printf("%s: %d cycles%n", variant.name(), result.cycles());
    return new Simulated(variant, occasions, sample, result);
  }

  private Accelerator variant(Variant variant) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(variant.settings(CompressedExamples.ENTRIES, CompressedExamples.DIMENSION));
    return AcceleratorYaml.read(accelerator, all);
  }

  private SortedMap<String, String> hashes() throws Exception {
    SortedMap<String, String> all = new TreeMap<>(main.hashes());
    all.putAll(new InputHashes().add(accelerator.getFileName().toString(), accelerator).all());
    return all;
  }

  private Verification verify(Simulated one, Path place) {
    Hardware.write(one.deployment(), List.of(one.sample), place);
    Verification verification = Hardware.verify(one.occasions, place.resolve("rtl"), place.resolve("lockstep"));
    String outcome = verification.first().map(first -> "divergence: " + first).orElse("no divergence");
    out.printf("%s: %d cycles of Verilog compared, %s%n", one.variant.name(), verification.cyclesCompared(), outcome);
    return verification;
  }

  private void show(String what, double floatTop1, List<HtmlReport.Run> runs) {
    Accelerator a = runs.getFirst().result().configuration();
    out.printf("%n%s on a %d x %d array, %d test images, %s:%n%n", main.network().graph().name(), a.array().rows(), a.array().columns(),
        main.test().count(), what);
    out.println(DemoTable.of(floatTop1, runs));
  }
}
