package org.lexicore.simulator.dram;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.dram.AddressMap.Field;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramOrganisation;

/** Where an access lies: cuts its number into the fields of an address map. Bits above the memory's size are ignored. */
final class AddressDecoder {
  private record Slice(int shift, int bits) {
    int of(long line) {
      return (int) (line >>> shift & (1L << bits) - 1);
    }
  }

  private final int accessShift;
  private final int groupBits;
  private final int bankBits;
  private final Slice channel;
  private final Slice rank;
  private final Slice group;
  private final Slice bank;
  private final Slice row;

  AddressDecoder(DramOrganisation organisation, ControllerSettings settings) {
    Map<Field, Integer> bits = new EnumMap<>(Field.class);
    bits.put(Field.CHANNEL, Accelerator.log2(settings.channels()));
    bits.put(Field.RANK, Accelerator.log2(settings.ranks()));
    bits.put(Field.GROUP, Accelerator.log2(organisation.bankGroups()));
    bits.put(Field.BANK, Accelerator.log2(organisation.banks()));
    bits.put(Field.ROW, Accelerator.log2(organisation.rows()));
    bits.put(Field.COLUMN, Accelerator.log2(organisation.rowAccesses()));
    Map<Field, Slice> slices = new EnumMap<>(Field.class);
    int shift = 0;
    List<Field> fields = settings.addressMap().fields();
    for (Field field : fields.reversed()) {
      slices.put(field, new Slice(shift, bits.get(field)));
      shift += bits.get(field);
    }
    accessShift = Accelerator.log2(organisation.accessBytes());
    groupBits = bits.get(Field.GROUP);
    bankBits = bits.get(Field.BANK);
    channel = slices.get(Field.CHANNEL);
    rank = slices.get(Field.RANK);
    group = slices.get(Field.GROUP);
    bank = slices.get(Field.BANK);
    row = slices.get(Field.ROW);
  }

  /** Number of the access that holds the byte at {@code address}. */
  long line(long address) {
    return address >>> accessShift;
  }

  int channel(long line) {
    return channel.of(line);
  }

  /** Bank within the channel, rank by rank and group by group. */
  int bank(long line) {
    return (rank.of(line) << groupBits | group.of(line)) << bankBits | bank.of(line);
  }

  int row(long line) {
    return row.of(line);
  }
}
