package org.lexicore.cli.written;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lexicore.cli.written.ModelDrawing.integers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.cli.CommandLineRun;

/**
 * Question: do all commands give one answer to weights that an ONNX file looks up in codebooks, whether or not their
 * codes can run?
 */
class LookedUpWeightsTest {
  private static final int OUTPUTS = 24;
  private static final int INPUTS = 16;

  /** How the weight of a convolution of 1 × 3 is looked up, and what stands against its codes. */
  private enum Kind {
    ALONG_INPUTS("", 8),
    ALONG_KERNEL("codewords run along the kernel", 3),
    ALONG_OUTPUTS("codewords run along the output channels", 8),
    SEVERAL_SCALES("there are several scales per output channel", 8),
    SUMS("weights are sums of codewords (additive codes)", 8),
    SHIFTED("what is looked up passes through Sub", 8);

    private final String why;
    private final int d;

    Kind(String why, int d) {
      this.why = why;
      this.d = d;
    }
  }

  @TempDir static Path folder;

  @BeforeAll
  static void draw() throws Exception {
    for (Kind kind : Kind.values()) {
      Files.write(folder.resolve(kind + ".onnx"), model(kind).model().toByteArray());
    }
  }

  private static String lookedUp(ModelDrawing drawing, int d) {
    float[] codewords = new float[32 * d];
    for (int i = 0; i < codewords.length; i++) {
      codewords[i] = drawing.random.nextInt(255) - 127;
    }
    int count = OUTPUTS * INPUTS * 3 / d;
    String codes = drawing.integers(drawing.random.longs(count, 0, 32).toArray());
    return drawing.node("Gather", new int[] {count, d}, List.of(drawing.floats(codewords, 32, d), codes));
  }

  private static String moved(ModelDrawing drawing, String from, int[] extents, int... permutation) {
    String reshaped = drawing.node("Reshape", extents, List.of(from, drawing.integers(java.util.Arrays.stream(extents).asLongStream().toArray())));
    long[] order = java.util.Arrays.stream(permutation).asLongStream().toArray();
    return drawing.node("Transpose", new int[] {OUTPUTS, INPUTS, 1, 3}, List.of(reshaped), integers("perm", order));
  }

  private static ModelDrawing model(Kind kind) {
    ModelDrawing drawing = new ModelDrawing(7);
    int[] oihw = {OUTPUTS, INPUTS, 1, 3};
    String x = drawing.input("x", 1, INPUTS, 4, 8);
    String looked = lookedUp(drawing, kind.d);
    String weight = switch (kind) {
      case ALONG_KERNEL -> moved(drawing, looked, oihw, 0, 1, 2, 3);
      case ALONG_OUTPUTS -> moved(drawing, looked, new int[] {INPUTS, 1, 3, OUTPUTS}, 3, 0, 1, 2);
      case ALONG_INPUTS, SEVERAL_SCALES -> moved(drawing, looked, new int[] {OUTPUTS, 1, 3, INPUTS}, 0, 3, 1, 2);
      case SUMS -> {
        String sum = drawing.node("Add", new int[] {OUTPUTS * INPUTS * 3 / 8, 8}, List.of(looked, lookedUp(drawing, 8)));
        yield moved(drawing, sum, new int[] {OUTPUTS, 1, 3, INPUTS}, 0, 3, 1, 2);
      }
      case SHIFTED -> {
        String shifted = drawing.node("Sub", new int[] {OUTPUTS * INPUTS * 3 / 8, 8}, List.of(looked, drawing.number(8)));
        yield moved(drawing, shifted, new int[] {OUTPUTS, 1, 3, INPUTS}, 0, 3, 1, 2);
      }
    };
    String scale = kind == Kind.SEVERAL_SCALES ? drawing.positive(OUTPUTS, INPUTS, 1, 1) : drawing.positive(OUTPUTS, 1, 1, 1);
    String scaled = drawing.node("Mul", oihw, List.of(weight, scale));
    drawing.node("Conv", new int[] {1, OUTPUTS, 4, 6}, List.of(x, scaled));
    return drawing;
  }

