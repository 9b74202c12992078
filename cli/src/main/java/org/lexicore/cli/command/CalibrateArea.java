package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.Calibration;
import org.lexicore.cli.option.AcceleratorOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.reports.area.LogicModel;
import org.lexicore.reports.area.ModelError;
import org.lexicore.reports.area.SynthesisData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore calibrate-area}, which {@code scripts/calibrate-area} runs. */
@Command(
    name = "calibrate-area",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Synthesises the accelerators and codebooks that a file lists, and writes what `lexicore area` calibrates its model with.",
      "What was synthesised before is taken from --known, so that work which was broken off goes on."
    },
    footer = {
      "", "Example:", "  lexicore calibrate-area calibration.txt -a examples/accelerators/edge-8.yaml --known out/calibration -o synthesis.json"
    })
public final class CalibrateArea implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AcceleratorOptions base;

  @Parameters(paramLabel = "FILE",
      description = "Lines `fit NAME FIELD=VALUE...`, `held-out NAME FIELD=VALUE...` and `rom fit|held-out WORDS BYTES SEED`.")
  private Path file;

  @Option(names = "--known", required = true, paramLabel = "DIR", description = "Where results are kept.")
  private Path known;

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE", description = "The file to write.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Calibration calibration = Calibration.read(file, base.read());
    SynthesisData data = calibration.run(OutputFolder.keep(known));
    OutputFolder.writeFile(output, place -> Files.writeString(place, data.json()));
    LogicModel model = LogicModel.fit(data);
    model.coefficients().forEach((module, terms) -> out.println(module + " " + terms + ", held out: " + text(model.heldOutError(module))));
    model.heldOutErrors().forEach((name, error) -> out.printf(Locale.ROOT, "%s %+.2f %%%n", name, 100 * error));
    out.println("whole logic, held out: " + text(model.heldOutError()));
    return ExitStatus.DONE;
  }

  private static String text(ModelError error) {
    return String.format(Locale.ROOT, "mean %.2f %%, max %.2f %%, of %d", 100 * error.mean(), 100 * error.max(), error.samples());
  }
}
