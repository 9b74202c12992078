package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.List;

/** A constant whose elements, or what became of them, were looked up in codebooks. */
sealed interface LookedUp {
  /** The look-ups, each once. */
  List<Source> sources();

  /**
   * One look-up.
   *
   * @param codes the file's name of the codes
   * @param bits what the codes take
   * @param book the file's name of the codebook
   * @param bookBits what its codewords take as int8
   */
  record Source(String codes, long bits, String book, long bookBits) {
    static Source of(String codes, long count, String book, int entries, long elements) {
      int indexBits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(entries - 1));
      return new Source(codes, count * indexBits, book, Byte.SIZE * elements);
    }
  }

  /** Every element is one of a codeword, times a factor. */
  record Followed(Coding coding) implements LookedUp {
    @Override
    public List<Source> sources() {
      return List.of(Source.of(coding.name(), coding.codes().length, coding.codebook().id(), coding.codebook().k(), coding.codebook().codewords().length));
    }
  }

  /** Something that codewords and scales alone do not give. */
  record Lost(String why, List<Source> sources) implements LookedUp {
    public Lost {
      sources = List.copyOf(sources);
    }

    /** What comes out where {@code operands} meet. */
    static Lost of(String why, List<LookedUp> operands) {
      List<Source> sources = new ArrayList<>();
      operands.forEach(operand -> operand.sources().stream().filter(source -> !sources.contains(source)).forEach(sources::add));
      return new Lost(operands.stream().filter(Lost.class::isInstance).map(it -> ((Lost) it).why).findFirst().orElse(why), sources);
    }
  }
}
