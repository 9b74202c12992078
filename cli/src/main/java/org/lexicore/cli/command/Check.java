package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.chain.LayerLabels;
import org.lexicore.cli.option.AcceleratorOptions;
import org.lexicore.cli.option.NetworkOptions;
import org.lexicore.cli.option.RunOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.Json;
import org.lexicore.cli.terminal.TextTable;
import org.lexicore.compiler.map.HostReport;
import org.lexicore.compiler.map.LayerReport;
import org.lexicore.compiler.map.MappingReport;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.model.accelerator.Accelerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lexicore check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether a network fits an accelerator, how each layer would run on it, and what is left to the host.",
      "Exit status 2 if it does not fit."
    },
    footer = {"", "Example:", "  lexicore check compressed/resnet -a examples/accelerators/edge-8.yaml --set buffers.activations_kib=16"})
public final class Check implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NetworkOptions network;
  @Mixin private AcceleratorOptions accelerator;
  @Mixin private RunOptions run;

  @Option(names = "--explain", description = "Print for each layer what was chosen, and what the runners-up would cost.")
  private boolean explain;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Accelerator chosen = accelerator.read(spec.commandLine().getErr());
    Deployment deployment =
        run.deploy(network.open(chosen, run.seed()), chosen, spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.text(explain ? deployment.choices() : report(deployment)));
      return ExitStatus.DONE;
    }
    if (explain) {
      out.print(Explanation.of(deployment));
    }
    TextTable table = new TextTable("layer", "weights", "tile", "tiles", "passes", "stream bytes", "replays", "estimated cycles");
    Report report = report(deployment);
    report.layers().forEach(layer ->
        table.row(layer.layer(), layer.weights(), layer.tileRows() + "x" + layer.tileColumns(), layer.tiles(), layer.passes(),
            layer.streamBytes(), layer.replays(), layer.estimatedCycles()));
    out.print(table);
    if (!report.host().isEmpty()) {
      out.printf("the accelerator is started %d times, and the host works between:%n%s", report.runs(), host(report));
    }
    out.printf("%s fits %s: %d instructions, %d bytes of data, %d bytes of scratch in DRAM%n", deployment.network().name(),
        deployment.accelerator().name(), deployment.program().instructions().size(), deployment.program().data().length,
        deployment.program().scratchBytes());
    return ExitStatus.DONE;
  }

  /** A layer as {@link LayerReport} has it, under the name that results use. */
  private record Layer(
      String layer, String weights, int tileRows, int tileColumns, long tiles, long passes, long streamBytes, long streamLoads, long replays,
      long estimatedCycles) {}

  /** What the mapper did. */
  private record Report(List<Layer> layers, int runs, List<HostReport> host, List<LayerNote> notes, List<ExpandedCodes> expanded) {}

  private static Report report(Deployment deployment) {
    MappingReport report = deployment.mapping().report();
    LayerLabels labels = deployment.labels();
    List<Layer> layers = report.layers().stream().map(it -> new Layer(labels.of(it.layer()), it.weights(), it.tileRows(), it.tileColumns(),
        it.tiles(), it.passes(), it.streamBytes(), it.streamLoads(), it.replays(), it.estimatedCycles())).toList();
    List<LayerNote> notes = report.notes().stream().map(it -> new LayerNote(labels.of(it.layer()), it.text(), it.amounts())).toList();
    List<ExpandedCodes> expanded = report.expanded().stream().map(it -> new ExpandedCodes(labels.of(it.weight()), it.why(), it.remedy(),
        it.weights(), it.indexBits(), it.codebookBits())).toList();
    return new Report(layers, report.runs(), report.host(), notes, expanded);
  }

  private static TextTable host(Report report) {
    TextTable table = new TextTable("host step", "kind", "elements", "bytes read", "bytes written");
    report.host().forEach(step -> table.row(step.step(), step.kind(), step.elements(), step.bytesRead(), step.bytesWritten()));
    return table;
  }
}
