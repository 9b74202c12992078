package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.RomContent;
import org.lexicore.cli.chain.SynthesiseArea;
import org.lexicore.cli.chain.SynthesiseArea.Flow;
import org.lexicore.cli.chain.SynthesiseArea.Found;
import org.lexicore.cli.option.AcceleratorOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.Json;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.model.Problems;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.area.AreaEstimate;
import org.lexicore.reports.area.AreaModel;
import org.lexicore.reports.area.AreaPart;
import org.lexicore.reports.area.ClockEstimate;
import org.lexicore.reports.area.ClockModel;
import org.lexicore.reports.area.CodebookForm;
import org.lexicore.reports.area.PortArrangement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lexicore area}. */
@Command(
    name = "area",
    mixinStandardHelpOptions = true,
    description = {
      "Estimates an accelerator's area by part, and its codebook's in every form, at its process node.",
      "In milliseconds from a model that synthesis calibrated; with --synthesise by Yosys and OpenSTA, module by module: minutes."
    },
    footer = {
      "", "Examples:",
      "  lexicore area -a examples/accelerators/edge-8.yaml",
      "  lexicore area -a examples/accelerators/edge-8.yaml --set technology.node_nm=65 --codebook mask-rom",
      "  lexicore area -a examples/accelerators/edge-8.yaml --synthesise --flow asic,ecp5 -o out/area"
    })
public final class Area implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AcceleratorOptions accelerator;

  @Option(names = "--codebook", paramLabel = "FORM", converter = FormConverter.class,
      description = "The form of the codebook: none, logic-rom, mask-rom, sram or flip-flops (default: as generated).")
  private CodebookForm form;

  @Option(names = "--synthesise", description = "Synthesise the Verilog, too.")
  private boolean synthesise;

  @Option(names = "--flow", split = ",", paramLabel = "FLOW",
      description = "What to synthesise for: asic, rom (the codebook alone), ice40, ecp5, xilinx or placed (a 4 x 4 array on an iCE40, "
          + "with wires), several with commas (default: all).")
  private Set<Flow> flows = EnumSet.noneOf(Flow.class);

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N",
      description = "Of a ROM's codewords where codebook.content names none (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = {"-o", "--output"}, paramLabel = "DIR",
      description = "Where netlist, scripts and logs of the synthesis go (default: nowhere).")
  private Path output;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** What is printed with {@code --json}; areas in µm². */
  private record Content(
      String accelerator, AreaEstimate estimate, ClockEstimate clock, Map<CodebookForm, AreaPart> codebooks, List<PortArrangement> ports,
      Optional<Found> synthesis) {}

  @Override
  public Integer call() throws Exception {
    Accelerator chosen = accelerator.read();
    check(chosen);
    AreaModel model = AreaModel.calibrated();
    AreaEstimate estimate = form == null ? model.of(chosen) : model.of(chosen, form);
    Optional<Found> found = synthesise ? Optional.of(synthesise(chosen)) : Optional.empty();
    ClockEstimate clock = found.flatMap(Found::asic).map(asic -> ClockModel.measured(chosen, asic.timing().longestNs()))
        .orElseGet(() -> ClockModel.calibrated().of(chosen));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.text(new Content(
          chosen.name(), estimate, clock, model.codebooks(chosen), model.ports(chosen, estimate.codebook()), found)));
    } else {
      out.print(AreaText.estimate(chosen, estimate));
      if (found.flatMap(Found::asic).isEmpty()) {
        out.print(AreaText.clock(clock));
      }
      if (chosen.codebook().isPresent()) {
        out.print(AreaText.codebooks(chosen, model, estimate.codebook()));
      }
      out.print(found.map(synthesis -> AreaText.synthesis(chosen, model, clock, synthesis)).orElse(""));
      out.flush();
    }
    return ExitStatus.DONE;
  }

  private void check(Accelerator chosen) {
    Problems problems = new Problems();
    problems.require(synthesise || flows.isEmpty(), "--flow: nothing is synthesised; give --synthesise too");
    problems.require(synthesise || output == null, "-o %s: only a synthesis has files to keep; give --synthesise too", output);
    problems.require(!flows.contains(Flow.ROM) || chosen.codebook().isFixed(),
        "--flow rom: the codebook's place is %s; give --set codebook.place=rom", chosen.codebook().word());
    problems.throwIfAny();
  }

  private Found synthesise(Accelerator chosen) throws Exception {
    Set<Flow> wanted = flows.isEmpty() ? EnumSet.allOf(Flow.class) : flows;
    if (chosen.codebook().isFixed() && chosen.codebook().content().isEmpty()) {
      spec.commandLine().getErr().println("note: no codebook.content: the ROM is filled with codewords from seed " + seed);
    }
    byte[] rom = RomContent.of(chosen, seed);
    if (output != null) {
      return OutputFolder.write(output, folder -> SynthesiseArea.run(chosen, rom, wanted, folder));
    }
    Path work = OutputFolder.work("lexicore-area");
    try {
      return SynthesiseArea.run(chosen, rom, wanted, work);
    } finally {
      OutputFolder.remove(work);
    }
  }
}
