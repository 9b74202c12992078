package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.Json;
import org.lexicore.cli.terminal.Tool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lexicore doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Shows which tools are there, and what the missing ones are needed for.",
    footer = {"", "Example:", "  lexicore doctor", "", "Exit status 3 if a tool that verify needs is missing."})
public final class Doctor implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** What was found of one tool. */
  private record Finding(String tool, boolean found, String version, String purpose, String install) {}

  @Override
  public Integer call() {
    var findings = Tool.ALL.stream().map(Doctor::look).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.text(findings));
    } else {
      out.printf("%-13s ok       %s, %s%n", "java", System.getProperty("java.version"), System.getProperty("java.home"));
      for (Finding finding : findings) {
        String state = finding.found ? "ok       " + finding.version : "MISSING  apt-get install " + finding.install;
        out.printf("%-13s %s  (%s)%n", finding.tool, state, finding.purpose);
      }
    }
    boolean verifies = findings.stream().filter(f -> f.purpose.startsWith("verify")).allMatch(Finding::found);
    return verifies ? ExitStatus.DONE : ExitStatus.TOOL_MISSING;
  }

  private static Finding look(Tool tool) {
    Optional<String> version = tool.find().map(path -> tool.version());
    return new Finding(tool.name(), version.isPresent(), version.orElse(""), tool.purpose(), tool.debianPackage());
  }
}
