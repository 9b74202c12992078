package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.compiler.onnx.proto.TensorProto;

/** Are numbers that nothing can be calculated with told where they are read: file, sample or tensor, and element? */
class NumbersTest {
  private static final float[] BAD = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e12f, -3e38f};
  private static final int PIXELS = 28 * 28;

  @TempDir static Path folder;
  private static String compressed;

  @BeforeAll
  static void compress() {
    run(0, "compress", CommandLineRun.TINY, "--scheme", "int8", "--calibration", CommandLineRun.CALIBRATION, "-o", folder.toString());
    compressed = folder.resolve("tiny-cnn").toString();
  }

  private static CommandLineRun run(int status, String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals(status, run.status(), String.join(" ", arguments) + "\n" + run.err());
    assertFalse(run.err().contains("\tat "), run.err());
    return run;
  }

  private static float[] noise(int samples, double scale) {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[samples * PIXELS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextDouble(-1, 1));
    }
    return values;
  }

  private static List<String[]> commandsWith(String samples) {
    String out = folder.resolve("out").toString();
    return List.of(
        new String[] {"compress", CommandLineRun.TINY, "--scheme", "per-layer", "-k", "16", "-d", "4", "--calibration", samples, "-o", out},
        new String[] {"evaluate", CommandLineRun.TINY, "--inputs", samples, "--calibration", CommandLineRun.CALIBRATION},
        new String[] {"evaluate", CommandLineRun.TINY, "--inputs", CommandLineRun.IMAGES, "--samples", "4", "--calibration", samples},
        new String[] {"evaluate", compressed, "--inputs", samples},
        new String[] {"simulate", compressed, "-a", CommandLineRun.EDGE, "--set", "codebook.place=none", "--inputs", samples, "-o", out});
  }

  @Test
  void aSampleThatIsNoNumberOrHugeIsNamedByEveryCommandThatReadsSamples() throws Exception {
    int refused = 0;
    for (float bad : BAD) {
      float[] values = noise(3, 1);
      values[2 * PIXELS + 5 * 28 + 7] = bad;
      String file = NumpyFile.floats(folder.resolve("bad.npy"), values, 3, 1, 28, 28);
      for (String[] command : commandsWith(file)) {
        CommandLineRun run = run(2, command);
        assertTrue(run.err().contains("error: input image (" + file + "): sample 2, element [0, 5, 7] is "), run.err());
        assertFalse(Files.exists(folder.resolve("out/tiny-cnn")) || Files.exists(folder.resolve("out/result.json")));
        refused++;
      }
    }
    assertEquals(5 * 5, refused);
  }

  @Test
  void aWeightOrBiasThatIsNoNumberOrHugeIsNamedWithItsElement() throws Exception {
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(Path.of(CommandLineRun.TINY)));
    int refused = 0;
    for (int tensor = 0; tensor < model.getGraph().getInitializerCount(); tensor++) {
      for (float bad : BAD) {
        Path file = folder.resolve("bad.onnx");
        TensorProto damaged = model.getGraph().getInitializer(tensor);
        boolean bias = damaged.getDimsCount() == 1; // or of a normalisation: these may be as large as sums
        Files.write(file, withLast(model, tensor, bias && bad == 1e12f ? 1e15f : bad).toByteArray());
        CommandLineRun run = run(2, "compress", file.toString(), "--scheme", "int8", "-o", folder.resolve("out").toString());
        String element = String.join(",", damaged.getDimsList().stream().map(extent -> Long.toString(extent - 1)).toList());
        assertTrue(run.err().contains("\"" + damaged.getName() + "\" is ") && run.err().contains(" at [" + element + "]"), run.err());
        refused++;
      }
    }
    assertEquals(5 * 17, refused);
  }

  private static ModelProto withLast(ModelProto model, int tensor, float value) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    TensorProto.Builder weight = graph.getInitializerBuilder(tensor);
    ByteBuffer raw = ByteBuffer.wrap(weight.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    raw.putFloat(raw.limit() - 4, value);
    weight.setRawData(ByteString.copyFrom(raw.array()));
    return model.toBuilder().setGraph(graph).build();
  }

  /**
   * All zeros, a single one, magnitudes that differ by nine orders: moments of rank 0, of few directions, or beyond a
   * float's precision.
   */
  @Test
  void degenerateSamplesCompress() throws Exception {
    int compressedNetworks = 0;
    for (double scale : new double[] {0, 1e-38, 1e-20, 1, 1e9}) {
      for (int samples : new int[] {1, 3}) {
        float[] values = noise(samples, scale);
        for (int i = 1; i < values.length; i += 7) {
          values[i] = samples == 1 ? values[i] : 1;
        }
        String file = NumpyFile.floats(folder.resolve("flat.npy"), values, samples, 1, 28, 28);
        for (String scheme : List.of("int8", "per-layer")) {
          run(0, "compress", CommandLineRun.TINY, "--scheme", scheme, "-k", "16", "-d", "4", "--calibration", file, "-o",
              folder.resolve("flat").toString());
          compressedNetworks++;
        }
      }
    }
    assertEquals(20, compressedNetworks);
  }

  @Test
  void floatImagesOf255ForANetworkCalibratedOnTwoAreRefused() throws Exception {
    float[] values = noise(3, 255);
    String file = NumpyFile.floats(folder.resolve("images.npy"), values, 3, 28, 28);
    for (String[] command : commandsWith(file).subList(3, 5)) {
      String err = run(2, command).err();
      assertTrue(err.contains("input image (" + file + "): the network was calibrated on values up to 2.02, these samples reach 25"), err);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= i % 20 == 0 ? 20 : 255;
    }
    NumpyFile.floats(folder.resolve("images.npy"), values, 3, 28, 28);
    assertTrue(run(0, commandsWith(file).get(3)).err().contains("% of what is not 0 saturates"));
    NumpyFile.floats(folder.resolve("images.npy"), noise(3, 1e-3), 3, 28, 28);
    assertTrue(run(0, commandsWith(file).get(3)).err().contains("8 bits leave little of them"));
    NumpyFile.floats(folder.resolve("images.npy"), noise(3, 4), 3, 28, 28);
    assertEquals("", run(0, commandsWith(file).get(3)).err()); // twice the range: other samples may be a little larger
    assertEquals("", run(0, "evaluate", compressed, "--inputs", CommandLineRun.IMAGES, "--samples", "100").err());
  }

  /** The range may be stored, or come from the command's own calibration, of samples or of noise. */
  @Test
  void rangesThatTheCommandItselfCalibratesAreHeldAgainstTheSamplesToo() throws Exception {
    int refused = 0;
    float[] images = new float[3 * PIXELS];
    for (int i = 0; i < images.length; i++) {
      images[i] = i % 256;
    }
    String file = NumpyFile.floats(folder.resolve("raw.npy"), images, 3, 1, 28, 28);
    String quiet = NumpyFile.floats(folder.resolve("quiet.npy"), noise(3, 1), 3, 1, 28, 28);
    String network = withoutPixels();
    for (String[] calibration : new String[][] {{"--calibration", quiet}, {}}) {
      for (String[] command : new String[][] {{"evaluate", network}, {"simulate", network, "-a", CommandLineRun.EDGE, "--set", "codebook.place=none",
          "-o", folder.resolve("raw").toString()}}) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(calibration));
        words.addAll(List.of("--inputs", file));
        String err = run(2, words.toArray(String[]::new)).err();
        assertTrue(err.contains("(" + file + "): the network was calibrated on values up to "), err);
        assertTrue(err.contains("these samples reach 255") && err.contains("or give --calibration of such samples"), err);
        assertFalse(Files.exists(folder.resolve("raw")));
        words.set(words.size() - 1, quiet);
        run(0, words.toArray(String[]::new));
        try (var made = Files.exists(folder.resolve("raw")) ? Files.walk(folder.resolve("raw")) : Stream.<Path>empty()) {
          for (Path one : made.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(one);
          }
        }
        refused++;
      }
    }
    assertEquals(4, refused);
  }

  /** The network alone, without the file beside it that says what its pixels mean. */
  private static String withoutPixels() throws IOException {
    return Files.copy(Path.of(CommandLineRun.TINY), folder.resolve("alone.onnx")).toString();
  }

  @Test
  void aLabelThatIsNoClassIsNamed() throws Exception {
    for (long label : new long[] {-1, 10, 1L << 40}) {
      long[] labels = new long[100];
      labels[57] = label;
      String file = NumpyFile.integers(folder.resolve("labels.npy"), labels, 100);
      CommandLineRun run = run(2, "evaluate", compressed, "--inputs", CommandLineRun.IMAGES, "--samples", "100", "--labels", file);
      assertEquals("error: " + file + ": label 57 is " + label + "; the network has the classes 0 to 9\n", run.err());
      assertEquals("", run.out());
      run(0, "evaluate", compressed, "--inputs", CommandLineRun.IMAGES, "--samples", "57", "--labels", file);
    }
  }
}
