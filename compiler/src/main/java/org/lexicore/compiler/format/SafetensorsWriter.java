package org.lexicore.compiler.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.model.InputException;

/** Writes safetensors: wide elements first, then by name, so that every tensor is aligned and the bytes are always the same. */
final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private SafetensorsWriter() {}

  static void write(Safetensors content, Path file) {
    List<Map.Entry<String, NdArray>> order = content.tensors().entrySet().stream()
        .sorted(Comparator.<Map.Entry<String, NdArray>>comparingInt(entry -> -entry.getValue().type().bytes())
            .thenComparing(Map.Entry::getKey))
        .toList();
    byte[] header = header(content.metadata(), order);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
      out.write(header);
      for (Map.Entry<String, NdArray> entry : order) {
        byte[] bytes = new byte[entry.getValue().bytes().limit()];
        entry.getValue().bytes().get(0, bytes);
        out.write(bytes);
      }
    } catch (IOException e) {
      throw new InputException(file + ": cannot be written: " + e.getMessage());
    }
  }

  private static byte[] header(Map<String, String> metadata, List<Map.Entry<String, NdArray>> order) {
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode strings = header.putObject("__metadata__");
      new TreeMap<>(metadata).forEach(strings::put);
    }
    long at = 0;
    for (Map.Entry<String, NdArray> entry : order) {
      NdArray array = entry.getValue();
      ObjectNode tensor = header.putObject(entry.getKey());
      tensor.put("dtype", array.type().name());
      Arrays.stream(array.shape()).forEach(tensor.putArray("shape")::add);
      tensor.putArray("data_offsets").add(at).add(at + array.bytes().limit());
      at += array.bytes().limit();
    }
    try {
      byte[] text = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
      byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
      Arrays.fill(padded, text.length, padded.length, (byte) ' ');
      return padded;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
