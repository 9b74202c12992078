package org.lexicore.cli.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.lexicore.compiler.map.Mapper;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.rtl.RtlGenerator;
import org.lexicore.simulator.Machine;
import org.lexicore.testbenches.Lockstep;

/** A hash of everything that a campaign runs: what one build of Lexicore showed says nothing about another. */
final class BuildFingerprint {
  private static final List<Class<?>> MODULES =
      List.of(Accelerator.class, Mapper.class, Machine.class, RtlGenerator.class, Lockstep.class, BuildFingerprint.class);

  private BuildFingerprint() {}

  /** The hash of this build. */
  static String text() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Class<?> module : MODULES) {
        add(digest, Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI()));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException | URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A jar, or a folder of classes. */
  private static void add(MessageDigest digest, Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
  }
}
