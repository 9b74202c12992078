package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.compiler.data.ArrayFile;
import org.lexicore.compiler.format.CompressedNetworkReader;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;

/** Does the example of docs/format.md write a network that every command reads, with the weights that NumPy says? */
class PythonExampleTest {
  /** Debian's own, which scripts/setup installs the packages for. */
  private static final String PYTHON = "/usr/bin/python3";

  /**
   * The weights as NumPy decodes them, and other files that could be written: the values left in the model, scales of
   * both signs.
   */
  private static final String FURTHER = """
      decoded = codebook[indices].reshape(len(rows), -1)[:, :weight[0].size] * scale[:, None]
      np.save("decoded.npy", decoded.reshape(32, 3, 3, 16).transpose(0, 3, 1, 2).astype(np.float32))
      os.makedirs("left", exist_ok=True)
      onnx.save(onnx.load("mine.onnx"), "left/model.onnx")
      os.link("mine/weights.safetensors", "left/weights.safetensors")
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void run() throws Exception {
    Matcher example = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("../docs/format.md")));
    assertTrue(example.find(), "docs/format.md has an example in Python");
    Files.writeString(folder.resolve("example.py"), example.group(1) + FURTHER);
    Process python = new ProcessBuilder(PYTHON, "example.py").directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(python.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(0, python.waitFor(), said);
  }

  private static String in(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void theWeightsAreThoseThatNumpyDecodes() {
    Conv conv = CompressedNetworkReader.read(folder.resolve("mine")).graph().convolutions().skip(1).findFirst().orElseThrow();
    assertEquals("conv2.weight", conv.weightName());
    assertTrue(((IntegerWeight) conv.weight()).integers() instanceof LayerWeights.Coded);
    assertArrayEquals(ArrayFile.read(folder.resolve("decoded.npy")).floats(), conv.weight().values(), 1e-5f);
  }

  @Test
  void theCodesRunAsCodes() {
    CommandLineRun run = CommandLineRun.of("simulate", in("mine"), "-a", CommandLineRun.EDGE, "--set", "codebook.dimension=4", "--strict", "-o", in("out"));
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("mine on edge-8, codebook in rom"), run.out());
    CommandLineRun inspected = CommandLineRun.of("inspect", in("mine"));
    assertTrue(inspected.out().contains("k=64 d=4"), inspected.out());
  }

  @Test
  void whatAnExporterLeavesInTheModelIsRefused() {
    CommandLineRun run = CommandLineRun.of("inspect", in("left"));
    assertEquals(2, run.status());
    assertTrue(run.err().contains("model.onnx: holds values of conv2.weight, which weights.safetensors holds, too"), run.err());
  }
}
