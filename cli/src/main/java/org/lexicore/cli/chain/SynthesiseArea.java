package org.lexicore.cli.chain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.cli.terminal.Tool;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.rtl.synthesis.AsicResult;
import org.lexicore.rtl.synthesis.AsicSynthesis;
import org.lexicore.rtl.synthesis.FpgaFamily;
import org.lexicore.rtl.synthesis.FpgaSynthesis;
import org.lexicore.rtl.synthesis.FpgaUse;
import org.lexicore.rtl.synthesis.Osu018;
import org.lexicore.rtl.synthesis.PlacedArray;
import org.lexicore.rtl.synthesis.RomArea;
import org.lexicore.rtl.synthesis.RomSynthesis;
import org.lexicore.testbenches.ToolMissingException;

/** The Verilog of an accelerator through Yosys and OpenSTA: standard cells with their longest paths, and FPGAs. */
public final class SynthesiseArea {
  private SynthesiseArea() {}

  /** A target of synthesis. */
  public enum Flow {
    /** Standard cells, and their longest paths. */
    ASIC(Optional.empty()),
    /** The codebook's ROM alone, as logic. */
    ROM(Optional.empty()),
    ICE40(Optional.of(FpgaFamily.ICE40)),
    ECP5(Optional.of(FpgaFamily.ECP5)),
    XILINX(Optional.of(FpgaFamily.XILINX)),
    /** A small array on an iCE40, wires included. */
    PLACED(Optional.empty());

    private final Optional<FpgaFamily> family;

    Flow(Optional<FpgaFamily> family) {
      this.family = family;
    }
  }

  /** What synthesis found of what was asked for; {@code fpgas} by family. */
  public record Found(Optional<AsicResult> asic, Optional<RomArea> rom, Map<String, List<FpgaUse>> fpgas, Optional<PlacedArray> placed) {}

  /**
   * Runs {@code flows}, each in a folder of its own in {@code folder}.
   *
   * @throws ToolMissingException if Yosys, OpenSTA or the cells are not there
   */
  public static Found run(Accelerator accelerator, byte[] rom, Set<Flow> flows, Path folder) throws Exception {
    requireTools(flows);
    Optional<AsicResult> asic = Optional.empty();
    Optional<RomArea> table = Optional.empty();
    Map<String, List<FpgaUse>> fpgas = new LinkedHashMap<>();
    Optional<PlacedArray> placed = Optional.empty();
    try (Progress progress = Progress.of("synthesis", flows.size())) {
      for (Flow flow : flows) {
        Path place = Files.createDirectories(folder.resolve(name(flow)));
        switch (flow) {
          case ASIC -> asic = Optional.of(new AsicSynthesis(Osu018.read(), place.resolve("modules")).run(accelerator, rom, place));
          case ROM -> table = accelerator.codebook().isFixed()
              ? Optional.of(new RomSynthesis(Osu018.read(), place).run(accelerator, rom))
              : Optional.empty();
          case ICE40, ECP5, XILINX -> fpgas.put(name(flow), FpgaSynthesis.run(accelerator, rom, flow.family.orElseThrow(), place));
          case PLACED -> placed = Optional.of(PlacedArray.run(accelerator, rom, place));
        }
        progress.step();
      }
    }
    return new Found(asic, table, fpgas, placed);
  }

  private static void requireTools(Set<Flow> flows) {
    List<Tool> tools = new ArrayList<>(List.of(Tool.YOSYS));
    if (flows.contains(Flow.ASIC)) {
      tools.add(Tool.STA);
    }
    if (flows.contains(Flow.PLACED)) {
      tools.add(Tool.NEXTPNR);
    }
    Tool.require(tools);
    if (flows.contains(Flow.ASIC) || flows.contains(Flow.ROM)) {
      requireCells();
    }
  }

  /** Makes sure of what mapping to standard cells needs. */
  static void requireCells() {
    Tool.require(List.of(Tool.YOSYS));
    if (!Files.exists(Osu018.LIBERTY)) {
      throw new ToolMissingException(List.of(Osu018.LIBERTY.toString()), List.of("qflow-tech-osu018"));
    }
  }

  private static String name(Flow flow) {
    return flow.name().toLowerCase(Locale.ROOT);
  }
}
