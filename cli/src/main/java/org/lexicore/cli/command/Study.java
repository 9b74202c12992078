package org.lexicore.cli.command;

import java.util.concurrent.Callable;
import org.lexicore.cli.study.StudyCodebooks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lexicore study}: questions that take many simulations. */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    description = "Answers a question by many simulations, in one table and one page.",
    synopsisSubcommandLabel = "QUESTION",
    subcommands = StudyCodebooks.class,
    footer = {"", "Example:", "  lexicore study codebooks --help"})
public final class Study implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "study: names no question; choose one of: codebooks");
  }
}
