package org.lexicore.cli;

import java.io.PrintWriter;
import org.lexicore.cli.command.Doctor;
import org.lexicore.cli.command.Init;
import org.lexicore.cli.terminal.Failures;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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
      Doctor.class,
      Init.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Lexicore {
  private Lexicore() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
  }

  /** Runs one command, writing to {@code out} and {@code err}, and returns its exit status. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new Lexicore())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution)
        .execute(arguments);
  }
}
