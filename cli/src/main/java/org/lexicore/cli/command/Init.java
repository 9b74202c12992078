package org.lexicore.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lexicore.cli.accelerator.AcceleratorTemplate;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.model.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lexicore init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Writes a commented accelerator.yaml to start from.",
    footer = {"", "Example:", "  lexicore init -o accelerator.yaml"})
public final class Init implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = {"-o", "--output"}, paramLabel = "FILE", defaultValue = "accelerator.yaml",
      description = "The file to write (default: ${DEFAULT-VALUE}); never one that is there.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    if (Files.exists(output)) {
      throw new InputException(output + ": is there already; name another file with -o, or remove it");
    }
    OutputFolder.writeFile(output, place -> Files.writeString(place, AcceleratorTemplate.yaml(Map.of())));
    spec.commandLine().getOut().println("wrote " + output);
    return ExitStatus.DONE;
  }
}
