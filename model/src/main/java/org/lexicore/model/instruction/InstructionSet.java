package org.lexicore.model.instruction;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The encoding of instructions in 64 bytes, little-endian: bits 1:0 the unit, bits 23:8 … 71:56 the waits for load, compute, drain and
 * store, from bit 72 on the unit's fields in the order in which {@link Instruction} declares them. Bits not named are 0.
 */
public final class InstructionSet {
  private static final int FIRST_FIELD = 72;
  private static final Map<Unit, Layout> LAYOUTS = layouts();

  private InstructionSet() {}

  /** A field and where it lies: bits {@code low + bits − 1 : low}. */
  public record Placed(String name, int low, int bits, boolean signed, int least, boolean aligned, String meaning) {
    private Placed(String name, int low, int bits, String meaning) {
      this(name, low, bits, false, 0, false, meaning);
    }
  }

  /** What is common to all instructions: {@code unit}, {@code waitLoad} … {@code waitStore}. */
  public static List<Placed> header() {
    return List.of(
        new Placed("unit", 0, 2, "Unit code"),
        new Placed("waitLoad", 8, 16, "loads that must have retired"),
        new Placed("waitCompute", 24, 16, "computes that must have retired"),
        new Placed("waitDrain", 40, 16, "drains that must have retired"),
        new Placed("waitStore", 56, 16, "stores that must have retired"));
  }

  /** The fields of {@code unit}'s instructions, in order. */
  public static List<Placed> fields(Unit unit) {
    return LAYOUTS.get(unit).fields;
  }

  /**
   * The 64 bytes of {@code instruction}.
   *
   * @throws IllegalArgumentException if a value does not fit its field: a mapper that lets this happen is wrong
   */
  public static byte[] encode(Instruction instruction) {
    byte[] bytes = new byte[Instruction.BYTES];
    put(bytes, header().get(0), instruction.unit().ordinal());
    for (Unit unit : Unit.values()) {
      put(bytes, header().get(1 + unit.ordinal()), instruction.waits().of(unit) & 0xFFFF);
    }
    Layout layout = LAYOUTS.get(instruction.unit());
    for (int i = 0; i < layout.fields.size(); i++) {
      put(bytes, layout.fields.get(i), layout.read(instruction, i));
    }
    return bytes;
  }

  /** The instruction whose 64 bytes begin at {@code offset}. */
  public static Instruction decode(byte[] bytes, int offset) {
    byte[] own = Arrays.copyOfRange(bytes, offset, offset + Instruction.BYTES);
    Unit unit = Unit.values()[get(own, header().get(0))];
    int[] waits = new int[Unit.values().length];
    for (int i = 0; i < waits.length; i++) {
      waits[i] = get(own, header().get(1 + i));
    }
    Layout layout = LAYOUTS.get(unit);
    Object[] arguments = new Object[layout.fields.size() + 1];
    arguments[0] = new Waits(waits[0], waits[1], waits[2], waits[3]);
    for (int i = 0; i < layout.fields.size(); i++) {
      arguments[i + 1] = get(own, layout.fields.get(i));
    }
    return layout.create(arguments);
  }

  /**
   * What makes the instruction whose 64 bytes begin at {@code offset} illegal: its first field that is too small, or no
   * multiple of the bytes of an AXI word. Empty if it may run.
   */
  public static Optional<String> fault(byte[] bytes, int offset, int wordBytes) {
    byte[] own = Arrays.copyOfRange(bytes, offset, offset + Instruction.BYTES);
    for (Placed field : fields(Unit.values()[get(own, header().get(0))])) {
      int value = field.least > 0 || field.aligned ? get(own, field) : 0;
      if (field.least > 0 && value < field.least) {
        return Optional.of(field.name + " is " + value);
      }
      if (field.aligned && value % wordBytes != 0) {
        return Optional.of(field.name + " is " + Integer.toUnsignedString(value) + ", no multiple of a word of " + wordBytes + " bytes");
      }
    }
    return Optional.empty();
  }

  private static void put(byte[] bytes, Placed field, int value) {
    long limit = 1L << field.bits;
    boolean fits =
        field.signed ? value >= -(limit >> 1) && value < limit >> 1 : field.bits == 32 || (value >= 0 && value < limit);
    if (!fits) {
      throw new IllegalArgumentException(field.name + " = " + value + " does not fit " + field.bits + " bits");
    }
    for (int i = 0; i < field.bits; i++) {
      int bit = field.low + i;
      bytes[bit >> 3] |= (byte) ((value >> i & 1) << (bit & 7));
    }
  }

  private static int get(byte[] bytes, Placed field) {
    int value = 0;
    for (int i = 0; i < field.bits; i++) {
      int bit = field.low + i;
      value |= (bytes[bit >> 3] >> (bit & 7) & 1) << i;
    }
    int spare = 32 - field.bits;
    return field.signed ? value << spare >> spare : value;
  }

  private static Map<Unit, Layout> layouts() {
    Map<Unit, Layout> layouts = new EnumMap<>(Unit.class);
    layouts.put(Unit.LOAD, Layout.of(Instruction.Load.class));
    layouts.put(Unit.COMPUTE, Layout.of(Instruction.Compute.class));
    layouts.put(Unit.DRAIN, Layout.of(Instruction.Drain.class));
    layouts.put(Unit.STORE, Layout.of(Instruction.Store.class));
    return layouts;
  }

  private record Layout(List<Placed> fields, List<RecordComponent> components, Constructor<? extends Instruction> constructor) {
    static Layout of(Class<? extends Instruction> type) {
      RecordComponent[] all = type.getRecordComponents();
      List<Placed> fields = new ArrayList<>();
      int low = FIRST_FIELD;
      for (RecordComponent component : List.of(all).subList(1, all.length)) {
        Field field = component.getAnnotation(Field.class);
        fields.add(
            new Placed(component.getName(), low, field.bits(), field.signed(), field.least(), field.aligned(), field.meaning()));
        low += field.bits();
      }
      if (low > 8 * Instruction.BYTES) {
        throw new IllegalStateException(type.getSimpleName() + " has " + low + " bits");
      }
      Class<?>[] types = Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
      try {
        return new Layout(List.copyOf(fields), List.of(all).subList(1, all.length), type.getDeclaredConstructor(types));
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(e);
      }
    }

    int read(Instruction instruction, int i) {
      try {
        return (int) components.get(i).getAccessor().invoke(instruction);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    Instruction create(Object[] arguments) {
      try {
        return constructor.newInstance(arguments);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
