package org.lexicore.cli.written;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lexicore.cli.written.ModelDrawing.integer;
import static org.lexicore.cli.written.ModelDrawing.integers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.lexicore.cli.CommandLineRun;
import org.lexicore.cli.chain.Networks;

/**
 * Question: does every command read the codes that compress wrote – any number of codewords, lengths that do not divide
 * a row, groups, lines, matrices behind maps, shared codebooks – from the folder, from its zip, and as the plain
 * network?
 */
class StoredFormsTest {
  /** What one try draws. */
  private record Form(boolean line, int groups, int channels, int kernel, int k, int d, boolean universal) {
    static Form of(long seed) {
      Random random = new Random(seed);
      int groups = random.nextInt(3) == 0 ? 2 : 1;
      return new Form(random.nextBoolean(), groups, groups * (3 + random.nextInt(9)), 1 + random.nextInt(3), 2 + random.nextInt(29), 1 + random.nextInt(8),
          random.nextInt(3) == 0);
    }
  }

  /** Two convolutions and a matrix behind a flattened map. */
  private static ModelDrawing network(Form form, long seed) {
    ModelDrawing drawing = new ModelDrawing(seed);
    int c = form.channels;
    int[] map = form.line ? new int[] {1, c, 9} : new int[] {1, c, 5, 6};
    long[] pads = new long[form.line ? 2 : 4];
    Arrays.fill(pads, form.kernel / 2);
    int extent = form.kernel - 1 - 2 * (form.kernel / 2);
    int[] after = map.clone();
    for (int axis = 2; axis < after.length; axis++) {
      after[axis] -= extent;
    }
    int[] wide = after.clone();
    wide[1] = 2 * c;
    String x = drawing.input("x", map);
    String first = drawing.node("Conv", after, List.of(x, weight(drawing, form, c, c)), integers("pads", pads), integer("group", form.groups));
    String relu = drawing.node("Relu", after, List.of(first));
    int[] last = wide.clone();
    for (int axis = 2; axis < last.length; axis++) {
      last[axis] -= extent;
    }
    String second = drawing.node("Conv", last, List.of(relu, weight(drawing, form, 2 * c, c)), integers("pads", pads), integer("group", form.groups));
    int flat = ModelDrawing.size(last);
    String flattened = drawing.node("Flatten", new int[] {1, flat}, List.of(second));
    drawing.node("Gemm", new int[] {1, 7}, List.of(flattened, drawing.weight(0.1, 7, flat)), integer("transB", 1));
    return drawing;
  }

  private static String weight(ModelDrawing drawing, Form form, int outputs, int inputs) {
    int perGroup = inputs / form.groups;
    return form.line
        ? drawing.weight(0.3, outputs, perGroup, form.kernel)
        : drawing.weight(0.3, outputs, perGroup, form.kernel, form.kernel);
  }

  @Example
  void everyKindOfFormIsDrawn() {
    TreeSet<String> drawn = new TreeSet<>();
    for (long seed = 0; seed < 24; seed++) {
      Form form = Form.of(seed);
      drawn.add(form.line ? "line" : "map");
      drawn.add(form.groups > 1 ? "groups" : "no groups");
      drawn.add(form.universal ? "universal" : "per layer");
      drawn.add(Integer.bitCount(form.k) == 1 ? "k a power of two" : "k no power of two");
      drawn.add(form.channels / form.groups * form.kernel % form.d == 0 ? "d divides" : "d does not divide");
    }
    assertEquals(10, drawn.size(), drawn.toString());
  }

