package org.lexicore.compiler.format;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lexicore.compiler.data.NdArray;

/**
 * The content of a safetensors file: named arrays, and strings about them.
 *
 * @param tensors by name
 * @param metadata the {@code __metadata__} object
 */
public record Safetensors(Map<String, NdArray> tensors, Map<String, String> metadata) {
  public Safetensors {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Reads a file; nothing beyond its end is ever touched, whatever its header says.
   *
   * @throws org.lexicore.model.InputException naming what is wrong with it
   */
  public static Safetensors read(Path file) {
    return SafetensorsReader.read(file);
  }

  /** Writes a file; equal content gives equal bytes. */
  public void write(Path file) {
    SafetensorsWriter.write(this, file);
  }

  /** The tensor of that name. */
  public Optional<NdArray> tensor(String name) {
    return Optional.ofNullable(tensors.get(name));
  }
}
