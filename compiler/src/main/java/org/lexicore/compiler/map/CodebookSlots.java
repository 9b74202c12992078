package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.encode.CodebookImage;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.instruction.Waits;
import org.lexicore.model.network.Codebook;

/** Knows which book holds which codebook, also from programs before this one; loads one into the book unused for longest where the store is an SRAM. */
final class CodebookSlots {
  private static final int MOST_WORDS = 0xFFFF;

  private static final class Slot {
    final int book;
    Codebook codebook;
    int loaded;
    int lastRead;
    long lastUse = -1;

    Slot(int book) {
      this.book = book;
    }

    /**
     * Whether it holds the codewords of {@code wanted}. It is asked for every instruction: of one and the same array that takes
     * no time.
     */
    boolean holds(Codebook wanted) {
      return codebook != null && codebook.d() == wanted.d() && Arrays.equals(codebook.codewords(), wanted.codewords());
    }
  }

  private final Accelerator accelerator;
  private final InstructionSink sink;
  private final DataRegion data;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<String, Integer> offsets;
  private final Map<Codebook, String> hashes = new HashMap<>();
  private long uses;

  CodebookSlots(Accelerator accelerator, InstructionSink sink, DataRegion data, StoreContent before) {
    this.accelerator = accelerator;
    this.sink = sink;
    this.data = data;
    this.offsets = new HashMap<>();
    int bookBytes = accelerator.codebook().bookBytes();
    // A load writes whole words: books smaller than a word can't be loaded one by one, so only one a word is used.
    int step = accelerator.codebook().isLoadable() ? Span.ceilDiv(accelerator.wordBytes(), bookBytes) : 1;
    for (int book = 0; book < accelerator.codebook().books(); book += step) {
      slots.add(new Slot(book));
    }
    for (int i = 0; i < Math.min(slots.size(), before.books().size()); i++) {
      slots.get(i).codebook = before.books().get(i).orElse(null);
    }
  }

  /** The store after a run, for the next: what it holds is there from the start. */
  CodebookSlots(CodebookSlots earlier, InstructionSink sink) {
    this.accelerator = earlier.accelerator;
    this.sink = sink;
    this.data = earlier.data;
    this.offsets = earlier.offsets;
    this.uses = earlier.uses;
    for (Slot before : earlier.slots) {
      Slot slot = new Slot(before.book);
      slot.codebook = before.codebook;
      slot.lastUse = before.lastUse;
      slots.add(slot);
    }
  }

  /** A book as a compute instruction uses it: {@code loaded} is the token of the load to wait for. */
  final class Book {
    private final Slot slot;

    private Book(Slot slot) {
      this.slot = slot;
    }

    int number() {
      return slot.book;
    }

    int loaded() {
      return slot.loaded;
    }

    void readBy(int token) {
      slot.lastRead = token;
    }
  }

  /** What the store holds after all that was emitted so far. */
  StoreContent content() {
    return StoreContent.of(slots.stream().map(slot -> slot.codebook).toArray(Codebook[]::new));
  }

  /** The book with {@code codebook}, loaded if it is not there. */
  Book use(Codebook codebook) {
    Slot found = slots.stream().filter(slot -> slot.holds(codebook)).findFirst().orElseGet(() -> load(codebook));
    found.lastUse = uses++;
    return new Book(found);
  }

  private Slot load(Codebook codebook) {
    if (!accelerator.codebook().isLoadable()) {
      throw new IllegalStateException("codebook " + codebook.id() + " is not in the ROM");
    }
    Slot oldest = slots.get(0);
    for (Slot slot : slots) {
      if (slot.lastUse < oldest.lastUse) {
        oldest = slot;
      }
    }
    int offset =
        offsets.computeIfAbsent(hash(codebook), hash -> data.add(CodebookImage.encode(codebook, accelerator.codewordBytes())));
    copy(oldest, offset, Span.ceilDiv(codebook.k() * accelerator.codewordBytes(), accelerator.wordBytes()));
    oldest.codebook = codebook;
    return oldest;
  }

  private void copy(Slot slot, int offset, int words) {
    int word = accelerator.wordBytes();
    int first = slot.book * accelerator.codebook().bookBytes() / word;
    for (int at = 0; at < words; at += MOST_WORDS) {
      slot.loaded =
          sink.add(
              new Instruction.Load(
                  Waits.NONE, Traffic.CODEBOOKS.ordinal(), Region.DATA.ordinal(), offset + at * word,
                  Target.CODEBOOK.ordinal(), first + at, 1, Math.min(words - at, MOST_WORDS), 0, 0),
              Needs.NOTHING.and(Lane.COMPUTE, slot.lastRead));
    }
  }

  private String hash(Codebook codebook) {
    return hashes.computeIfAbsent(codebook, it -> it.sha256() + "/" + it.d());
  }
}
