package org.lexicore.cli.option;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.UnaryOperator;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.chain.LayerLabels;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.map.MappingReport;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.compiler.note.ExpandedCodes.Effect;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.model.InputException;
import picocli.CommandLine.Option;

/** Whether stored codes may become int8 weights, and how that is told. */
public final class StrictOptions {
  @Option(names = "--strict",
      description = "Refuse, with exit status 2, what is otherwise noted: that codes of the network become int8 weights.")
  private boolean strict;

  /**
   * Tells on {@code err} which of the file's codes nothing can run as codes.
   *
   * @param effect what becomes of them
   * @throws InputException instead, if that is not wanted
   */
  public void tell(CompressedNetwork network, Effect effect, PrintWriter err) {
    tell(network.graph().name(), ExpandedCodes.lines(network.expanded(), effect, LayerLabels::ofWeight), err);
  }

  /**
   * Tells on {@code err} what there is to know about how {@code deployment} runs.
   *
   * @param place which of several it is
   * @throws InputException if codes run as int8 weights, and that is not wanted
   */
  public void tell(String place, Deployment deployment, PrintWriter err) {
    MappingReport report = deployment.mapping().report();
    UnaryOperator<String> labels = deployment.labels()::of;
    LayerNote.lines(report.notes(), labels).forEach(line -> err.println("note: " + place + ": " + line));
    tell(place, ExpandedCodes.lines(report.expanded(), Effect.RUN, labels), err);
  }

  private void tell(String place, List<String> lines, PrintWriter err) {
    if (strict && !lines.isEmpty()) {
      throw new InputException(lines.stream().map(line -> "--strict: " + place + ": " + line).toList());
    }
    lines.forEach(line -> err.println("note: " + place + ": " + line));
  }
}
