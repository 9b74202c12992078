package org.lexicore.rtl;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.lexicore.model.Problems;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;

/** Accelerators that between them touch every parameter's corners. */
public final class Configurations {
  private Configurations() {}

  /** A small one, as the tests of synthesis take it. */
  static Accelerator small() {
    return of("small", 8, 8, codebook(CodebookStore.Kind.ROM, 16, 4, 1, 1), 2, 64);
  }

  static List<Accelerator> all() {
    return List.of(
        small(),
        of("edge", 16, 16, codebook(CodebookStore.Kind.ROM, 256, 8, 1, 1), 4, 128),
        of("image", 16, 16, codebook(CodebookStore.Kind.ROM, 4096, 8, 2, 2), 4, 128),
        of("loaded", 16, 16, codebook(CodebookStore.Kind.SRAM, 256, 8, 4, 2), 4, 64),
        of("plain", 8, 13, codebook(CodebookStore.Kind.NONE, 256, 4, 3, 1), 1, 32),
        of("thirteen", 4, 13, codebook(CodebookStore.Kind.ROM, 64, 3, 3, 2), 1, 32),
        of("three", 32, 3, codebook(CodebookStore.Kind.SRAM, 2, 1, 1, 1), 1, 512),
        of("wide", 32, 8, codebook(CodebookStore.Kind.SRAM, 256, 32, 4, 1), 4, 512),
        of("narrow", 32, 6, codebook(CodebookStore.Kind.SRAM, 16, 3, 2, 1), 2, 32),
        of("two", 4, 2, codebook(CodebookStore.Kind.ROM, 2, 1, 2, 1), 2, 256));
  }

  /** Too large to simulate here. */
  static List<Accelerator> largest() {
    return List.of(
        of("large", 128, 4, codebook(CodebookStore.Kind.ROM, 65536, 16, 2, 1), 4, 512),
        of("square", 32, 32, codebook(CodebookStore.Kind.SRAM, 256, 32, 4, 4), 4, 32));
  }

  public static Accelerator of(String name, int rows, int columns, CodebookStore codebook, int lanes, int dataBits) {
    Accelerator accelerator =
        new Accelerator(
            1, name, new Accelerator.Array(rows, columns), 100, new Accelerator.Technology(28), codebook,
            new Accelerator.Buffers(4, Math.max(4, columns / 8), 1, 1, 1, 1), new Accelerator.Postprocess(lanes),
            new Accelerator.Axi(dataBits, name.length() % 2 == 0 ? 32 : 24, name.length(), 2), new Accelerator.Dram.Ideal(20, 8, 0, 1));
    Problems problems = new Problems();
    accelerator.validate(problems);
    problems.throwIfAny();
    return accelerator;
  }

  public static CodebookStore codebook(CodebookStore.Kind place, int entries, int dimension, int ports, int books) {
    return place.apply(new CodebookStore.Capacity(entries, dimension, ports, books));
  }

  /** Seeded codewords for {@code accelerator}'s ROM, whole or not. */
  public static byte[] rom(Accelerator accelerator) {
    byte[] rom = new byte[accelerator.codebook().words() * accelerator.codewordBytes()];
    new Random(7).nextBytes(rom);
    return rom;
  }
}
