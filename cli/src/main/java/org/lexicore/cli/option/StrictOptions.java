package org.lexicore.cli.option;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.chain.LayerLabels;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.map.MappingReport;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.compiler.note.ExpandedCodes.Effect;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.compiler.note.Notice;
import org.lexicore.model.InputException;
import picocli.CommandLine.Option;

/** Whether a network may run otherwise than its file says, codes as int8 weights above all, and how that is told. */
public final class StrictOptions {
  @Option(names = "--strict",
      description = "Refuse, with exit status 2, what is otherwise noted: that codes of the network become int8 weights, or that the file's own rounding of"
          + " activations is left out.")
  private boolean strict;

  /**
   * Tells on {@code err} which of the file's codes nothing can run as codes.
   *
   * @param effect what becomes of them
   * @throws InputException instead, if that is not wanted, or for a notice that the network runs otherwise than its
   *     file says
   */
  public void tell(CompressedNetwork network, Effect effect, PrintWriter err) {
    List<String> expanded = ExpandedCodes.lines(network.expanded(), effect, LayerLabels::ofWeight);
    List<String> refused = new ArrayList<>(expanded);
    network.notices().stream().filter(Notice::departs).forEach(notice -> refused.add(notice.line()));
    tell(network.graph().name(), err, strict ? refused : expanded);
  }

  /**
   * Tells on {@code err} which codes of the network {@code name}, coded here, no accelerator runs as codes.
   *
   * @throws InputException instead, if that is not wanted
   */
  public void tell(String name, List<ExpandedCodes> coded, PrintWriter err) {
    tell(name, err, ExpandedCodes.lines(coded, Effect.WILL_RUN, LayerLabels::ofWeight));
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
    tell(place, err, ExpandedCodes.lines(report.expanded(), Effect.RUN, labels));
  }

  private void tell(String place, PrintWriter err, List<String> lines) {
    if (strict && !lines.isEmpty()) {
      throw new InputException(lines.stream().map(line -> "--strict: " + place + ": " + line).toList());
    }
    lines.forEach(line -> err.println("note: " + place + ": " + line));
  }
}
