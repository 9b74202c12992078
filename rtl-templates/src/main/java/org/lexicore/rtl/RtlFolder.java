package org.lexicore.rtl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lexicore.model.Problems;
import org.lexicore.model.accelerator.Accelerator;

/** A folder with Verilog that was generated, and perhaps edited since: whether it can be the hardware of an accelerator. */
public final class RtlFolder {
  private static final String CORE = "lexicore_core.v";
  private static final String TOP = "lexicore.v";
  private static final Pattern HASH = Pattern.compile("configuration ([0-9a-f]{16})");

  private final Path folder;
  private final String top;
  private final String core;

  private RtlFolder(Path folder) {
    this.folder = folder;
    this.top = Files.isRegularFile(folder.resolve(TOP)) ? text(folder.resolve(TOP)) : "";
    this.core = text(folder.resolve(CORE));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The folder that an option names.
   *
   * @param option as it was written, for messages
   * @throws org.lexicore.model.InputException if it holds no core, with the folder that was meant, if there is one beside
   */
  public static RtlFolder read(String option, Path folder) {
    Problems problems = new Problems();
    if (!Files.isDirectory(folder)) {
      problems.add("%s %s: is no folder; name one with the Verilog of lexicore_core", option, folder);
    } else if (!Files.isRegularFile(folder.resolve(CORE))) {
      Path meant = folder.resolve("rtl");
      problems.add("%s %s: %s", option, folder, Files.isRegularFile(meant.resolve(CORE))
          ? "holds no Verilog itself, its folder rtl/ does; name " + meant
          : verilog(folder) ? "holds Verilog, but no " + CORE + ", the module that is checked; name the whole folder rtl/ that `lexicore generate` wrote"
              : "holds no Verilog; name the folder rtl/ that `lexicore generate` wrote");
    }
    problems.throwIfAny();
    return new RtlFolder(folder);
  }

  private static boolean verilog(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".v"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  /** The configuration hash that the generator wrote into the files' first lines; empty if it was taken out. */
  public OptionalLong configurationHash() {
    Matcher matcher = HASH.matcher(core.lines().findFirst().orElse(""));
    return matcher.find() ? OptionalLong.of(Long.parseUnsignedLong(matcher.group(1), 16)) : OptionalLong.empty();
  }

  /** Adds a problem for every parameter that is another than that of {@code accelerator}. Returns whether there was none. */
  public boolean requireParameters(String option, Accelerator accelerator, Problems problems) {
    boolean equal = true;
    for (Map.Entry<String, Integer> parameter : CoreParameters.of(accelerator).entrySet()) {
      OptionalInt there = parameter(parameter.getKey());
      if (there.isPresent() && there.getAsInt() != parameter.getValue()) {
        problems.add("%s %s: %s is %d there and %d for %s; name the accelerator that it was generated from, or generate it anew", option, folder,
            parameter.getKey(), there.getAsInt(), parameter.getValue(), accelerator.name());
        equal = false;
      }
    }
    return equal;
  }

  /** Besides, whether all else that is built agrees: {@code hash} covers the ROM's content too. */
  public void requireConfiguration(String option, Accelerator accelerator, long hash, Problems problems) {
    boolean equal = requireParameters(option, accelerator, problems);
    OptionalLong there = configurationHash();
    if (equal && there.isPresent() && there.getAsLong() != hash) {
      problems.add("%s %s: is configuration %016x, %s is %016x here: its codebook store or its ROM's codewords are others; generate it with"
          + " the same accelerator and networks", option, folder, there.getAsLong(), accelerator.name(), hash);
    }
  }

  /** As the top gives it to the core, which is what benches take too; else the core's default. */
  private OptionalInt parameter(String name) {
    Matcher given = Pattern.compile("(?m)^ *\\." + name + "\\s*\\((\\d+)\\)").matcher(top);
    if (given.find()) {
      return OptionalInt.of(Integer.parseInt(given.group(1)));
    }
    Matcher declared = Pattern.compile("(?m)^ +parameter " + name + " += (\\d+)").matcher(core);
    return declared.find() ? OptionalInt.of(Integer.parseInt(declared.group(1))) : OptionalInt.empty();
  }
}
