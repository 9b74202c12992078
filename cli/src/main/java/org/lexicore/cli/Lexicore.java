package org.lexicore.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.lexicore.cli.command.Area;
import org.lexicore.cli.command.Bench;
import org.lexicore.cli.command.CalibrateArea;
import org.lexicore.cli.command.Campaign;
import org.lexicore.cli.command.Check;
import org.lexicore.cli.command.Compare;
import org.lexicore.cli.command.Compress;
import org.lexicore.cli.command.Decompress;
import org.lexicore.cli.command.Demo;
import org.lexicore.cli.command.Doctor;
import org.lexicore.cli.command.DrawTopology;
import org.lexicore.cli.command.Evaluate;
import org.lexicore.cli.command.Generate;
import org.lexicore.cli.command.Init;
import org.lexicore.cli.command.Inspect;
import org.lexicore.cli.command.MakeCodebook;
import org.lexicore.cli.command.Report;
import org.lexicore.cli.command.RunDramTrace;
import org.lexicore.cli.command.Simulate;
import org.lexicore.cli.command.Study;
import org.lexicore.cli.command.Verify;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.Failures;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: every command, and how failures become messages and exit statuses. */
@Command(
    name = "lexicore",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Runs networks whose weights are codewords on an accelerator that is simulated and written as Verilog.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "1:a divergence or a regression", "2:bad input", "3:a tool is missing", "70:a mistake in Lexicore itself"},
    footer = {"", "Start with `lexicore demo -o out/demo`; `lexicore COMMAND --help` shows an example of each."},
    subcommands = {
      DrawTopology.class,
      MakeCodebook.class,
      Compress.class,
      Decompress.class,
      Inspect.class,
      Check.class,
      Evaluate.class,
      Simulate.class,
      Generate.class,
      Verify.class,
      RunDramTrace.class,
      Campaign.class,
      Area.class,
      Report.class,
      Study.class,
      Compare.class,
      Demo.class,
      Bench.class,
      CalibrateArea.class,
      Doctor.class,
      Init.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Lexicore implements Callable<Integer> {
  private static final int HELP_WIDTH = 110;

  @Spec private CommandSpec spec;

  private Lexicore() {}

  /** Without a command: lists them. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitStatus.BAD_INPUT;
  }

  /** Runs one command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(run(writer(System.out), writer(System.err), arguments));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Runs one command, writing to {@code out} and {@code err}, and returns its exit status. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commandLine = new CommandLine(new Lexicore())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(HELP_WIDTH)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution);
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError e) {
      return Failures.memory(err);
    }
  }
}
