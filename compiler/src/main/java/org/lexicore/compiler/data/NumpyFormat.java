package org.lexicore.compiler.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lexicore.model.InputException;

/** NumPy's {@code .npy}, versions 1 to 3: magic, version, length of the header, a Python dictionary, the data. */
final class NumpyFormat {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=])(\\w\\d+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");
  private static final Map<String, ElementType> TYPES = Map.ofEntries(
      Map.entry("b1", ElementType.U8), Map.entry("u1", ElementType.U8), Map.entry("i1", ElementType.I8),
      Map.entry("u2", ElementType.U16), Map.entry("i2", ElementType.I16), Map.entry("i4", ElementType.I32),
      Map.entry("i8", ElementType.I64), Map.entry("f2", ElementType.F16), Map.entry("f4", ElementType.F32),
      Map.entry("f8", ElementType.F64));

  private NumpyFormat() {}

  static boolean matches(ByteBuffer bytes) {
    return bytes.limit() >= MAGIC.length && bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  static NdArray parse(String place, ByteBuffer file) {
    ByteBuffer bytes = file.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length);
    String header = header(place, bytes);
    Matcher descr = find(place, DESCR, header);
    ElementType type = TYPES.get(descr.group(2));
    if (type == null) {
      throw new InputException(place + ": elements of type '" + descr.group(2) + "' are not supported; convert to float32 or uint8");
    }
    if (find(place, ORDER, header).group(1).equals("True")) {
      throw new InputException(place + ": is in Fortran order; save numpy.ascontiguousarray(array)");
    }
    return ArrayFile.array(place, type, extents(place, find(place, SHAPE, header).group(1)), bytes, descr.group(1).equals(">"));
  }

  private static String header(String place, ByteBuffer bytes) {
    int version = bytes.remaining() < 2 ? 0 : bytes.get();
    boolean known = version >= 1 && version <= 3;
    int lengthBytes = version == 1 ? 2 : 4;
    if (!known || bytes.remaining() < 1 + lengthBytes) {
      throw damaged(place);
    }
    bytes.get();
    long length = lengthBytes == 2 ? bytes.getShort() & 0xFFFF : bytes.getInt() & 0xFFFFFFFFL;
    if (length > bytes.remaining()) {
      throw damaged(place);
    }
    byte[] text = new byte[(int) length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static Matcher find(String place, Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw damaged(place);
    }
    return matcher;
  }

  private static long[] extents(String place, String shape) {
    try {
      return Stream.of(shape.split(",")).map(String::strip).filter(part -> !part.isEmpty()).mapToLong(Long::parseLong).toArray();
    } catch (NumberFormatException e) {
      throw damaged(place);
    }
  }

  private static InputException damaged(String place) {
    return new InputException(place + ": its NumPy header is damaged or of an unknown kind; save it again with numpy.save");
  }
}
