package org.lexicore.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
import org.lexicore.cli.terminal.PlainLines;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
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
    footer = {"", "Start with `lexicore demo -o out/demo`; `lexicore COMMAND --help` shows an example of each."})
public final class Lexicore implements Callable<Integer> {
  private static final int HELP_WIDTH = 110;

  /** Every command, in the order of the help. */
  static final List<String> COMMANDS = List.of(
      "topology", "codebook", "compress", "decompress", "inspect", "check", "evaluate", "simulate", "generate", "verify", "dram-trace",
      "campaign", "area", "report", "study", "compare", "demo", "bench", "calibrate-area", "doctor", "init");

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
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      System.out.println(Version.line()); // without loading what reads a command line
      return;
    }
    System.exit(run(writer(System.out), writer(System.err), arguments));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Runs one command, writing to {@code out} and {@code err}, and returns its exit status. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commandLine = commandLine(arguments)
        .setOut(out)
        .setErr(new PlainLines(err))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(HELP_WIDTH)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution);
    int status;
    try {
      status = commandLine.execute(arguments);
    } catch (OutOfMemoryError e) {
      status = Failures.memory(err);
    }
    if (status == ExitStatus.DONE && !asksForHelp(commandLine.getParseResult())) {
      ClassArchive.markWhole();
    }
    return status;
  }

  /**
   * The command that {@code arguments} begin with, by itself: to read the options of all of them takes longer than many
   * commands run.
   */
  private static CommandLine commandLine(String... arguments) {
    CommandLine commandLine = new CommandLine(new Lexicore());
    if (arguments.length > 0 && COMMANDS.contains(arguments[0])) {
      return commandLine.addSubcommand(command(arguments[0]));
    }
    COMMANDS.forEach(name -> commandLine.addSubcommand(command(name)));
    return commandLine.addSubcommand(AutoComplete.GenerateCompletion.class).addSubcommand(CommandLine.HelpCommand.class);
  }

  private static Class<?> command(String name) {
    return switch (name) {
      case "topology" -> DrawTopology.class;
      case "codebook" -> MakeCodebook.class;
      case "compress" -> Compress.class;
      case "decompress" -> Decompress.class;
      case "inspect" -> Inspect.class;
      case "check" -> Check.class;
      case "evaluate" -> Evaluate.class;
      case "simulate" -> Simulate.class;
      case "generate" -> Generate.class;
      case "verify" -> Verify.class;
      case "dram-trace" -> RunDramTrace.class;
      case "campaign" -> Campaign.class;
      case "area" -> Area.class;
      case "report" -> Report.class;
      case "study" -> Study.class;
      case "compare" -> Compare.class;
      case "demo" -> Demo.class;
      case "bench" -> Bench.class;
      case "calibrate-area" -> CalibrateArea.class;
      case "doctor" -> Doctor.class;
      case "init" -> Init.class;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static boolean asksForHelp(ParseResult parsed) {
    return parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()
        || parsed.hasSubcommand() && asksForHelp(parsed.subcommand());
  }
}
