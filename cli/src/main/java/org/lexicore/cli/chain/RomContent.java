package org.lexicore.cli.chain;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.lexicore.compiler.encode.CodebookImage;
import org.lexicore.compiler.format.CodebookFile;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.program.Program;

/** What an accelerator's ROM holds: the codewords that {@code codebook.content} names, or those of the network. */
public final class RomContent {
  private RomContent() {}

  /** The ROM of {@code accelerator} when it is to run {@code program}; empty without a ROM. */
  public static byte[] of(Accelerator accelerator, Program program) {
    return accelerator.codebook().content().isPresent()
        ? stated(accelerator)
        : program.rom();
  }

  /**
   * The ROM of {@code accelerator} without a network: what its file states, or seeded codewords.
   *
   * @throws InputException if the file's codebook does not fit
   */
  public static byte[] of(Accelerator accelerator, long seed) {
    if (!accelerator.codebook().isFixed()) {
      return new byte[0];
    }
    if (accelerator.codebook().content().isPresent()) {
      return stated(accelerator);
    }
    SplittableRandom random = new SplittableRandom(seed);
    CodebookStore store = accelerator.codebook();
    byte[] codewords = new byte[store.words() * store.dimension()];
    for (int i = 0; i < codewords.length; i++) {
      codewords[i] = (byte) random.nextInt(-127, 128);
    }
    return CodebookImage.encode(new Codebook("seeded", store.dimension(), codewords), accelerator.codewordBytes());
  }

  private static byte[] stated(Accelerator accelerator) {
    CodebookStore store = accelerator.codebook();
    Path file = Path.of(store.content().orElseThrow());
    Codebook codebook = CodebookFile.readOne(file);
    if (codebook.k() > store.entries() || codebook.d() > store.dimension()) {
      throw new InputException(file + ": " + codebook.k() + " codewords of " + codebook.d() + " do not fit codebook.entries ("
          + store.entries() + ") and codebook.dimension (" + store.dimension() + "); raise them");
    }
    return CodebookImage.encode(codebook, accelerator.codewordBytes());
  }
}
