package org.lexicore.cli.kept;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.cli.CommandLineRun;
import org.lexicore.cli.accelerator.AcceleratorYaml;
import org.lexicore.cli.chain.Networks;
import org.lexicore.cli.chain.QuantiseNetwork;
import org.lexicore.cli.chain.SampleFiles;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.map.Mapper;
import org.lexicore.compiler.map.Mapping;
import org.lexicore.compiler.map.StoreContent;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.network.QuantisedNetwork;

/**
 * Does what is kept come back as it was, whatever happened to it meanwhile, and is it made again where something else
 * determines it?
 */
class KeptTest {
  private static final int MAPPED = 3;

  @TempDir private Path folder;

  private final AtomicInteger made = new AtomicInteger();

  private Kept kept(String build) {
    return Kept.in(folder, 1 << 20, build, Duration.ZERO);
  }

  private record Thing(String name, List<int[]> numbers, Map<String, Double> values) {}

  private Supplier<Thing> maker(String name) {
    return () -> {
      made.incrementAndGet();
      return new Thing(name, List.of(new int[] {1, -2, 3}, new int[0]), Map.of("a", 1.5, "b", Double.NaN));
    };
  }

  private Thing get(String build, Object... from) {
    return kept(build).get("thing", List.of(from), Thing.class, maker("it"));
  }

  private static byte[] bytes(Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordOutput records = new RecordOutput(out)) {
      records.write(value);
    }
    return out.toByteArray();
  }

  private List<Path> values() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith("value")).toList();
    }
  }

  @Test
  void mappingsOfRealNetworksComeBackAsTheyWere() throws Exception {
    int mapped = 0;
    for (String name : List.of("tiny-cnn", "vgg-fashion", "resnet20-fashion")) {
      CompressedNetwork opened = Networks.read(CommandLineRun.EXAMPLES.resolve("networks/" + name + ".onnx"));
      QuantisedNetwork network = QuantiseNetwork.apply(opened, () -> SampleFiles.noise(opened, 1, 1), new PrintWriter(new ByteArrayOutputStream()))
          .network();
      Accelerator accelerator = AcceleratorYaml.read(Path.of(CommandLineRun.EDGE), List.of("codebook.place=sram"));
      Mapping mapping = Mapper.explain(network, accelerator, StoreContent.NONE, 1);
      for (int run = 0; run < 2; run++) {
        Mapping kept = kept("b").get("mapping", List.of(network, accelerator), Mapping.class, () -> {
          made.incrementAndGet();
          return mapping;
        });
        assertArrayEquals(bytes(mapping), bytes(kept));
        assertArrayEquals(mapping.program().instructionBytes(), kept.program().instructionBytes());
        assertArrayEquals(mapping.program().data(), kept.program().data());
        assertEquals(mapping.report(), kept.report());
      }
      assertEquals(++mapped, made.get());
    }
    assertEquals(MAPPED, mapped);
  }

  @Test
  void anotherBuildOrAnotherInputHasAValueOfItsOwn() {
    get("b", 1, List.of("x"));
    get("b", 1, List.of("x"));
    assertEquals(1, made.get());
    get("c", 1, List.of("x"));
    get("b", 2, List.of("x"));
    get("b", 1, List.of("y"));
    get("b", 1, List.of("x", "x"));
    get("b", 1L, List.of("x"));
    kept("b").get("other", List.of(1, List.of("x")), Thing.class, maker("it"));
    assertEquals(7, made.get());
  }

  @Test
  void damagedValuesAreMadeAnew() throws Exception {
    Thing right = get("b", 1);
    byte[] whole = Files.readAllBytes(values().getFirst());
    Random random = new Random(1);
    int damaged = 0;
    for (int i = 0; i < 100; i++) {
      byte[] bytes = i % 2 == 0 ? whole.clone() : java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
      if (i % 2 == 0) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(values().getFirst(), bytes);
      assertArrayEquals(bytes(right), bytes(get("b", 1)));
      assertArrayEquals(whole, Files.readAllBytes(values().getFirst()));
      assertEquals(++damaged + 1, made.get());
    }
    assertEquals(100, damaged);
  }

  @Test
  void whateverBytesAreReadNothingButAnExceptionComesOfIt() throws Exception {
    byte[] whole = bytes(maker("it").get());
    Random random = new Random(2);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        new RecordInput(ByteBuffer.wrap(bytes)).read();
      } catch (ReflectiveOperationException | RuntimeException refused) {
        made.incrementAndGet();
      }
    }
    assertTrue(made.get() > 500, made + " refused");
  }

  @Test
  void manyMayUseItAtOnce() throws Exception {
    List<Thing> things = Collections.synchronizedList(new ArrayList<>());
    IntStream.range(0, 64).parallel().forEach(i -> things.add(get("b", i % 4)));
    assertEquals(64, things.size());
    assertEquals(4, values().size());
    byte[] right = bytes(things.getFirst());
    for (Thing thing : things) {
      assertArrayEquals(right, bytes(thing));
    }
  }

  @Test
  void theOldestGoWhenAllTakeTooMuch() throws Exception {
    Kept small = Kept.in(folder, 2500, "b", Duration.ZERO);
    for (int i = 0; i < 5; i++) {
      byte[] bytes = new byte[1000];
      small.get("bytes", List.of(i), byte[].class, () -> bytes);
      for (Path value : values()) {
        Path used = value.resolveSibling("used");
        Files.setLastModifiedTime(used, java.nio.file.attribute.FileTime.fromMillis(Files.getLastModifiedTime(used).toMillis() - 100_000));
      }
    }
    assertEquals(2, values().size());
  }

  @Test
  void whereNothingCanBeWrittenItIsMadeEachTime() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Kept nowhere = Kept.in(file.resolve("below"), 1 << 20, "b", Duration.ZERO);
    nowhere.get("thing", List.of(1), Thing.class, maker("it"));
    nowhere.get("thing", List.of(1), Thing.class, maker("it"));
    assertEquals(2, made.get());
  }

  @Test
  void whatIsNotMadeOfRecordsIsMadeEachTime() {
    Object lambda = (Runnable) () -> { };
    get("b", lambda);
    get("b", lambda);
    assertEquals(2, made.get());
  }

  @Test
  void anExceptionIsHandedOn() {
    assertThrows(IllegalStateException.class, () -> kept("b").get("thing", List.of(1), Thing.class, () -> {
      throw new IllegalStateException("no");
    }));
  }

  @Test
  void hashTablesAreWrittenInOneOrder() throws Exception {
    Map<Object, Integer> one = new HashMap<>();
    Map<Object, Integer> other = new HashMap<>(1000);
    for (int i = 0; i < 100; i++) {
      one.put("k" + i, i);
      other.put("k" + (99 - i), 99 - i);
    }
    assertArrayEquals(bytes(one), bytes(other));
  }
}
