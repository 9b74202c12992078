package org.lexicore.cli.written;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lexicore.cli.written.ModelDrawing.integer;
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
 * Question: is it told in one line, by every command, and refused by {@code --strict}, where a network is not run as
 * its file has it – its own rounding of activations left out, codes of convolutions in groups?
 */
class DepartingNetworksTest {
  private static final int[] MAP = {1, 8, 6, 5};
  private static final String ROUNDED = "the file rounds 2 tensors to integers (";
  private static final String GROUPED = "a convolution of 2 groups needs zero weights between the groups; 8 bits per weight instead of ";

  @TempDir static Path folder;
  private static String rounded;
  private static String grouped;

  @BeforeAll
  static void draw() throws Exception {
    rounded = Files.write(folder.resolve("rounded.onnx"), rounded().model().toByteArray()).toString();
    grouped = Files.write(folder.resolve("grouped.onnx"), grouped().model().toByteArray()).toString();
  }

  /** What a framework writes that quantises by itself: integers before and after each convolution. */
  private static ModelDrawing rounded() {
    ModelDrawing drawing = new ModelDrawing(1);
    String quantised = quantised(drawing, drawing.input("x", MAP));
    String conv = drawing.node("Conv", MAP, List.of(quantised, drawing.weight(0.2, 8, 8, 3, 3)), integers("pads", 1, 1, 1, 1));
    drawing.node("Relu", MAP, List.of(quantised(drawing, conv)));
    return drawing;
  }

  private static String quantised(ModelDrawing drawing, String tensor) {
    String integers = drawing.node("QuantizeLinear", MAP, List.of(tensor, drawing.number(0.05)));
    return drawing.node("DequantizeLinear", MAP, List.of(integers, drawing.number(0.05)));
  }

  /** Three convolutions, of which that in the middle is in two groups. */
  private static ModelDrawing grouped() {
    ModelDrawing drawing = new ModelDrawing(2);
    String x = drawing.input("x", MAP);
    for (int groups : new int[] {1, 2, 1}) {
      String weight = drawing.weight(0.2, 8, 8 / groups, 7, 7);
      x = drawing.node("Conv", MAP, List.of(x, weight), integers("pads", 3, 3, 3, 3), integer("group", groups));
    }
    return drawing;
  }

  private static CommandLineRun run(int status, List<String> command, String... further) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(further));
    CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
    assertEquals(status, run.status(), all + "\n" + run.err());
    return run;
  }

  private static String samples() throws Exception {
    return WrittenNetwork.numpy(folder.resolve("x.npy"), new float[ModelDrawing.size(MAP)], MAP).toString();
  }

  private static List<List<String>> commands(String network) throws Exception {
    List<String> chip = List.of("-a", CommandLineRun.EDGE, "--set", "codebook.place=sram");
    List<List<String>> commands = new ArrayList<>();
    commands.add(List.of("evaluate", network, "--inputs", samples()));
    for (List<String> one : List.of(List.of("check", network), List.of("simulate", network, "-o", folder.resolve("run").toString()))) {
      List<String> command = new ArrayList<>(one);
      command.addAll(chip);
      commands.add(command);
    }
    return commands;
  }

  private static long lines(CommandLineRun run, String what) {
    return run.err().lines().filter(line -> line.contains(what)).count();
  }

  @Test
  void theFilesOwnRoundingIsToldByEveryCommandAndRefusedWhenStrict() throws Exception {
    List<List<String>> commands = commands(rounded);
    commands.add(List.of("compress", rounded, "--scheme", "int8", "-o", folder.resolve("c").toString()));
    int told = 0;
    for (List<String> command : commands) {
      assertEquals(1, lines(run(0, command), "note: rounded: " + ROUNDED), command.toString());
      CommandLineRun refused = run(2, command, "--strict");
      assertEquals(1, lines(refused, "error: --strict: rounded: " + ROUNDED), refused.err());
      told++;
    }
    assertEquals(4, told);
    assertTrue(run(0, List.of("inspect", rounded)).out().contains(ROUNDED));
    for (List<String> command : commands(folder.resolve("c/rounded").toString())) {
      assertEquals(0, lines(run(0, command, "--strict"), ROUNDED), "what compress wrote rounds nothing");
    }
  }

  @Test
  void convolutionsInGroupsStayInt8AndOneLineSaysSo() {
    List<String> compress = List.of("compress", grouped, "--scheme", "per-layer", "-k", "16", "-d", "4", "-o", folder.resolve("left").toString());
    CommandLineRun run = run(0, compress, "--compress-layer", "c2", "--strict");
    assertEquals(1, lines(run, "note: grouped: c1: stays int8: no accelerator runs codes of a convolution in groups"), run.err());
    assertTrue(run.out().contains("; 1 of 3 layers coded;"), run.out());
    CommandLineRun plain = run(0, List.of("compress", grouped, "--scheme", "int8", "-o", folder.resolve("left").toString()));
    assertEquals(0, lines(plain, "stays int8"), "of int8 nobody expects codes");
  }

  @Test
  void codesOfConvolutionsInGroupsAreToldWithTheirCostAndRefusedWhenStrict() throws Exception {
    String[] asked = {"--compress-layer", "c1"};
    List<String> compress = List.of("compress", grouped, "--scheme", "per-layer", "-k", "16", "-d", "4", "-o", folder.resolve("coded").toString());
    CommandLineRun refused = run(2, compress, "--compress-layer", "c1", "--strict");
    assertEquals(1, lines(refused, "error: --strict: grouped: c1 is coded, but runs on int8 weights on every accelerator: " + GROUPED), refused.err());
    assertFalse(Files.exists(folder.resolve("coded")), "nothing half-written");
    assertEquals(1, lines(run(0, compress, asked), "note: grouped: c1 is coded, but runs on int8 weights on every accelerator: " + GROUPED));
    int told = 0;
    for (List<String> command : commands(folder.resolve("coded/grouped").toString())) {
      if (!command.getFirst().equals("evaluate")) {
        assertEquals(1, lines(run(0, command), "note: grouped: c1 is on int8 weights instead of its codes: " + GROUPED), command.toString());
        run(2, command, "--strict");
        told++;
      }
    }
    assertEquals(2, told);
  }
}
