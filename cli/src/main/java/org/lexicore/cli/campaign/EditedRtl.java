package org.lexicore.cli.campaign;

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
import java.util.stream.Stream;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.rtl.RtlFolder;
import org.lexicore.rtl.RtlGenerator;

/** The Verilog of a folder, for any case on its accelerator; a ROM's content alone is the case's own. */
public record EditedRtl(RtlFolder folder) implements RtlWriter {
  private static final String ROM = "lexicore_rom";

  @Override
  public void write(Accelerator accelerator, byte[] rom, Path place) {
    try {
      if (accelerator.codebook().isFixed()) {
        RtlGenerator.generate(accelerator, rom, place);
        remove(place.resolve("rtl"));
      }
      Path target = Files.createDirectories(place.resolve("rtl"));
      for (Path file : files(folder.path())) {
        if (!accelerator.codebook().isFixed() || !isContent(file)) {
          Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the registers of the folder read; it does not follow the ROM's content. */
  @Override
  public long configurationHash(Accelerator accelerator, byte[] rom) {
    return folder.configurationHash().orElse(ConfigurationHash.of(accelerator, rom));
  }

  @Override
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files(folder.path())) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      return " " + HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Removes all but the ROM's content. */
  private static void remove(Path generated) throws IOException {
    for (Path file : files(generated)) {
      if (!isContent(file)) {
        Files.delete(file);
      }
    }
  }

  private static boolean isContent(Path file) {
    return file.getFileName().toString().startsWith(ROM) || file.toString().endsWith(".hex") || file.toString().endsWith(".mem");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
