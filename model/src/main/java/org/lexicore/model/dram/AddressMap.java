package org.lexicore.model.dram;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which bits of an access's number say where it lies: its fields from the highest bits to the lowest. */
public enum AddressMap {
  /** A row's accesses are neighbours, the next row lies in the next group: Ramulator's map of this name. */
  ROBARACOCH(Field.ROW, Field.BANK, Field.GROUP, Field.RANK, Field.COLUMN, Field.CHANNEL),
  /** As above, but a channel has a whole row before the next one has: DRAMsim3's map of this name. */
  ROCHRABABGCO(Field.ROW, Field.CHANNEL, Field.RANK, Field.BANK, Field.GROUP, Field.COLUMN),
  /** Neighbours in different channels, groups and banks: a stream reaches the bus's rate. */
  ROCOBARACH(Field.ROW, Field.COLUMN, Field.BANK, Field.RANK, Field.GROUP, Field.CHANNEL),
  /** Each bank a part of the memory of its own: Ramulator's map of this name. */
  CHRABAROCO(Field.CHANNEL, Field.RANK, Field.GROUP, Field.BANK, Field.ROW, Field.COLUMN);

  /** What a part of an address selects. */
  public enum Field { CHANNEL, RANK, GROUP, BANK, ROW, COLUMN }

  private final List<Field> fields;

  AddressMap(Field... fields) {
    this.fields = List.of(fields);
  }

  /** The fields from the highest bits to the lowest. */
  public List<Field> fields() {
    return fields;
  }

  /** How files and options call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The map called {@code word}, if there is one. */
  public static Optional<AddressMap> of(String word) {
    return Arrays.stream(values()).filter(map -> map.word().equals(word)).findFirst();
  }
}
