package org.lexicore.compiler.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.compiler.data.ElementType;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.model.InputException;

/** Does a safetensors file come back as it was written, and is a damaged one refused whatever its header claims? */
class SafetensorsTest {
  @TempDir Path folder;

  private Path file(String header, byte... data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(folder.resolve("w.safetensors"), bytes.putLong(text.length).put(text).put(data).array());
    return folder.resolve("w.safetensors");
  }

  private String problem(String header, byte... data) throws IOException {
    Path file = file(header, data);
    return assertThrows(InputException.class, () -> Safetensors.read(file)).getMessage();
  }

  @Test
  void everyElementTypeComesBackAsItWasWritten() {
    Map<String, NdArray> tensors = new java.util.LinkedHashMap<>();
    Random random = new Random(1);
    for (ElementType type : ElementType.values()) {
      byte[] bytes = new byte[6 * type.bytes()];
      random.nextBytes(bytes);
      tensors.put("t." + type, new NdArray(type, new int[] {2, 3}, ByteBuffer.wrap(bytes)));
    }
    tensors.put("empty", new NdArray(ElementType.F32, new int[] {0, 4}, ByteBuffer.allocate(0)));
    tensors.put("scalar", new NdArray(ElementType.U8, new int[0], ByteBuffer.wrap(new byte[] {7})));
    Path file = folder.resolve("all.safetensors");
    new Safetensors(tensors, Map.of("note", "a \"quoted\" one")).write(file);
    Safetensors read = Safetensors.read(file);
    assertEquals(tensors.keySet(), read.tensors().keySet());
    assertEquals(tensors.size(), read.tensors().size());
    tensors.forEach((name, array) -> {
      assertEquals(array.bytes(), read.tensor(name).orElseThrow().bytes());
      assertArrayEquals(array.shape(), read.tensor(name).orElseThrow().shape());
    });
    assertEquals(Map.of("note", "a \"quoted\" one"), read.metadata());
  }

  @Test
  void orderOfTensorsDoesNotChangeTheBytes() throws IOException {
    NdArray a = NdArray.of(new int[] {2}, new float[] {1, 2});
    NdArray b = new NdArray(ElementType.I8, new int[] {3}, ByteBuffer.wrap(new byte[] {1, 2, 3}));
    Map<String, NdArray> one = new java.util.LinkedHashMap<>();
    one.put("a", a);
    one.put("b", b);
    Map<String, NdArray> other = new java.util.LinkedHashMap<>();
    other.put("b", b);
    other.put("a", a);
    new Safetensors(one, Map.of()).write(folder.resolve("1"));
    new Safetensors(other, Map.of()).write(folder.resolve("2"));
    assertArrayEquals(Files.readAllBytes(folder.resolve("1")), Files.readAllBytes(folder.resolve("2")));
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file("{\"t\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}", (byte) 1, (byte) 2, (byte) 3, (byte) 4));
    int refused = 0;
    for (int length = 0; length < whole.length; length++, refused++) {
      Path cut = folder.resolve("cut");
      Files.write(cut, Arrays.copyOf(whole, length));
      assertTrue(assertThrows(InputException.class, () -> Safetensors.read(cut)).getMessage().startsWith("cut: "));
    }
    assertEquals(whole.length, refused);
  }

  @Test
  void randomDamageIsRefusedOrReadButNeverCrashes() throws IOException {
    byte[] whole = Files.readAllBytes(file("{\"__metadata__\":{\"a\":\"b\"},\"t\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}", new byte[4]));
    Random random = new Random(2);
    int refused = 0;
    for (int trial = 0; trial < 400; trial++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      Path file = folder.resolve("damaged");
      Files.write(file, damaged);
      try {
        Safetensors.read(file);
      } catch (InputException e) {
        refused++;
      }
    }
    assertTrue(refused > 200 && refused < 400, refused + " refused");
  }

  @Test
  void messagesSayWhatIsWrong() throws IOException {
    assertEquals(
        "w.safetensors: tensor t lies from byte 0 to 8 of 4; is the file truncated?",
        problem("{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", new byte[4]));
    assertEquals(
        "w.safetensors: tensor t has 4 bytes for the shape [2] of F32",
        problem("{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", new byte[4]));
    assertEquals(
        "w.safetensors: tensor t has the element type 'BF16'; known are [U8, I8, U16, I16, I32, I64, F16, F32, F64]",
        problem("{\"t\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}", new byte[4]));
    assertEquals(
        "w.safetensors: bytes 2 to 1 belong to two tensors or to none",
        problem("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}",
            new byte[2]));
    assertEquals(
        "w.safetensors: 3 bytes after the last tensor belong to none",
        problem("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", new byte[4]));
    assertEquals("w.safetensors: metadata 'n' is no string", problem("{\"__metadata__\":{\"n\":1}}"));
    assertTrue(problem("{\"a\":1,\"a\":2}").contains("Duplicate"));
    assertEquals("w.safetensors: its safetensors header is no JSON object", problem("[]"));
    assertEquals(
        "w.safetensors: tensor t: shape and data_offsets are not what the format says",
        problem("{\"t\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,4]}}", new byte[4]));
  }
}
