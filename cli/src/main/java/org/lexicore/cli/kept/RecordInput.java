package org.lexicore.cli.kept;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what {@link RecordOutput} wrote; anything else ends in an exception of some kind. */
final class RecordInput {
  /** The only classes that are made. */
  private static final String PACKAGE = "org.lexicore.";

  private final ByteBuffer in;
  private final List<Object> seen = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final Map<String, Constructor<?>> constructors = new HashMap<>();

  RecordInput(ByteBuffer in) {
    this.in = in;
  }

  /** The next value. */
  Object read() throws ReflectiveOperationException {
    return switch (RecordOutput.Tag.of(in.get())) {
      case NULL -> null;
      case AGAIN -> seen.get(in.getInt());
      case RECORD -> remember(record());
      case ENUM -> constant();
      case LIST -> Collections.unmodifiableList(list());
      case SET -> set();
      case MAP -> map();
      case OPTIONAL -> Optional.ofNullable(read());
      case OPTIONAL_DOUBLE -> read() instanceof Double it ? OptionalDouble.of(it) : OptionalDouble.empty();
      case OPTIONAL_INT -> read() instanceof Integer it ? OptionalInt.of(it) : OptionalInt.empty();
      case TEXT -> text();
      case BOOLEAN -> in.get() != 0;
      case BYTE -> in.get();
      case INT -> in.getInt();
      case LONG -> in.getLong();
      case FLOAT -> in.getFloat();
      case DOUBLE -> in.getDouble();
      case BYTES -> remember(bytes());
      case INTS -> remember(ints());
      case FLOATS -> remember(floats());
      case DOUBLES -> remember(doubles());
      case OBJECTS -> remember(objects());
    };
  }

  private Object remember(Object value) {
    seen.add(value);
    return value;
  }

  private Object record() throws ReflectiveOperationException {
    String name = text();
    Constructor<?> constructor = constructors.get(name);
    if (constructor == null) {
      Class<?> type = ours(name);
      constructor = type.getDeclaredConstructor(
          Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      constructors.put(name, constructor);
    }
    Object[] parts = new Object[constructor.getParameterCount()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = read();
    }
    return constructor.newInstance(parts);
  }

  private static Class<?> ours(String name) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      throw new ClassNotFoundException(name);
    }
    return Class.forName(name, false, RecordInput.class.getClassLoader());
  }

  private Object constant() throws ClassNotFoundException {
    Class<?> type = ours(text());
    String name = text();
    return Arrays.stream(type.getEnumConstants()).filter(it -> ((Enum<?>) it).name().equals(name)).findFirst().orElseThrow();
  }

  private List<Object> list() throws ReflectiveOperationException {
    int size = size(1);
    List<Object> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(read());
    }
    return list;
  }

  private Set<Object> set() throws ReflectiveOperationException {
    return Collections.unmodifiableSet(new LinkedHashSet<>(list()));
  }

  private Map<Object, Object> map() throws ReflectiveOperationException {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = size(2); i > 0; i--) {
      Object key = read();
      map.put(key, read());
    }
    return Collections.unmodifiableMap(map);
  }

  private String text() {
    int number = in.getInt();
    if (number < 0) {
      texts.add(new String(bytes(), StandardCharsets.UTF_8));
    }
    return number < 0 ? texts.getLast() : texts.get(number);
  }

  private byte[] bytes() {
    byte[] bytes = new byte[size(1)];
    in.get(bytes);
    return bytes;
  }

  private int[] ints() {
    int[] ints = new int[size(Integer.BYTES)];
    in.asIntBuffer().get(ints);
    in.position(in.position() + ints.length * Integer.BYTES);
    return ints;
  }

  private float[] floats() {
    float[] floats = new float[size(Float.BYTES)];
    in.asFloatBuffer().get(floats);
    in.position(in.position() + floats.length * Float.BYTES);
    return floats;
  }

  private double[] doubles() {
    double[] doubles = new double[size(Double.BYTES)];
    in.asDoubleBuffer().get(doubles);
    in.position(in.position() + doubles.length * Double.BYTES);
    return doubles;
  }

  private Object objects() throws ReflectiveOperationException {
    String type = text();
    Class<?> component = type.startsWith("[") ? Class.forName(type) : ours(type);
    Object array = Array.newInstance(component, size(1));
    for (int i = 0; i < Array.getLength(array); i++) {
      Array.set(array, i, read());
    }
    return array;
  }

  /** A number of elements of at least so many bytes, for which there is enough left. */
  private int size(int bytes) {
    int size = in.getInt();
    if (size < 0 || (long) size * bytes > in.remaining()) {
      throw new IllegalArgumentException(size + " elements");
    }
    return size;
  }
}
