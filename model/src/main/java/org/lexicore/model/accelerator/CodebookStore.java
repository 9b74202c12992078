package org.lexicore.model.accelerator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where an accelerator keeps its codewords. */
public sealed interface CodebookStore {
  /**
   * What a store holds and delivers.
   *
   * @param entries codewords per book, a power of two
   * @param dimension largest d, in elements of one byte
   * @param ports codewords read per cycle
   * @param books codebooks held at once, a power of two
   */
  record Capacity(int entries, int dimension, int ports, int books) {
    /** Without a store the decoder's fields for codewords are as narrow as they can be; nothing reads them. */
    private static final Capacity LEAST = new Capacity(2, 1, 1, 1);
  }

  /** No codebook: int8 weights only. */
  record None() implements CodebookStore {
    @Override
    public Capacity capacity() {
      return Capacity.LEAST;
    }

    @Override
    public String word() {
      return "none";
    }
  }

  /** Loaded from DRAM. */
  record Sram(Capacity capacity) implements CodebookStore {
    @Override
    public String word() {
      return "sram";
    }
  }

  /**
   * Fixed on chip.
   *
   * @param content file with the codewords, if given
   */
  record Rom(Capacity capacity, Optional<String> content) implements CodebookStore {
    /** A ROM whose codewords come from the networks. */
    public Rom(Capacity capacity) {
      this(capacity, Optional.empty());
    }

    @Override
    public String word() {
      return "rom";
    }
  }

  /** A kind of store, which a capacity makes one. */
  interface Kind extends Function<Capacity, CodebookStore> {
    /** Makes no store of any capacity. */
    Kind NONE = capacity -> new None();

    /** Makes a store that programs load. */
    Kind SRAM = Sram::new;

    /** Makes a store whose codewords come from the networks. */
    Kind ROM = Rom::new;

    /** All kinds. */
    List<Kind> ALL = List.of(NONE, SRAM, ROM);

    /** The kind that files call {@code word}. */
    static Optional<Kind> of(String word) {
      return ALL.stream().filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** How files call it. */
    default String word() {
      return apply(Capacity.LEAST).word();
    }
  }

  /** What it holds and delivers; without a store, the least that the decoder can be built for. */
  Capacity capacity();

  /** How files call it. */
  String word();

  /** Codewords per book. */
  default int entries() {
    return capacity().entries();
  }

  /** Largest d. */
  default int dimension() {
    return capacity().dimension();
  }

  /** Codewords read per cycle. */
  default int ports() {
    return capacity().ports();
  }

  /** Codebooks held at once. */
  default int books() {
    return capacity().books();
  }

  /** Bits of an index into one book. */
  default int entryBits() {
    return Accelerator.log2(entries());
  }

  /** Bytes that a codeword occupies here and in DRAM: its dimension rounded up to a power of two. */
  default int codewordBytes() {
    return 1 << Accelerator.log2(dimension());
  }

  /** Whether there are codewords at all. */
  default boolean isPresent() {
    return switch (this) {
      case None none -> false;
      case Sram sram -> true;
      case Rom rom -> true;
    };
  }

  /** Whether programs load the codewords. */
  default boolean isLoadable() {
    return switch (this) {
      case Sram sram -> true;
      case None none -> false;
      case Rom rom -> false;
    };
  }

  /** Whether the codewords are part of the hardware. */
  default boolean isFixed() {
    return switch (this) {
      case Rom rom -> true;
      case None none -> false;
      case Sram sram -> false;
    };
  }

  /** Memories that hold all books and are loaded: one for each port. */
  default int loadableCopies() {
    return isLoadable() ? ports() : 0;
  }

  /** Tables that hold all books and are fixed: one for each port. */
  default int fixedCopies() {
    return isFixed() ? ports() : 0;
  }

  /** Codewords of all books. */
  default int words() {
    return isPresent() ? books() * entries() : 0;
  }

  /** Bytes of one book. */
  default int bookBytes() {
    return entries() * codewordBytes();
  }

  /** Bytes of all books. */
  default int bytes() {
    return words() * codewordBytes();
  }

  /** The same store with codewords from {@code file}, where they are fixed. */
  default CodebookStore withContent(String file) {
    return this instanceof Rom rom ? new Rom(rom.capacity, Optional.of(file)) : this;
  }

  /** File with a ROM's codewords, if given. */
  default Optional<String> content() {
    return this instanceof Rom rom ? rom.content() : Optional.empty();
  }

  /**
   * All that a ROM holds: {@code given}, filled up with zeros; nothing if the codewords are not fixed.
   *
   * @throws IllegalArgumentException if more is given than the ROM holds: whoever maps a network checks that before
   */
  default byte[] fixedContent(byte[] given) {
    if (!isFixed()) {
      return new byte[0];
    }
    if (given.length > bytes()) {
      throw new IllegalArgumentException(given.length + " bytes for a ROM of " + bytes());
    }
    return Arrays.copyOf(given, bytes());
  }
}
