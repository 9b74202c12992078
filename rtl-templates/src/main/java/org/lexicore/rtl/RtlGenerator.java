package org.lexicore.rtl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;

/**
 * Writes an accelerator as Verilog-2005: {@code rtl/*.v}, the file list {@code rtl/lexicore.f}, memory images, the C header of the
 * registers and a summary.
 *
 * <p>Same accelerator and ROM, same bytes. The files are written beside their place first, so that what stands there is always whole.
 */
public final class RtlGenerator {
  /** Version that generated files carry. */
  public static final String VERSION = "0.1.0";

  private RtlGenerator() {}

  /**
   * Writes {@code out/rtl}, replacing what an earlier call wrote there.
   *
   * @param accelerator a valid one
   * @param rom codeword bytes from the ROM's first entry on; zeros follow
   */
  public static void generate(Accelerator accelerator, byte[] rom, Path out) {
    Map<String, String> files = files(accelerator, rom);
    Path target = out.resolve("rtl");
    try {
      Files.createDirectories(out);
      Path fresh = Files.createTempDirectory(out, ".rtl");
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(fresh.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
      }
      delete(target);
      Files.move(fresh, target);
      target.toFile().setExecutable(true, false);
      target.toFile().setReadable(true, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files by name, in the order of their names. */
  static Map<String, String> files(Accelerator accelerator, byte[] rom) {
    long hash = ConfigurationHash.of(accelerator, rom);
    Verilog verilog = new Verilog(accelerator, rom, hash);
    Map<String, String> files = new TreeMap<>(verilog.files());
    boolean image = accelerator.codebook().isFixed() && accelerator.codebook().words() > CodebookView.LARGEST_TABLE;
    if (image) {
      files.put(CodebookView.IMAGE, CodebookView.image(accelerator, rom));
    }
    files.put("lexicore.h", CHeader.text(hash));
    files.put("README.md", Summary.text(accelerator, hash, verilog.modules(), image));
    files.put("lexicore.f", verilog.fileList());
    return files;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
