package org.lexicore.cli.kept;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Writes values as bytes: records, enums, lists, maps, sets, optionals, strings, numbers, and arrays of these. The same value gives the same bytes
 * in every process. A record or an array that occurs again is written once.
 */
final class RecordOutput implements Closeable {
  /** What the next bytes are. */
  enum Tag {
    NULL, AGAIN, RECORD, ENUM, LIST, SET, MAP, OPTIONAL, OPTIONAL_DOUBLE, OPTIONAL_INT, TEXT, BOOLEAN, BYTE, INT, LONG, FLOAT, DOUBLE, BYTES, INTS,
    FLOATS, DOUBLES, OBJECTS;

    private static final Tag[] ALL = values();

    static Tag of(int number) {
      return ALL[number];
    }
  }

  /** Elements of four bytes that are put at once: a quarter of the buffer. */
  private static final int PIECE = 4096;

  private final OutputStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
  private final Map<Object, Integer> seen = new IdentityHashMap<>();
  private final Map<String, Integer> texts = new HashMap<>();
  private final Map<Class<?>, RecordComponent[]> components = new HashMap<>();

  RecordOutput(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes one value.
   *
   * @throws IllegalArgumentException if something in it is none of the above
   */
  void write(Object value) throws IOException {
    switch (value) {
      case null -> tag(Tag.NULL);
      case Record it -> again(it, () -> record(it));
      case Enum<?> it -> {
        tag(Tag.ENUM);
        text(it.getDeclaringClass().getName());
        text(it.name());
      }
      case List<?> it -> all(Tag.LIST, it);
      case Set<?> it -> all(Tag.SET, inOrder(it));
      case Map<?, ?> it -> map(it);
      case Optional<?> it -> {
        tag(Tag.OPTIONAL);
        write(it.orElse(null));
      }
      case OptionalDouble it -> {
        tag(Tag.OPTIONAL_DOUBLE);
        write(it.isPresent() ? it.getAsDouble() : null);
      }
      case OptionalInt it -> {
        tag(Tag.OPTIONAL_INT);
        write(it.isPresent() ? it.getAsInt() : null);
      }
      case String it -> {
        tag(Tag.TEXT);
        text(it);
      }
      case Number it -> number(it);
      case Boolean it -> {
        tag(Tag.BOOLEAN);
        room(1).put((byte) (it ? 1 : 0));
      }
      default -> {
        if (!value.getClass().isArray()) {
          throw new IllegalArgumentException(value.getClass() + " is not made of records");
        }
        again(value, () -> array(value));
      }
    }
  }

  private void number(Number number) throws IOException {
    switch (number) {
      case Byte it -> tag(Tag.BYTE).put(it);
      case Integer it -> {
        tag(Tag.INT);
        room(Integer.BYTES).putInt(it);
      }
      case Long it -> {
        tag(Tag.LONG);
        room(Long.BYTES).putLong(it);
      }
      case Float it -> {
        tag(Tag.FLOAT);
        room(Float.BYTES).putFloat(it);
      }
      case Double it -> {
        tag(Tag.DOUBLE);
        room(Double.BYTES).putDouble(it);
      }
      default -> throw new IllegalArgumentException(number.getClass() + " is no number that can be kept");
    }
  }

  @FunctionalInterface
  private interface Content {
    void write() throws IOException;
  }

  /** A reference to what was written before; else the content, which gets the next number once it is whole. */
  private void again(Object value, Content content) throws IOException {
    Integer number = seen.get(value);
    if (number != null) {
      tag(Tag.AGAIN);
      room(Integer.BYTES).putInt(number);
      return;
    }
    content.write();
    seen.put(value, seen.size());
  }

  private void record(Record value) throws IOException {
    tag(Tag.RECORD);
    text(value.getClass().getName());
    RecordComponent[] parts = components.computeIfAbsent(value.getClass(), RecordOutput::components);
    for (RecordComponent part : parts) {
      try {
        write(part.getAccessor().invoke(value));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }

  private static RecordComponent[] components(Class<?> type) {
    RecordComponent[] parts = type.getRecordComponents();
    for (RecordComponent part : parts) {
      part.getAccessor().setAccessible(true);
    }
    return parts;
  }

  private void all(Tag tag, Collection<?> elements) throws IOException {
    tag(tag);
    room(Integer.BYTES).putInt(elements.size());
    for (Object element : elements) {
      write(element);
    }
  }

  private void map(Map<?, ?> map) throws IOException {
    tag(Tag.MAP);
    room(Integer.BYTES).putInt(map.size());
    boolean ordered = map instanceof LinkedHashMap || map instanceof SortedMap || map.getClass().getName().contains("Unmodifiable");
    for (Object key : ordered ? map.keySet() : inOrder(map.keySet())) {
      write(key);
      write(map.get(key));
    }
  }

  /** Hash tables have another order in each process. */
  private static Collection<?> inOrder(Set<?> set) {
    boolean ordered = set instanceof LinkedHashSet || set instanceof SortedSet;
    return ordered ? set : new ArrayList<>(set).stream().sorted(Comparator.comparing(String::valueOf)).toList();
  }

  private void array(Object array) throws IOException {
    switch (array) {
      case byte[] it -> {
        tag(Tag.BYTES);
        room(Integer.BYTES).putInt(it.length);
        flush();
        out.write(it);
      }
      case int[] it -> pieces(Tag.INTS, it.length, (room, from, count) -> room.asIntBuffer().put(it, from, count));
      case float[] it -> pieces(Tag.FLOATS, it.length, (room, from, count) -> room.asFloatBuffer().put(it, from, count));
      case double[] it -> {
        tag(Tag.DOUBLES);
        room(Integer.BYTES).putInt(it.length);
        for (double element : it) {
          room(Double.BYTES).putDouble(element);
        }
      }
      case Object[] it -> {
        tag(Tag.OBJECTS);
        text(it.getClass().getComponentType().getName());
        room(Integer.BYTES).putInt(it.length);
        for (Object element : it) {
          write(element);
        }
      }
      default -> throw new IllegalArgumentException(array.getClass() + " is no array that can be kept");
    }
  }

  /** Puts elements of four bytes, some of an array's, where the buffer stands. */
  @FunctionalInterface
  private interface Piece {
    void put(ByteBuffer room, int from, int count);
  }

  /** An array of elements of four bytes, as many at once as the buffer takes. */
  private void pieces(Tag tag, int length, Piece piece) throws IOException {
    tag(tag);
    room(Integer.BYTES).putInt(length);
    for (int from = 0; from < length; from += PIECE) {
      int count = Math.min(PIECE, length - from);
      piece.put(room(count * Integer.BYTES), from, count);
      buffer.position(buffer.position() + count * Integer.BYTES);
    }
  }

  private void text(String text) throws IOException {
    Integer number = texts.get(text);
    room(Integer.BYTES).putInt(number == null ? -1 : number);
    if (number == null) {
      texts.put(text, texts.size());
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      room(Integer.BYTES).putInt(bytes.length);
      flush();
      out.write(bytes);
    }
  }

  private ByteBuffer tag(Tag tag) throws IOException {
    return room(2).put((byte) tag.ordinal());
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  /** Hands on what was written so far. */
  void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }
}
