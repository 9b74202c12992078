package org.lexicore.compiler.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.data.ElementType;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;

/** Reads safetensors: a 64-bit length, a JSON header of that length, the tensors' bytes without gaps. */
final class SafetensorsReader {
  /** The largest header that the format's own library accepts. */
  private static final long MOST_HEADER_BYTES = 100_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String place;
  private final Problems problems = new Problems();
  private final Map<String, NdArray> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<long[]> spans = new ArrayList<>();

  private SafetensorsReader(String place) {
    this.place = place;
  }

  static Safetensors read(Path file) {
    SafetensorsReader reader = new SafetensorsReader(file.getFileName().toString());
    return reader.parse(ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": there is no such file");
    } catch (IOException | OutOfMemoryError e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage());
    }
  }

  private Safetensors parse(ByteBuffer file) {
    long length = file.limit() < 8 ? -1 : file.getLong(0);
    if (length < 2 || length > MOST_HEADER_BYTES || length > file.limit() - 8) {
      throw new InputException(place + ": is no safetensors file, or is truncated: its header would be " + length + " bytes long, the file has "
          + file.limit());
    }
    JsonNode header = header(file, (int) length);
    ByteBuffer data = file.slice(8 + (int) length, file.limit() - 8 - (int) length);
    header.properties().forEach(entry -> {
      if (entry.getKey().equals("__metadata__")) {
        metadata(entry.getValue());
      } else {
        tensor(entry.getKey(), entry.getValue(), data);
      }
    });
    checkNoGaps(data.limit());
    problems.throwIfAny();
    return new Safetensors(tensors, metadata);
  }

  private JsonNode header(ByteBuffer file, int length) {
    byte[] text = new byte[length];
    file.get(8, text);
    try {
      JsonNode header = JSON.readTree(new String(text, StandardCharsets.UTF_8));
      if (header != null && header.isObject()) {
        return header;
      }
      throw new InputException(place + ": its safetensors header is no JSON object");
    } catch (JsonProcessingException e) {
      throw new InputException(place + ": its safetensors header is no valid JSON: " + e.getOriginalMessage());
    }
  }

  private void metadata(JsonNode node) {
    node.properties().forEach(entry -> {
      problems.require(entry.getValue().isTextual(), "%s: metadata '%s' is no string", place, entry.getKey());
      metadata.put(entry.getKey(), entry.getValue().asText());
    });
  }

  private void tensor(String name, JsonNode node, ByteBuffer data) {
    ElementType type = type(node.path("dtype").asText());
    JsonNode offsets = node.path("data_offsets");
    if (type == null) {
      problems.add("%s: tensor %s has the element type '%s'; known are %s", place, name, node.path("dtype").asText(),
          List.of(ElementType.values()));
      return;
    }
    boolean numbers = node.path("shape").isArray() && offsets.isArray() && offsets.size() == 2;
    for (JsonNode number : node.path("shape")) {
      numbers &= number.canConvertToInt() && number.isIntegralNumber() && number.intValue() >= 0;
    }
    numbers = numbers && offsets.path(0).isIntegralNumber() && offsets.path(1).isIntegralNumber();
    if (!numbers) {
      problems.add("%s: tensor %s: shape and data_offsets are not what the format says", place, name);
      return;
    }
    long from = offsets.path(0).longValue();
    long to = offsets.path(1).longValue();
    if (from < 0 || to < from || to > data.limit()) {
      problems.add("%s: tensor %s lies from byte %d to %d of %d; is the file truncated?", place, name, from, to, data.limit());
      return;
    }
    add(name, type, node.path("shape"), data.slice((int) from, (int) (to - from)));
    spans.add(new long[] {from, to});
  }

  private void add(String name, ElementType type, JsonNode extents, ByteBuffer bytes) {
    int[] shape = new int[extents.size()];
    long elements = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = extents.path(i).intValue();
      elements = Math.min(1L << 40, elements * shape[i]);
    }
    if (elements * type.bytes() != bytes.limit()) {
      problems.add("%s: tensor %s has %d bytes for the shape %s of %s", place, name, bytes.limit(), extents, type);
      return;
    }
    tensors.put(name, new NdArray(type, shape, bytes));
  }

  private static ElementType type(String name) {
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  private void checkNoGaps(long end) {
    spans.sort(Comparator.<long[]>comparingLong(span -> span[0]).thenComparingLong(span -> span[1]));
    long at = 0;
    for (long[] span : spans) {
      problems.require(!problems.none() || span[0] == at, "%s: bytes %d to %d belong to two tensors or to none", place, at, span[0]);
      at = span[1];
    }
    problems.require(!problems.none() || at == end, "%s: %d bytes after the last tensor belong to none", place, end - at);
  }
}
