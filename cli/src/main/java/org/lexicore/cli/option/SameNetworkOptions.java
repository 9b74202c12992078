package org.lexicore.cli.option;

import java.io.PrintWriter;
import java.util.List;
import org.lexicore.model.InputException;
import org.lexicore.reports.RunResult;
import picocli.CommandLine.Option;

/** What lets runs be compared whose networks have different names. */
public final class SameNetworkOptions {
  @Option(names = "--name", paramLabel = "NAME", description = "What to call the network of all runs: for one topology under several names.")
  private String name;

  @Option(names = "--force", description = "Take the networks of all runs as one, whatever their names and multiply-accumulates.")
  private boolean force;

  /**
   * {@code runs} under the name that was given; under that of the first where {@code --force} is.
   *
   * @param err where a note goes if they are not one network
   * @throws InputException if they have a name in common now, but not their multiply-accumulates
   */
  public List<RunResult> read(List<RunResult> runs, PrintWriter err) {
    RunResult first = runs.getFirst();
    if (name == null && !force) {
      return runs;
    }
    for (RunResult other : runs) {
      boolean differs = other.macs() != first.macs();
      String both = first.network() + " of " + first.macs() + " multiply-accumulates and " + other.network() + " of " + other.macs();
      if (differs && !force) {
        throw new InputException("--name " + name + ": " + both + " are not one network; --force takes them as one");
      }
      if (differs) {
        err.println("note: " + both + " are taken as one network");
      }
    }
    return runs.stream().map(run -> run.named(name == null ? first.network() : name)).toList();
  }

  /** Whether different numbers of multiply-accumulates are no hindrance. */
  public boolean force() {
    return force;
  }
}
