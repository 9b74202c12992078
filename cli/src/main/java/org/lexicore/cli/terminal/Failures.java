package org.lexicore.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lexicore.model.InputException;
import org.lexicore.testbenches.BenchException;
import org.lexicore.testbenches.ToolMissingException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into {@code error:} lines and exit statuses; nobody but a developer is shown a stack trace. */
public final class Failures {
  private Failures() {}

  /** A word on the command line that makes no sense. */
  public static int usage(ParameterException failure, String[] arguments) {
    PrintWriter err = failure.getCommandLine().getErr();
    err.println("error: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    nearestValue(failure).ifPresent(err::println);
    err.println("`" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help` shows an example.");
    return ExitStatus.BAD_INPUT;
  }

  /** The value that a misspelt one of an option with few values most likely stands for. */
  private static Optional<String> nearestValue(ParameterException failure) {
    if (failure.getArgSpec() == null || failure.getArgSpec().completionCandidates() == null || failure.getValue() == null) {
      return Optional.empty();
    }
    List<String> known = new ArrayList<>();
    failure.getArgSpec().completionCandidates().forEach(known::add);
    return Nearest.among(failure.getValue(), known);
  }

  /** Whatever a command threw. */
  public static int execution(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    return switch (failure) {
      case InputException bad -> report(err, ExitStatus.BAD_INPUT, bad.problems().toArray(String[]::new));
      case ToolMissingException missing -> report(err, ExitStatus.TOOL_MISSING, missing.getMessage());
      case BenchException bench -> report(err, ExitStatus.BAD_INPUT, bench.getMessage());
      case FileSystemException file -> report(err, ExitStatus.BAD_INPUT, describe(file));
      case UncheckedIOException io when io.getCause() instanceof FileSystemException file ->
          report(err, ExitStatus.BAD_INPUT, describe(file));
      case IOException io -> report(err, ExitStatus.BAD_INPUT, reason(io));
      case UncheckedIOException io -> report(err, ExitStatus.BAD_INPUT, reason(io.getCause()));
      default -> internal(err, failure);
    };
  }

  /** A network that is larger than the heap. */
  public static int memory(PrintWriter err) {
    long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
    return report(err, ExitStatus.BAD_INPUT, "the network takes more than the " + mebibytes
        + " MiB that Java may use; let it have more, as in LEXICORE_JAVA_OPTIONS=-Xmx16g");
  }

  private static int report(PrintWriter err, int status, String... problems) {
    for (String problem : problems) {
      err.println("error: " + printable(problem));
    }
    return status;
  }

  /** No terminal commands, whatever names and words a damaged file holds. */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
  }

  private static String describe(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return failure.getFile() + ": is not there; check the path";
    }
    if (failure instanceof AccessDeniedException) {
      return failure.getFile() + ": access is denied; choose another place or change its permissions";
    }
    String reason = failure.getReason() == null ? "cannot be used" : failure.getReason();
    return failure.getFile() + ": " + reason + "; choose another place or free it";
  }

  private static String reason(IOException failure) {
    return "reading or writing failed: " + failure.getMessage() + "; see that there is space, and that nothing else changes the files";
  }

  private static int internal(PrintWriter err, Exception failure) {
    err.println("error: a mistake in Lexicore: " + failure
        + "; please report it with the command, and with what LEXICORE_DEBUG=1 prints");
    if (System.getenv("LEXICORE_DEBUG") != null) {
      failure.printStackTrace(err);
    }
    return ExitStatus.INTERNAL;
  }
}