  /** The commands that take a network, for {@code kind}. */
  private static List<List<String>> commands(Kind kind) throws Exception {
    String file = folder.resolve(kind + ".onnx").toString();
    String data = WrittenNetwork.numpy(folder.resolve("x.npy"), new float[2 * INPUTS * 32], 2, INPUTS, 4, 8).toString();
    String out = folder.resolve("out").toString();
    List<String> chip = List.of("-a", CommandLineRun.EDGE, "--set", "codebook.place=sram");
    List<List<String>> commands = new ArrayList<>();
    for (String command : List.of("check", "simulate", "generate")) {
      List<String> words = new ArrayList<>(List.of(command, file));
      words.addAll(chip);
      words.addAll(command.equals("check") ? List.of() : List.of("-o", out));
      commands.add(words);
    }
    commands.add(List.of("evaluate", file, "--inputs", data));
    commands.add(List.of("compress", file, "--scheme", "per-layer", "-k", "16", "-d", "4", "--compress-layer", "*", "-o", folder.resolve("c").toString()));
    return commands;
  }

  private static CommandLineRun run(List<String> command, String... further) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(further));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  @Test
  void everyCommandSaysWhichCodesItGivesUpAndWhyInOneLine() throws Exception {
    int told = 0;
    for (Kind kind : Kind.values()) {
      for (List<String> command : commands(kind)) {
        CommandLineRun run = run(command);
        assertEquals(0, run.status(), command + "\n" + run.err());
        List<String> lines = run.err().lines().filter(line -> line.contains(" codes of the file: ") || line.contains(" instead of its codes: ")).toList();
        assertEquals(kind == Kind.ALONG_INPUTS ? 0 : 1, lines.size(), command + "\n" + run.err());
        for (String line : lines) {
          assertTrue(line.startsWith("note: " + kind + ": ") && line.contains(kind.why) && line.contains(" bits per weight") && line.contains(" bytes"), line);
          told++;
        }
      }
    }
    assertEquals(25, told);
  }

  @Test
  void strictRefusesWhatIsNotedAndNothingElse() throws Exception {
    String made = folder.resolve("refused").toString();
    CommandLineRun compress = CommandLineRun.of("compress", folder.resolve(Kind.SUMS + ".onnx").toString(), "--scheme", "int8", "--strict", "-o", made);
    assertEquals(2, compress.status());
    assertFalse(Files.exists(folder.resolve("refused")), "nothing half-written");
    int refused = 0;
    for (Kind kind : Kind.values()) {
      for (List<String> command : commands(kind)) {
        CommandLineRun run = run(command, "--strict");
        assertEquals(kind == Kind.ALONG_INPUTS ? 0 : 2, run.status(), command + "\n" + run.err());
        if (run.status() == 2) {
          assertTrue(run.err().contains("error: --strict: " + kind + ": ") && run.err().contains(kind.why), run.err());
          refused++;
        }
      }
    }
    assertEquals(25, refused);
  }

  @Test
  void compressKeepsCodesThatCanStayUnlessToldOtherwise() {
    String file = folder.resolve(Kind.ALONG_INPUTS + ".onnx").toString();
    String[] kept = {"compress", file, "--scheme", "int8", "-o", folder.resolve("kept").toString()};
    CommandLineRun run = CommandLineRun.of(kept);
    assertTrue(run.err().contains("note: ALONG_INPUTS: 1 layer keeps the codes that the file has; --recode fits new ones"), run.err());
    assertTrue(CommandLineRun.of("inspect", folder.resolve("kept/ALONG_INPUTS").toString()).out().contains("k=32 d=8"));
    List<String> anew = new ArrayList<>(List.of(kept));
    anew.add("--recode");
    assertEquals(0, CommandLineRun.of(anew.toArray(String[]::new)).status());
    assertTrue(CommandLineRun.of("inspect", folder.resolve("kept/ALONG_INPUTS").toString()).out().contains("int8"));
  }
}
