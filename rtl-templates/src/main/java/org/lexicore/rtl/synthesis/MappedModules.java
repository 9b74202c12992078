package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Modules mapped to cells, each by a run of Yosys of its own, in a folder of its own: its text, script, log and result.
 *
 * <p>The folder's name says what decides about the result, so that a module which was mapped before, for this accelerator or another, is taken
 * from there, and work that was broken off goes on.
 */
final class MappedModules {
  private static final String RESULT = "mapped.il";

  private final Osu018 osu018;
  private final Path folder;

  /** Those in {@code folder}. */
  MappedModules(Osu018 osu018, Path folder) {
    this.osu018 = osu018;
    this.folder = folder;
  }

  /**
   * Maps {@code module}, unless it was mapped before.
   *
   * @param text the module in RTLIL, with the borders of the modules in it
   * @return the mapped module in RTLIL, without those borders
   */
  Path map(String module, String text) {
    String name = CellCounts.plainName(module);
    String script = script(osu018, name);
    Path place = folder.resolve(name + "-" + digest(List.of(text, script, Yosys.version(), osu018.fingerprint(),
        SynthesisSources.resource("map.abc"), SynthesisSources.resource("map.constr"))));
    Path result = place.resolve(RESULT);
    if (Files.exists(result)) {
      return result;
    }
    try {
      Files.createDirectories(place);
      SynthesisSources.writeMapping(place);
      Files.writeString(place.resolve("module.il"), text);
      Yosys.run(place, "map", script);
      return Files.move(place.resolve("new.il"), result, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Speed decides, but for a ROM as logic, which has a cycle of its own and is mapped for area. */
  static String script(Osu018 osu018, String module) {
    String how = module.equals(ElaboratedModules.ROM) ? "" : " -script map.abc";
    return "read_liberty -lib " + osu018.liberty() + "\nread_rtlil module.il\n" + AsicSynthesis.toCells(osu018)
        + "abc -liberty " + osu018.liberty() + " -constr map.constr" + how + "\n"
        + """
        opt_clean -purge
        delete =A:blackbox
        write_rtlil new.il
        """;
  }

  private static String digest(List<String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      texts.forEach(text -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
