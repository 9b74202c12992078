package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;

/** Maps the codebook of an accelerator alone to 0.18 µm cells, as a table of logic, for area: its content decides. */
public final class RomSynthesis {
  private static final String ROM = "lexicore_rom";

  /** Bytes up to which a table is mapped whole: 4,096 codewords of 8. Yosys's time grows faster than the table. */
  private static final int LARGEST_WHOLE = 4096 * 8;

  private static final int SLICE_WORDS = 1024;
  private static final int SLICES = 8;

  /** MUX2X1, osu018_stdcells.lef. */
  private static final double MULTIPLEXER_UM2 = 48;

  private final Osu018 osu018;
  private final Path folder;

  /** With {@code library}; scripts and logs stay in {@code folder}. */
  public RomSynthesis(Osu018 osu018, Path folder) {
    this.osu018 = osu018;
    this.folder = folder;
  }

  /** One port's copy of {@code accelerator}'s codebook: whole, or estimated from slices where it is too large. */
  public RomArea run(Accelerator accelerator, byte[] content) {
    int words = accelerator.codebook().words();
    int bytes = accelerator.codewordBytes();
    byte[] rom = accelerator.codebook().fixedContent(content);
    return rom.length <= LARGEST_WHOLE
        ? new RomArea(words, bytes, whole(accelerator, words, rom, folder), List.of(), List.of())
        : slices(accelerator, rom, words, bytes);
  }

  /** Slices at even distances; every other one is held out. */
  private RomArea slices(Accelerator accelerator, byte[] rom, int words, int bytes) {
    // No two overlap, however few words there are.
    int sliceWords = Math.min(Math.min(SLICE_WORDS, LARGEST_WHOLE / bytes), words / SLICES);
    List<Double> sampled = new ArrayList<>();
    List<Double> heldOut = new ArrayList<>();
    for (int slice = 0; slice < SLICES; slice++) {
      int first = slice * (words / SLICES);
      byte[] part = Arrays.copyOfRange(rom, first * bytes, (first + sliceWords) * bytes);
      (slice % 2 == 0 ? sampled : heldOut).add(whole(accelerator, sliceWords, part, folder.resolve("slice-" + slice)));
    }
    int slices = words / sliceWords;
    double choice = MULTIPLEXER_UM2 * 8 * bytes * (slices - 1);
    double mean = sampled.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return new RomArea(words, bytes, slices * mean + choice, sampled, heldOut);
  }

  /** Yosys's commands between the table's Verilog and its cells: what is mapped by others is not comparable. */
  public String mapping() {
    return AsicSynthesis.forArea(osu018);
  }

  private double whole(Accelerator accelerator, int words, byte[] rom, Path place) {
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SynthesisSources.write(withWords(accelerator, words), rom, place);
    String script =
        """
        read_verilog -DSYNTHESIS rtl/lexicore_rom.v
        hierarchy -check -top lexicore_rom
        %stee -q -o cells.txt stat
        """.formatted(mapping());
    Yosys.run(place, "map", script);
    return osu018.area(CellCounts.parse(Yosys.read(place.resolve("cells.txt"))).modules().get(ROM));
  }

  private static Accelerator withWords(Accelerator a, int words) {
    return new Accelerator(a.version(), a.name(), a.array(), a.clockMhz(), a.technology(),
        new CodebookStore.Rom(new CodebookStore.Capacity(words, a.codebook().dimension(), 1, 1)), a.buffers(), a.postprocess(), a.axi(),
        a.dram());
  }
}
