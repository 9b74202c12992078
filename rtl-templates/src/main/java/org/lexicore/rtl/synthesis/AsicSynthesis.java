package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lexicore.model.accelerator.Accelerator;

/**
 * Maps an accelerator to 0.18 µm cells with Yosys, module by module: each distinct one once, however often it stands in the design.
 *
 * <p>Borders of modules are kept, so nothing is optimised across them. RAMs, and ROMs whose content is a memory image, are macros and count
 * nothing.
 */
public final class AsicSynthesis {
  private static final String RAM = "lexicore_ram";
  private static final String FLIP_FLOP = "DFFPOSX1";

  private final Osu018 osu018;
  private final Path modules;

  /**
   * A synthesis with {@code library}.
   *
   * @param modules folder of mapped modules; those that are there take no time again
   */
  public AsicSynthesis(Osu018 library, Path modules) {
    this.osu018 = library;
    this.modules = modules;
  }

  /** Maps {@code accelerator} and measures its longest paths; Verilog, netlist, scripts and logs stay in {@code folder}. */
  public AsicResult run(Accelerator accelerator, byte[] rom, Path folder) {
    Path rtl = SynthesisSources.write(accelerator, rom, folder);
    ElaboratedModules elaborated = elaborate(folder);
    MappedModules mapped = new MappedModules(osu018, modules.toAbsolutePath());
    List<Path> parts = elaborated.longestFirst().parallelStream().map(module -> mapped.map(module, elaborated.alone(module))).toList();
    StringBuilder script = new StringBuilder("read_liberty -lib " + osu018.liberty() + "\n");
    // Relative, so that the folder can be moved.
    Path base = folder.toAbsolutePath();
    parts.forEach(part -> script.append("read_rtlil ").append(base.relativize(part)).append('\n'));
    Yosys.run(folder, "join", script + "hierarchy -check -top " + Elaboration.TOP + "\ntee -q -o cells.txt stat\n" + NETLIST);
    List<ModuleArea> areas = areas(CellCounts.parse(Yosys.read(folder.resolve("cells.txt"))));
    return new AsicResult(areas, StaticTiming.measure(osu018, rtl, folder));
  }

  /** A number of everything that decides about the result: Verilog, scripts, library and Yosys. Writes the Verilog into {@code folder}. */
  public int fingerprint(Accelerator accelerator, byte[] rom, Path folder) {
    Path rtl = SynthesisSources.write(accelerator, rom, folder);
    List<String> texts = new ArrayList<>(List.of(
        elaboration(), MappedModules.script(osu018, ""), MappedModules.script(osu018, ElaboratedModules.ROM), NETLIST, Yosys.version(),
        osu018.fingerprint(), SynthesisSources.resource("map.abc"), SynthesisSources.resource("map.constr"), StaticTiming.fingerprint(osu018)));
    try (Stream<Path> files = Files.list(rtl)) {
      files.sorted().forEach(file -> texts.add(Yosys.read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts.hashCode();
  }

  /** The Verilog that was written into {@code folder}. */
  ElaboratedModules elaborate(Path folder) {
    Yosys.run(folder, "elaborate", elaboration());
    return ElaboratedModules.parse(Yosys.read(folder.resolve("elaborated.il")));
  }

  private String elaboration() {
    return "read_liberty -lib " + osu018.liberty() + "\n" + Elaboration.SCRIPT
        + """
        proc
        flatten
        opt_clean
        setattr -unset src */*
        rename -enumerate -pattern %s%% *
        write_rtlil elaborated.il
        """.formatted(ElaboratedModules.PRIVATE);
  }

  /** Flip-flops keep names that say where they stand; all others get short ones. */
  private static final String NETLIST =
      """
      autoname t:DFFPOSX1
      rename -enumerate -pattern _%_ *
      setattr -mod -unset keep_hierarchy *
      flatten
      splitnets -ports
      opt_clean -purge
      write_verilog -noattr -noexpr -nohex netlist.v
      """;

  /** Maps everything for area, with buffers where a net has many loads, such as a table's address: {@code map.constr}. */
  static String forArea(Osu018 osu018) {
    return "proc\nflatten\n" + toCells(osu018) + "abc -liberty " + osu018.liberty() + " -constr map.constr\nopt_clean -purge\n";
  }

  /** Everything between processes and the mapping of the logic between the flip-flops. */
  static String toCells(Osu018 osu018) {
    return """
        opt_expr
        opt_clean
        opt -nodffe -nosdff
        wreduce
        peepopt
        opt_clean
        alumacc
        opt
        memory -nomap
        opt_clean
        opt -fast -full
        memory_map
        opt -full
        techmap
        opt
        dfflibmap -liberty %1$s
        opt -fast
        """.formatted(osu018.liberty());
  }

  private List<ModuleArea> areas(CellCounts counts) {
    Map<String, ModuleArea> areas = new TreeMap<>();
    counts.instances(Elaboration.TOP).forEach((module, instances) -> {
      Map<String, Integer> cells = counts.modules().get(module);
      String name = CellCounts.plainName(module);
      if (cells == null || macro(name, cells)) {
        return;
      }
      int flipFlops = instances * cells.getOrDefault(FLIP_FLOP, 0);
      areas.merge(name, new ModuleArea(name, instances, instances * osu018.area(cells), flipFlops), AsicSynthesis::sum);
    });
    List<ModuleArea> sorted = new ArrayList<>(areas.values());
    sorted.sort(Comparator.comparingDouble(ModuleArea::um2).reversed().thenComparing(ModuleArea::module));
    return sorted;
  }

  /** Whether {@code cells} are but the border of a memory. */
  private static boolean macro(String name, Map<String, Integer> cells) {
    boolean memory = name.equals(RAM) || name.equals("lexicore_rom");
    // A border's output toggles through one inverter a bit; a memory of flip-flops, or a table, has real logic.
    return memory && cells.keySet().stream().allMatch(cell -> cell.equals(FLIP_FLOP) || cell.startsWith("INV"));
  }

  private static ModuleArea sum(ModuleArea a, ModuleArea b) {
    return new ModuleArea(a.module(), a.instances() + b.instances(), a.um2() + b.um2(), a.flipFlops() + b.flipFlops());
  }
}
