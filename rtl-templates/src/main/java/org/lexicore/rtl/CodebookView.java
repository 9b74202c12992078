package org.lexicore.rtl;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;

/**
 * The codeword store and, if it is a ROM, its content.
 *
 * @param table whether the content is a case table; else it is a memory image
 * @param words the table's lines
 * @param fold what a simulation folds a memory image to
 */
public record CodebookView(
    boolean none,
    boolean sram,
    boolean rom,
    boolean table,
    int depth,
    int last,
    int width,
    String widthRange,
    String addressRange,
    String blank,
    int bytes,
    List<String> words,
    String image,
    String fold) {
  /** Codewords up to which a ROM is a table for the synthesiser. */
  static final int LARGEST_TABLE = 4096;

  /** File of a memory image. */
  static final String IMAGE = "lexicore_rom.hex";

  static CodebookView of(Accelerator accelerator, byte[] rom) {
    CodebookStore store = accelerator.codebook();
    int depth = store.words();
    int bytes = accelerator.codewordBytes();
    boolean table = depth <= LARGEST_TABLE;
    byte[] content = store.fixedContent(rom);
    List<String> words = store.isFixed() && table ? table(content, depth, bytes) : List.of();
    return new CodebookView(
        !store.isPresent(), store.isLoadable(), store.isFixed(), table, depth, depth - 1, 8 * bytes, range(8 * bytes),
        range(Accelerator.log2(depth)), " ".repeat(range(256).length()), bytes, words, IMAGE, String.format("%08x", fold(content)));
  }

  /** A memory image: one codeword a line in hexadecimal, its last element first. */
  static String image(Accelerator accelerator, byte[] rom) {
    byte[] content = accelerator.codebook().fixedContent(rom);
    int bytes = accelerator.codewordBytes();
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < content.length / bytes; word++) {
      text.append(hex(content, word, bytes)).append('\n');
    }
    return text.toString();
  }

  /** {@code [bits-1:0]}, as long as the longest. */
  private static String range(int bits) {
    return Names.padded("[" + (bits - 1) + ":0]", "[255:0]".length());
  }

  private static List<String> table(byte[] content, int depth, int bytes) {
    int addressBits = Accelerator.log2(depth);
    List<String> lines = new ArrayList<>();
    for (int word = 0; word < depth; word++) {
      lines.add(addressBits + "'d" + word + ": word = " + 8 * bytes + "'h" + hex(content, word, bytes) + ";");
    }
    return lines;
  }

  private static String hex(byte[] content, int word, int bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = bytes - 1; i >= 0; i--) {
      text.append(String.format("%02x", content[word * bytes + i]));
    }
    return text.toString();
  }

  private static int fold(byte[] content) {
    int fold = 0;
    for (byte b : content) {
      fold = Integer.rotateLeft(fold, 1) ^ b & 0xFF;
    }
    return fold;
  }
}
