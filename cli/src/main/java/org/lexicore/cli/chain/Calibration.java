package org.lexicore.cli.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lexicore.cli.accelerator.AcceleratorValues;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.cli.terminal.Tool;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.RecordJson;
import org.lexicore.reports.area.LogicModel;
import org.lexicore.reports.area.SynthesisData;
import org.lexicore.reports.area.SynthesisedAccelerator;
import org.lexicore.reports.area.SynthesisedRom;
import org.lexicore.rtl.synthesis.AsicResult;
import org.lexicore.rtl.synthesis.AsicSynthesis;
import org.lexicore.rtl.synthesis.Osu018;
import org.lexicore.rtl.synthesis.RomSynthesis;

/**
 * The accelerators and codebooks that the models of area are calibrated and judged with.
 *
 * @param accelerators to be synthesised
 * @param roms codebooks to be synthesised as logic
 */
public record Calibration(List<Candidate> accelerators, List<Rom> roms) {
  private static final Set<String> ROLES = Set.of("fit", "held-out");

  /** The seed of the accelerators' ROMs. */
  private static final long SEED = 1;

  /** An accelerator, and whether it only judges. */
  public record Candidate(boolean heldOut, Accelerator accelerator) {}

  /** A codebook with seeded codewords, one port. */
  public record Rom(boolean heldOut, Accelerator accelerator, long seed) {}

  /**
   * Reads lines {@code fit NAME FIELD=VALUE...}, {@code held-out NAME FIELD=VALUE...} and
   * {@code rom fit|held-out WORDS BYTES SEED}; # begins a comment.
   *
   * @param base what the fields change
   * @throws InputException with every line that is none of these
   */
  public static Calibration read(Path file, Accelerator base) throws IOException {
    Problems problems = new Problems();
    List<Candidate> accelerators = new ArrayList<>();
    List<Rom> roms = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).replaceFirst("#.*", "").strip().split("\\s+");
      String place = file + ":" + (i + 1);
      if (words.length >= 2 && ROLES.contains(words[0])) {
        List<String> settings = new ArrayList<>(Arrays.asList(words).subList(2, words.length));
        settings.add("name=" + words[1]);
        accelerators.add(new Candidate(words[0].equals("held-out"), AcceleratorValues.with(base, settings)));
      } else if (words.length == 5 && words[0].equals("rom") && ROLES.contains(words[1]) && numbers(words)) {
        roms.add(new Rom(words[1].equals("held-out"), AcceleratorValues.with(base, List.of(
            "codebook.place=rom", "codebook.ports=1", "codebook.books=1", "array.rows=32", "codebook.entries=" + words[2],
            "codebook.dimension=" + words[3])), Long.parseLong(words[4])));
      } else if (!words[0].isEmpty()) {
        problems.add("%s: write `fit NAME FIELD=VALUE...`, `held-out NAME FIELD=VALUE...` or `rom fit|held-out WORDS BYTES SEED`", place);
      }
    }
    problems.throwIfAny();
    return new Calibration(accelerators, roms);
  }

  private static boolean numbers(String[] words) {
    return Arrays.stream(words).skip(2).allMatch(word -> word.matches("\\d{1,9}"));
  }

  /** Synthesises all of them; what was synthesised once stays in {@code folder}. */
  public SynthesisData run(Path folder) throws Exception {
    Tool.require(List.of(Tool.YOSYS, Tool.STA));
    SynthesiseArea.requireCells();
    Osu018 library = Osu018.read();
    List<SynthesisedAccelerator> synthesised = new ArrayList<>();
    List<SynthesisedRom> tables = new ArrayList<>();
    try (Progress progress = Progress.of("calibration", accelerators.size() + roms.size())) {
      for (Candidate candidate : accelerators) {
        synthesised.add(synthesise(candidate, library, folder));
        progress.step();
      }
      for (Rom rom : roms) {
        tables.add(synthesise(rom, library, folder));
        progress.step();
      }
    }
    String made = "lexicore calibrate-area; " + Tool.YOSYS.version() + ", OpenSTA " + Tool.STA.version()
        + "; OSU 0.18 um standard cells (qflow-tech-osu018), areas as its LEF has them";
    return new SynthesisData(made, synthesised, tables);
  }

  private static SynthesisedAccelerator synthesise(Candidate candidate, Osu018 library, Path folder) throws Exception {
    Accelerator accelerator = candidate.accelerator();
    Path work = Files.createDirectories(folder.resolve("work").resolve(accelerator.name()));
    byte[] rom = RomContent.of(accelerator, SEED);
    AsicSynthesis synthesis = new AsicSynthesis(library, folder.resolve("modules"));
    Path known = work.resolve("result-%08x.json".formatted(synthesis.fingerprint(accelerator, rom, work)));
    if (!Files.exists(known)) {
      OutputFolder.writeFile(known, place -> Files.writeString(place, RecordJson.text(of(candidate, synthesis.run(accelerator, rom, work)))));
    }
    return RecordJson.MAPPER.readValue(known.toFile(), SynthesisedAccelerator.class);
  }

  private static SynthesisedAccelerator of(Candidate candidate, AsicResult result) {
    SortedMap<String, Double> modules = new TreeMap<>();
    result.modules().forEach(module -> modules.put(module.module(), module.um2()));
    // Codebooks have judges of their own.
    modules.remove(LogicModel.ROM);
    SortedMap<String, Double> longestNs = new TreeMap<>();
    result.timing().longest().forEach(path -> longestNs.put(path.module(), path.ns()));
    return new SynthesisedAccelerator(candidate.heldOut(), candidate.accelerator(), modules, longestNs);
  }

  private static SynthesisedRom synthesise(Rom rom, Osu018 library, Path folder) throws IOException {
    Accelerator accelerator = rom.accelerator();
    var store = accelerator.codebook();
    String name = "rom-" + store.entries() + "x" + store.dimension() + "-" + rom.seed();
    Path work = Files.createDirectories(folder.resolve("work").resolve(name));
    RomSynthesis synthesis = new RomSynthesis(library, work);
    Path known = work.resolve("um2-%08x.txt".formatted(synthesis.mapping().hashCode()));
    if (!Files.exists(known)) {
      double um2 = synthesis.run(accelerator, RomContent.of(accelerator, rom.seed())).um2();
      Files.writeString(known, String.valueOf(um2));
    }
    return new SynthesisedRom(
        rom.heldOut(), store.entries(), 8 * accelerator.codewordBytes(), Double.parseDouble(Files.readString(known)));
  }
}
