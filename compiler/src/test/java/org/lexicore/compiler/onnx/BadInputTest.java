package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.InputException;

/** Question: is a user told, line by line, what is wrong with a file and what to do? */
class BadInputTest {
  private static final int DAMAGED = 1000;

  @TempDir Path folder;

  @Test
  void everyBadModelIsRefusedWithItsMessages() throws IOException {
    Map<String, List<String>> messages = new LinkedHashMap<>();
    for (var bad : BadModels.all().entrySet()) {
      OnnxModel model = new OnnxModel(folder.resolve("net.onnx"), bad.getValue().proto());
      messages.put(bad.getKey(), problems(() -> OnnxImporter.read(model, WeightSource.NONE), bad.getKey()));
    }
    assertEquals(112, messages.size());
    GoldenText.assertMatches("onnx-import.txt", text(messages));
  }

  @Test
  void everyBadFileIsRefusedWithItsMessage() throws IOException {
    Map<String, List<String>> messages = new LinkedHashMap<>();
    byte[] whole = BadModels.all().get("several at once").proto().toByteArray();
    messages.put("cut short", fileProblems("cut.onnx", Arrays.copyOf(whole, whole.length / 2)));
    messages.put("empty", fileProblems("empty.onnx", new byte[0]));
    messages.put("text", fileProblems("text.onnx", "import torch\n".getBytes(StandardCharsets.UTF_8)));
    messages.put("weights only", fileProblems("weights.onnx", new byte[] {8, 7}));
    messages.put("folder", problems(() -> OnnxImporter.read(folder), "folder"));
    messages.put("missing", problems(() -> OnnxImporter.read(folder.resolve("no.onnx")), "missing"));
    assertEquals(6, messages.size());
    GoldenText.assertMatches("onnx-file.txt", text(messages).replace(folder.toString(), "FOLDER"));
  }

  @Test
  void everyPrefixOfAFileIsRefusedOrReadButNeverCrashes() throws IOException {
    byte[] whole = OperatorCases.all().get(0).model().proto().toByteArray();
    int refused = 0;
    for (int length = 0; length < whole.length; length++) {
      Path file = Files.write(folder.resolve("prefix.onnx"), Arrays.copyOf(whole, length));
      assertThrows(InputException.class, () -> OnnxImporter.read(file));
      refused++;
    }
    assertEquals(whole.length, refused);
  }

  @Test
  void damagedFilesAreRefusedOrReadButNeverCrash() throws IOException {
    Random random = new Random(1);
    List<OperatorCases.Case> cases = OperatorCases.all();
    int refused = 0;
    for (int i = 0; i < DAMAGED; i++) {
      byte[] bytes = cases.get(i % cases.size()).model().proto().toByteArray();
      for (int n = 0; n <= i % 3; n++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(n == 0 ? 16 : 256);
      }
      refused += isRefused(bytes) ? 1 : 0;
    }
    assertTrue(refused > DAMAGED / 10 && refused < DAMAGED * 9 / 10, refused + " of " + DAMAGED);
  }

  private boolean isRefused(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("damaged.onnx"), bytes);
    try {
      OnnxImporter.read(file);
      return false;
    } catch (InputException e) {
      assertTrue(e.problems().stream().noneMatch(line -> line.contains("\n")), "one line each");
      return true;
    }
  }

  private List<String> fileProblems(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    return problems(() -> OnnxImporter.read(file), name);
  }

  private static List<String> problems(Runnable action, String name) {
    List<String> problems = assertThrows(InputException.class, action::run, name).problems();
    for (String problem : problems) {
      assertFalse(problem.contains("\n"), name + ": one line each");
      assertTrue(problem.contains(": ") && problem.contains("; "), name + ": place and remedy in " + problem);
    }
    return problems;
  }

  private static String text(Map<String, List<String>> messages) {
    StringBuilder text = new StringBuilder();
    messages.forEach((name, lines) -> text.append("# ").append(name).append('\n').append(String.join("\n", lines)).append("\n\n"));
    return text.toString();
  }
}
