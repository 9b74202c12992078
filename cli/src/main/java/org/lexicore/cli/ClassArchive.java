package org.lexicore.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The archive of loaded classes that the JVM leaves where there is none, from which later runs of the same command
 * start faster ({@code scripts/class-archive}). It holds what this run loaded, so it is of use only if the run did what
 * the command does.
 */
final class ClassArchive {
  private ClassArchive() {}

  /** Says so of the archive that this run makes, if it makes one. */
  static void markWhole() {
    String archive = System.getProperty("lexicore.archive");
    if (archive != null) {
      try {
        Files.write(Path.of(archive + ".whole"), new byte[0]);
      } catch (IOException cacheIsGone) {
        // Then nothing is kept: the run itself has nothing to do with it.
      }
    }
  }
}
