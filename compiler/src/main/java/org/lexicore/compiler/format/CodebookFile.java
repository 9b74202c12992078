package org.lexicore.compiler.format;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.compiler.data.ElementType;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.model.network.Codebook;

/** Codebooks that networks share: a safetensors file with one {@code [k, d]} tensor for each, named by its id. */
public final class CodebookFile {
  private CodebookFile() {}

  /** Writes codebooks by id. */
  public static void write(Map<String, Codebook> codebooks, Path file) {
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    codebooks.forEach((id, codebook) -> tensors.put(id, tensor(codebook)));
    new Safetensors(tensors, Map.of()).write(file);
  }

  static NdArray tensor(Codebook codebook) {
    return new NdArray(ElementType.I8, new int[] {codebook.k(), codebook.d()}, ByteBuffer.wrap(codebook.codewords()));
  }

  /**
   * The one codebook in {@code file}, of int8.
   *
   * @throws InputException if the file holds none or several, or what it holds is no int8 codebook
   */
  public static Codebook readOne(Path file) {
    Safetensors content = Safetensors.read(file);
    if (content.tensors().size() != 1) {
      throw new InputException(file + ": holds " + content.tensors().size() + " tensors; a codebook file for --codebook holds one");
    }
    Map.Entry<String, NdArray> only = content.tensors().entrySet().iterator().next();
    Problems problems = new Problems();
    DecodeCodebook decoded = DecodeCodebook.of(file.getFileName() + ": codebook " + only.getKey(), only.getKey(), only.getValue(), problems);
    problems.throwIfAny();
    if (only.getValue().type() != ElementType.I8) {
      throw new InputException(file + ": codebook " + only.getKey() + " is of " + only.getValue().type() + "; a shared codebook is of I8");
    }
    return decoded.codebook();
  }
}
