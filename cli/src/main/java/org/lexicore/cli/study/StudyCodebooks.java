package org.lexicore.cli.study;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lexicore.cli.accelerator.AcceleratorYaml;
import org.lexicore.cli.chain.InputHashes;
import org.lexicore.cli.chain.Results;
import org.lexicore.cli.option.AcceleratorOptions;
import org.lexicore.cli.option.RunOptions;
import org.lexicore.cli.option.StrictOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.StudyPage;
import org.lexicore.reports.study.BreakEven;
import org.lexicore.reports.study.Sharing;
import org.lexicore.reports.study.Study;
import org.lexicore.reports.study.StudyFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore study codebooks}. */
@Command(
    name = "codebooks",
    mixinStandardHelpOptions = true,
    description = {
      "Asks what a universal codebook in ROM saves: the same networks on the same array, with int8 weights, with a codebook for each layer from "
          + "DRAM, with one universal codebook in SRAM, and with it in ROM.",
      "Give several versions of each network, which are told apart by their codebooks: one with a universal codebook, the same for all networks; "
          + "as many with a codebook for each layer as there are, of which the one with the least traffic is taken (with --labels: of those that are "
          + "as accurate as the universal version); one in int8, else the codewords are taken as plain weights. Networks take turns on the chip."
    },
    footer = {
      "", "Examples:",
      "  lexicore study codebooks c/int8/resnet c/per-layer/resnet c/universal/resnet c/universal/vgg c/per-layer/vgg -a edge-8.yaml -o out/study",
      "  lexicore study codebooks out/r18-per-layer out/r18-universal -a examples/accelerators/big-32.yaml --batches 1,2,4,8 -o out/study"
    })
public final class StudyCodebooks implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "COMPRESSED", description = "Compressed networks, as folders or .zip.")
  private List<Path> places;

  @Option(names = {"-a", "--accelerator"}, required = true, paramLabel = "FILE",
      description = "The accelerator.yaml; its codebook's place and size are those of each variant.")
  private Path accelerator;

  @Option(names = "--set", paramLabel = "FIELD=VALUE", description = "Overrides a field, e.g. --set array.rows=16; any number of times.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--batches", split = ",", defaultValue = "1,2,4,8", paramLabel = "N", description = "Sizes of batches (default: ${DEFAULT-VALUE}).")
  private List<Integer> batches;

  @Option(names = "--inputs", paramLabel = "[NAME=]FILE", description = "Samples for the accuracy of every network, as evaluate takes them.")
  private List<String> inputs = new ArrayList<>();

  @Option(names = "--labels", paramLabel = "FILE", description = "The right answers, one integer a sample.")
  private Path labels;

  @Option(names = "--accuracy-margin", defaultValue = "0", paramLabel = "POINTS",
      description = "How many points of top-1 less than the universal version a version with a codebook for each layer may have (default: ${DEFAULT-VALUE}).")
  private double margin;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N",
      description = "Seed of the noise that calibrates a network without stored scales (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private StrictOptions strict;

  @Option(names = "--json", description = "Print study.json instead of tables.")
  private boolean json;

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR",
      description = "Where study.json, report.html, and a result.json for each variant and network go.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    if (inputs.isEmpty() != (labels == null)) {
      throw new InputException("--inputs and --labels: accuracy needs both; give both or none");
    }
    if (!(margin >= 0 && margin <= 100)) {
      throw new InputException("--accuracy-margin " + margin + ": is no difference of top-1; give 0 to 100 points");
    }
    if (margin != 0 && labels == null) {
      throw new InputException("--accuracy-margin " + margin + ": is of the accuracy that --inputs and --labels show; give them too");
    }
    if (batches.stream().anyMatch(samples -> samples < 1)) {
      throw new InputException("--batches " + batches + ": a batch has at least 1 sample");
    }
    List<Path> read = new ArrayList<>(places);
    read.add(accelerator);
    Study study = OutputFolder.write(output, read, this::study);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? StudyFiles.json(study) : StudyTable.of(study));
    if (!json) {
      out.printf("%nwrote %s; open %s%n", output, output.resolve("report.html"));
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private Study study(Path folder) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Versions versions = Versions.read(places, note -> err.println("note: " + note));
    InputHashes hashes = new InputHashes().addWords(inputs);
    Accelerator chosen = AcceleratorYaml.read(accelerator, settings);
    AcceleratorOptions.noteClock(chosen, err);
    for (Path file : AcceleratorOptions.files(accelerator, chosen)) {
      hashes.add(file);
    }
    for (Path place : places) {
      hashes.add(place);
    }
    if (labels != null) {
      hashes.add(labels);
    }
    Results.Origin origin = new Results.Origin(RunOptions.commandLine(spec), seed, hashes.all());
    StudyRun run = new StudyRun(versions, accelerator, settings, batches, labelled(), origin, strict, err);
    List<Study.Chip> chips = run.chips(folder);
    Optional<Sharing> sharing = Sharing.of(chips, run.rooms(chips));
    Study study = new Study(Study.SCHEMA, org.lexicore.cli.Version.text(), origin.command(), seed, origin.inputs(), run.name(),
        new Study.Array(chosen.array().rows(), chosen.array().columns(), chosen.technology().nodeNm(), chosen.clockMhz()), chips,
        BreakEven.of(chips, sharing), sharing);
    Files.writeString(folder.resolve(StudyFiles.STUDY), StudyFiles.json(study));
    Files.writeString(folder.resolve("report.html"), StudyPage.of(study));
    return study;
  }

  private Optional<StudyRun.Labelled> labelled() {
    return Optional.ofNullable(labels).map(file -> new StudyRun.Labelled(inputs, file, margin / 100));
  }
}
