package org.lexicore.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.lexicore.cli.option.SameNetworkOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.model.InputException;
import org.lexicore.reports.HtmlReport;
import org.lexicore.reports.ResultFiles;
import org.lexicore.reports.RunResult;
import org.lexicore.reports.TimelineFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Sets results side by side on one page of tables and charts that needs no other file.",
    footer = {"", "Example:", "  lexicore report out/sram out/rom -o report.html"})
public final class Report implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders that simulate, verify or demo wrote.")
  private List<Path> folders;

  @Option(names = "--title", defaultValue = "Lexicore report", description = "Title of the page.")
  private String title;

  @Mixin private SameNetworkOptions same;

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE", description = "The page to write.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    Set<Path> given = new HashSet<>();
    folders.stream().filter(folder -> !given.add(folder.toAbsolutePath().normalize())).findFirst().ifPresent(twice -> {
      throw new InputException(twice + ": is given twice; name each folder once");
    });
    List<RunResult> results = same.read(folders.stream().map(ResultFiles::read).toList(), spec.commandLine().getErr());
    List<HtmlReport.Run> runs = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      runs.add(new HtmlReport.Run(label(folders.get(i)), results.get(i), TimelineFile.read(folders.get(i))));
    }
    OutputFolder.writeFile(output, place -> Files.writeString(place, HtmlReport.page(title, runs)));
    spec.commandLine().getOut().println("wrote " + output);
    return ExitStatus.DONE;
  }

  /** The folder's name; the path as it was given, where two have one name. */
  private String label(Path folder) {
    String name = name(folder);
    return folders.stream().filter(other -> name(other).equals(name)).count() > 1 ? folder.toString() : name;
  }

  private static String name(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? folder.toString() : last.toString();
  }
}
