package org.lexicore.cli.option;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lexicore.cli.accelerator.AcceleratorYaml;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.area.ClockEstimate;
import org.lexicore.reports.area.ClockModel;
import picocli.CommandLine.Option;

/** Which accelerator, as every command that needs one asks for it. */
public final class AcceleratorOptions {
  @Option(names = {"-a", "--accelerator"}, required = true, paramLabel = "FILE", description = "The accelerator.yaml.")
  private Path file;

  @Option(names = "--set", paramLabel = "FIELD=VALUE", description = "Overrides a field, e.g. --set array.rows=16; any number of times.")
  private List<String> settings = new ArrayList<>();

  /** The accelerator with its overrides. */
  public Accelerator read() {
    return AcceleratorYaml.read(file, settings);
  }

  /** As {@link #read()}, with a note on {@code err} if cells may not reach its clock. */
  public Accelerator read(PrintWriter err) {
    Accelerator read = read();
    noteClock(read, err);
    return read;
  }

  /** Says on {@code err} if cells may not reach the clock of {@code accelerator}. */
  public static void noteClock(Accelerator accelerator, PrintWriter err) {
    ClockEstimate clock = ClockModel.calibrated().of(accelerator);
    if (clock.flagged()) {
      err.println("note: " + clock.words() + "; `lexicore area` says where that is from");
    }
  }

  /** Every file that says what the accelerator is: that of its ROM's codewords, too. */
  public List<Path> files() {
    return files(file, read());
  }

  /** {@code file} and what {@code accelerator}, which it describes, names. */
  public static List<Path> files(Path file, Accelerator accelerator) {
    return Stream.concat(Stream.of(file), accelerator.codebook().content().map(Path::of).stream()).toList();
  }
}
