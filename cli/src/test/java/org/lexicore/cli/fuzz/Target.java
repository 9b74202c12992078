package org.lexicore.cli.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A sound file, and what reads it.
 *
 * @param folder what is copied for each case: the file and those that lie beside it
 * @param file the one that is damaged, within {@code folder}
 * @param commands command lines, one of which is run; CASE stands for the copied folder, SOUND for that of all sound
 *     files
 */
record Target(String title, Path folder, String file, Damage damage, List<String> commands) {
  /** Makes something wrong. */
  @FunctionalInterface
  interface Damage {
    /** {@code sound} with one thing wrong, the same for the same {@code random}. */
    byte[] apply(byte[] sound, SplittableRandom random);
  }
}
