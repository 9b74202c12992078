package org.lexicore.reports;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.util.Optional;
import org.lexicore.model.accelerator.CodebookStore;

/** A codebook store in JSON: its kind beside its capacity, in one object. */
@JsonSerialize(converter = FlatStore.Flatten.class)
@JsonDeserialize(converter = FlatStore.Build.class)
interface FlatStore {
  /** The kinds, as files name them. */
  enum Place {
    NONE(CodebookStore.Kind.NONE),
    SRAM(CodebookStore.Kind.SRAM),
    ROM(CodebookStore.Kind.ROM);

    private final CodebookStore.Kind kind;

    Place(CodebookStore.Kind kind) {
      this.kind = kind;
    }

    private static Place of(CodebookStore store) {
      return switch (store) {
        case CodebookStore.None none -> NONE;
        case CodebookStore.Sram sram -> SRAM;
        case CodebookStore.Rom rom -> ROM;
      };
    }
  }

  /** The fields of the object. */
  record Fields(Place place, int entries, int dimension, int ports, int books, Optional<String> content) {}

  /** Writes. */
  final class Flatten extends StdConverter<CodebookStore, Fields> {
    @Override
    public Fields convert(CodebookStore store) {
      return new Fields(Place.of(store), store.entries(), store.dimension(), store.ports(), store.books(), store.content());
    }
  }

  /** Reads. */
  final class Build extends StdConverter<Fields, CodebookStore> {
    @Override
    public CodebookStore convert(Fields fields) {
      CodebookStore store = fields.place.kind.apply(
          new CodebookStore.Capacity(fields.entries, fields.dimension, fields.ports, fields.books));
      return fields.content.map(store::withContent).orElse(store);
    }
  }
}
