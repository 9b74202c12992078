package org.lexicore.rtl.synthesis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lexicore.model.accelerator.Accelerator;

/**
 * Maps an accelerator to 0.18 µm cells with Yosys, module by module: each distinct one once, however often it stands in the design.
 *
 * <p>Borders of modules are kept, so nothing is optimised across them; the mapping is for speed ({@code map.abc}), but for a ROM as
 * logic, which has a cycle of its own and is mapped for area. RAMs, and ROMs whose content is a memory image, are macros and count nothing.
 */
public final class AsicSynthesis {
  private static final String RAM = "lexicore_ram";
  private static final String FLIP_FLOP = "DFFPOSX1";

  private final Osu018 osu018;
  private final Optional<Path> mapped;

  /**
   * A synthesis with {@code library}.
   *
   * @param mapped folder of modules that were mapped before, which then take no time again
   */
  public AsicSynthesis(Osu018 osu018, Optional<Path> mapped) {
    this.osu018 = osu018;
    this.mapped = mapped;
  }

  /**
   * Maps {@code accelerator}, and leaves the Verilog, the log and what Yosys counted in {@code folder}.
   *
   * @return its modules, the largest first
   */
  public List<ModuleArea> run(Accelerator accelerator, byte[] rom, Path folder) {
    Path rtl = SynthesisSources.write(accelerator, rom, folder);
    Yosys.run(folder, "modules", elaboration() + "tee -q -o modules.txt stat\n");
    Set<String> modules = CellCounts.parse(Yosys.read(folder.resolve("modules.txt"))).modules().keySet().stream()
        .filter(module -> !Elaboration.FLATTENED.contains(CellCounts.plainName(module)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
    Map<String, Map<String, Integer>> cells = new LinkedHashMap<>(known(modules, rtl));
    if (!cells.keySet().containsAll(modules)) {
      Yosys.run(folder, "map", mapping(cells) + "tee -q -o cells.txt stat\n");
      CellCounts.parse(Yosys.read(folder.resolve("cells.txt"))).modules().forEach((module, fresh) -> {
        cells.put(module, fresh);
        mapped.ifPresent(place -> store(place, rtl).put(module, fresh));
      });
    }
    return areas(new CellCounts(cells));
  }

  /** As {@link #run}, with the longest paths by module; maps every module anew. */
  public AsicResult runWithTiming(Accelerator accelerator, byte[] rom, Path folder) {
    Path rtl = SynthesisSources.write(accelerator, rom, folder);
    Yosys.run(folder, "map", mapping(Map.of()) + "tee -q -o cells.txt stat\n" + NETLIST);
    List<ModuleArea> areas = areas(CellCounts.parse(Yosys.read(folder.resolve("cells.txt"))));
    return new AsicResult(areas, StaticTiming.measure(osu018, rtl, folder));
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

  /** Cells of those of {@code modules} that were mapped before, with everything in them: what stands in a black box is lost. */
  private Map<String, Map<String, Integer>> known(Set<String> modules, Path rtl) {
    Map<String, Map<String, Integer>> known = new LinkedHashMap<>();
    mapped.map(place -> store(place, rtl)).ifPresent(before -> {
      for (String module : modules) {
        before.find(module).ifPresent(cells -> known.put(module, cells));
      }
    });
    while (known.values().removeIf(cells -> cells.keySet().stream().anyMatch(cell -> modules.contains(cell) && !known.containsKey(cell)))) {
      // A module that is no longer known makes those around it unknown.
    }
    return known;
  }

  private MappedModules store(Path place, Path rtl) {
    StringBuilder common = new StringBuilder(mapping(Map.of())).append(SynthesisSources.resource("map.abc"))
        .append(SynthesisSources.resource("map.constr"));
    Elaboration.FLATTENED.forEach(module -> common.append(Yosys.read(rtl.resolve(module + ".v")).lines().skip(1).toList()));
    return new MappedModules(place, rtl, common.toString());
  }

  private String elaboration() {
    return "read_liberty -lib " + osu018.liberty() + "\n" + Elaboration.SCRIPT;
  }

  private String mapping(Map<String, Map<String, Integer>> known) {
    StringBuilder script = new StringBuilder(elaboration());
    known.keySet().forEach(module -> script.append("blackbox ").append(module).append('\n'));
    script.append(toCells(osu018));
    script.append(
        """
        abc -liberty %1$s -constr map.constr -script map.abc * *lexicore_rom* %%d
        abc -liberty %1$s -constr map.constr *lexicore_rom*
        opt_clean -purge
        """.formatted(osu018.liberty()));
    return script.toString();
  }

  /** Maps everything for area, with buffers where a net has many loads, such as a table's address: {@code map.constr}. */
  static String forArea(Osu018 osu018) {
    return toCells(osu018) + "abc -liberty " + osu018.liberty() + " -constr map.constr\nopt_clean -purge\n";
  }

  /** Everything up to the mapping of the logic between the flip-flops. */
  private static String toCells(Osu018 osu018) {
    return """
        proc
        flatten
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