  @Property(tries = 24, seed = "1")
  void everyFormIsReadByEveryCommand(@ForAll @LongRange(min = 0, max = 23) long seed) throws Exception {
    Path folder = Files.createTempDirectory("forms");
    try {
      check(Form.of(seed), seed, folder);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void compress(Form form, long seed, Path folder) throws IOException {
    ModelDrawing drawing = network(form, seed);
    Files.write(folder.resolve("net.onnx"), drawing.model().toByteArray());
    int[] sample = drawing.tensors().get("x");
    float[] values = new float[ModelDrawing.size(sample)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) drawing.random.nextGaussian();
    }
    WrittenNetwork.numpy(folder.resolve("x.npy"), values, sample);
    ok(form, "compress", folder.resolve("net.onnx").toString(), "--scheme", form.universal ? "universal" : "per-layer", "-k", Integer.toString(form.k),
        "-d", Integer.toString(form.d), "--compress-layer", "*", "-o", folder.resolve("c").toString());
  }

  private static void check(Form form, long seed, Path folder) throws Exception {
    compress(form, seed, folder);
    String d = Integer.toString(form.d);
    Path stored = folder.resolve("c/net");
    String inspected = ok(form, "inspect", stored.toString()).out();
    assertEquals(3, inspected.lines().filter(line -> line.contains(" d=" + d + " ") && !line.startsWith("codebook ")).count(), form + "\n" + inspected);
    List<Path> places = new ArrayList<>(List.of(stored, zip(stored, "", folder.resolve("flat/net.zip")), zip(stored, "net/", folder.resolve("deep/net.zip"))));
    List<String> answers = places.stream().map(place -> answers(form, place, folder)).toList();
    assertEquals(answers.get(0), answers.get(1), form.toString());
    assertEquals(answers.get(0), answers.get(2), form.toString());
    if (form.groups == 1) {
      generate(form, places.get((int) (seed % places.size())), folder);
    }
    ok(form, "decompress", stored.toString(), "-o", folder.resolve("plain.onnx").toString());
    List<float[]> coded = weights(stored);
    List<float[]> plain = weights(folder.resolve("plain.onnx"));
    assertEquals(3, coded.size());
    for (int i = 0; i < coded.size(); i++) {
      assertArrayEquals(coded.get(i), plain.get(i), 1e-6f, form.toString());
    }
  }

  private static List<float[]> weights(Path network) {
    return Networks.read(network).graph().convolutions().map(conv -> conv.weight().values()).toList();
  }

  /** Verilog of a chip that needs no more than the codes do, and the memory image of one inference. */
  private static void generate(Form form, Path place, Path folder) {
    String made = folder.resolve("rtl").toString();
    ok(form, with(chip(form), "generate", place.toString(), "--strict", "-o", made));
    assertTrue(Files.exists(Path.of(made, "rtl", "lexicore.v")) && Files.isDirectory(Path.of(made, "tb")), form.toString());
  }

  /** One form of all kinds, shared codes in a zip: lockstep builds the design. */
  @Example
  void verifyReadsWhatCompressWrote() throws Exception {
    Path folder = Files.createTempDirectory("forms");
    try {
      Form form = new Form(true, 1, 7, 3, 11, 5, true);
      compress(form, 5, folder);
      Path zip = zip(folder.resolve("c/net"), "net/", folder.resolve("zip/net.zip"));
      CommandLineRun run = ok(form, with(chip(form), "verify", zip.toString(), "--strict", "--json", "-o", folder.resolve("verified").toString()));
      assertEquals(0, new ObjectMapper().readTree(run.out()).path("verification").path("divergences").asInt(-1), run.out());
    } finally {
      delete(folder);
    }
  }

  /** What the commands say of the network at {@code place}. */
  private static String answers(Form form, Path place, Path folder) {
    String checked = ok(form, with(chip(form), "check", place.toString())).out();
    String simulated = ok(form, with(chip(form), "simulate", place.toString(), "-o", folder.resolve("run").toString())).out();
    String evaluated = ok(form, "evaluate", place.toString(), "--inputs", folder.resolve("x.npy").toString()).out();
    assertEquals(form.groups > 1 ? 1 : 3, checked.lines().filter(line -> line.contains(" indices ")).count(), form + "\n" + checked);
    return checked + simulated + evaluated + ok(form, "inspect", place.toString()).out();
  }

  private static String[] chip(Form form) {
    return new String[] {
      "-a", CommandLineRun.EDGE, "--set", "codebook.place=sram", "--set", "codebook.entries=32", "--set", "codebook.dimension=" + form.d};
  }

  private static String[] with(String[] chip, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(chip));
    return all.toArray(String[]::new);
  }

  private static CommandLineRun ok(Form form, String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals(0, run.status(), () -> form + ": " + String.join(" ", arguments) + "\n" + run.err());
    return run;
  }

  /** The folder's files in a zip, behind {@code inner}. */
  private static Path zip(Path folder, String inner, Path target) throws Exception {
    Files.createDirectories(target.getParent());
    try (OutputStream file = Files.newOutputStream(target); ZipOutputStream out = new ZipOutputStream(file); var files = Files.list(folder)) {
      for (Path one : files.sorted().toList()) {
        out.putNextEntry(new ZipEntry(inner + one.getFileName()));
        Files.copy(one, out);
      }
    }
    return target;
  }
}
