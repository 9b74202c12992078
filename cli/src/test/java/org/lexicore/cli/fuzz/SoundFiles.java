package org.lexicore.cli.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lexicore.cli.CommandLineRun;
import org.lexicore.cli.NumpyFile;

/** Files of every kind that a command reads, all of them sound and small, each in a folder with what belongs to it. */
final class SoundFiles {
  private static final int SAMPLES = 4;
  private static final String ACCELERATOR = " -a SOUND/accelerator/edge.yaml";
  private static final String NONE = ACCELERATOR + " --set codebook.place=none";
  private static final String SRAM = ACCELERATOR + " --set codebook.place=sram --set codebook.entries=16 --set codebook.dimension=4";

  private static final List<String> NETWORK = List.of(
      "inspect FILE", "check FILE" + NONE, "compress FILE --scheme int8 -o CASE/out", "compress FILE --scheme per-layer -k 4 -d 2 -o CASE/out",
      "compress FILE --scheme universal -k 4 -d 4 --compress-layer * -o CASE/out", "codebook FILE -k 4 -d 2 --compress-layer * -o CASE/out",
      "evaluate FILE --inputs INPUT", "simulate FILE" + NONE + " --timing-only -o CASE/out",
      "simulate FILE" + NONE + " --inputs INPUT -o CASE/out", "compress FILE --scheme per-layer -k 16 -d 4 --calibration INPUT -o CASE/out");
  private static final List<String> COMPRESSED = List.of(
      "inspect NET", "check NET" + SRAM, "check NET" + NONE, "evaluate NET --inputs INPUT", "simulate NET" + SRAM + " --timing-only -o CASE/out",
      "simulate NET" + SRAM + " --inputs INPUT -o CASE/out", "decompress NET -o CASE/out", "simulate NET" + ACCELERATOR + " -o CASE/out");
  private static final List<String> SAMPLED = List.of(
      "evaluate SOUND/NAME/NAME.onnx --inputs FILE", "evaluate SOUND/NAME/NAME.onnx --inputs INPUT --calibration FILE",
      "compress SOUND/NAME/NAME.onnx --scheme per-layer -k 4 -d 2 --calibration FILE -o CASE/out",
      "simulate SOUND/NAME/NAME.onnx" + NONE + " --inputs FILE --sample 1 -o CASE/out");
  private static final List<String> LABELS = List.of("evaluate SOUND/convolutional/convolutional.onnx --inputs INPUT --labels FILE");
  private static final List<String> ACCELERATED = List.of(
      "check SOUND/convolutional/convolutional.onnx -a FILE --set codebook.place=none", "area -a FILE", "check SOUND/coded/convolutional -a FILE",
      "simulate SOUND/coded/convolutional -a FILE --timing-only -o CASE/out", "simulate SOUND/coded/convolutional -a FILE --inputs INPUT -o CASE/out",
      "area -a FILE --codebook mask-rom", "generate -a FILE -o CASE/out");
  private static final List<String> TABLE = List.of(
      "check --topology FILE" + NONE, "simulate --topology FILE" + NONE + " --timing-only -o CASE/out",
      "simulate --topology FILE" + SRAM + " --timing-only -o CASE/out", "topology FILE -o CASE/out");
  private static final List<String> RESULT = List.of(
      "report CASE -o CASE/out", "compare SOUND/result CASE", "compare CASE SOUND/result --fail-over cycles=1%", "report SOUND/result CASE -o CASE/out");

  private final Path root;
  private final List<Target> targets = new ArrayList<>();

  private SoundFiles(Path root) {
    this.root = root;
  }

  /** Writes all of them into {@code root}. */
  static List<Target> write(Path root) throws IOException {
    SoundFiles files = new SoundFiles(root);
    files.accelerators();
    for (Map.Entry<String, byte[]> model : SmallModels.all().entrySet()) {
      files.model(model.getKey(), model.getValue());
    }
    files.pixels();
    files.compressed("coded", "convolutional", "per-layer -k 16 -d 4 --compress-layer *");
    files.compressed("shared", "transformer", "universal -k 16 -d 4 --compress-layer *");
    files.compressed("plain", "host", "int8");
    files.zipped();
    files.tables();
    files.results();
    return files.targets;
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  private void add(String folder, String file, Target.Damage damage, List<String> commands, String network) {
    List<String> lines = commands.stream()
        .map(line -> line.replace("FILE", "CASE/" + file).replace("NAME", network).replace("INPUT", "SOUND/" + network + "/x.npy")).toList();
    targets.add(new Target(folder + "/" + file, root.resolve(folder), file, damage, lines));
  }

  private void accelerators() throws IOException {
    Files.copy(Path.of(CommandLineRun.EDGE), folder("accelerator").resolve("edge.yaml"));
    Files.copy(CommandLineRun.EXAMPLES.resolve("accelerators/big-16.yaml"), folder("big").resolve("big.yaml"));
    add("accelerator", "edge.yaml", DamageText::apply, ACCELERATED, "convolutional");
    add("big", "big.yaml", DamageText::apply, ACCELERATED, "convolutional");
  }

  private void model(String name, byte[] model) throws IOException {
    Files.write(folder(name).resolve(name + ".onnx"), model);
    SplittableRandom random = new SplittableRandom(9);
    String samples = root.resolve(name).resolve("x.npy").toString();
    if (name.equals("transformer")) {
      NumpyFile.integers(Path.of(samples), random.longs(4 * SAMPLES, 0, 11).toArray(), SAMPLES, 4);
    } else {
      int[] extents = name.equals("line") ? new int[] {SAMPLES, 4, 12} : new int[] {SAMPLES, 2, 6, 6};
      float[] values = new float[extents[0] * extents[1] * extents[2] * (extents.length > 3 ? extents[3] : 1)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      NumpyFile.floats(Path.of(samples), values, extents);
    }
    // What is damaged lies alone: the samples would be copied with it.
    Files.write(folder(name + "-model").resolve(name + ".onnx"), model);
    Files.copy(Path.of(samples), folder(name + "-samples").resolve("x.npy"));
    for (Target.Damage damage : List.<Target.Damage>of(DamageMessage::apply, DamageMessage::apply, DamageBytes::apply)) {
      add(name + "-model", name + ".onnx", damage, NETWORK, name);
    }
    add(name + "-samples", "x.npy", DamageNumpy::apply, SAMPLED, name);
  }

  /** Raw pixels in IDX, zipped and not, with what they mean in a JSON file; and labels. */
  private void pixels() throws IOException {
    Path folder = folder("pixels");
    Files.write(folder.resolve("pixels.onnx"), SmallModels.all().get("convolutional"));
    Files.writeString(folder.resolve("pixels.json"),
        "{\"inputs\": {\"x\": {\"dtype\": \"uint8\", \"mean\": [100, 120], \"std\": [50, 60.5], \"layout\": \"NHWC\"}}}\n");
    byte[] idx = new byte[20 + SAMPLES * 72];
    new java.util.Random(4).nextBytes(idx);
    System.arraycopy(new byte[] {0, 0, 8, 4, 0, 0, 0, SAMPLES, 0, 0, 0, 6, 0, 0, 0, 6, 0, 0, 0, 2}, 0, idx, 0, 20);
    Files.write(folder.resolve("x.idx"), idx);
    Files.write(folder("zipped-pixels").resolve("x.idx.gz"), zipped(idx));
    NumpyFile.integers(folder("labels").resolve("labels.npy"), new long[] {0, 4, 2, 1}, SAMPLES);
    Files.write(folder("labels-idx").resolve("labels.idx"), new byte[] {0, 0, 8, 1, 0, 0, 0, SAMPLES, 1, 2, 3, 4});
    List<String> read = List.of("evaluate CASE/pixels.onnx --inputs CASE/x.idx", "inspect CASE/pixels.onnx",
        "compress CASE/pixels.onnx --scheme per-layer -k 4 -d 2 --calibration CASE/x.idx -o CASE/out");
    add("pixels", "x.idx", DamageBytes::apply, read, "pixels");
    add("pixels", "pixels.json", DamageText::apply, read, "pixels");
    add("zipped-pixels", "x.idx.gz", DamageBytes::apply, List.of("evaluate SOUND/pixels/pixels.onnx --inputs FILE"), "pixels");
    add("labels", "labels.npy", DamageNumpy::apply, LABELS, "convolutional");
    add("labels-idx", "labels.idx", DamageBytes::apply, LABELS, "convolutional");
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  private void compressed(String folder, String network, String scheme) throws IOException {
    run("compress SOUND/" + network + "/" + network + ".onnx --calibration SOUND/" + network + "/x.npy -o SOUND/" + folder + " --scheme " + scheme);
    Path made = root.resolve(folder).resolve(network);
    List<String> commands = COMPRESSED.stream().map(line -> line.replace("NET", "CASE")).toList();
    for (String file : List.of("weights.safetensors", "weights.safetensors", "codebook.safetensors", "model.onnx")) {
      if (Files.exists(made.resolve(file))) {
        add(folder + "/" + network, file, file.endsWith(".onnx") ? DamageMessage::apply : DamageTensors::apply, commands, network);
      }
    }
  }

  private void zipped() throws IOException {
    Path zip = folder("zipped").resolve("net.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String file : List.of("model.onnx", "weights.safetensors")) {
        out.putNextEntry(new ZipEntry(file));
        Files.copy(root.resolve("coded/convolutional").resolve(file), out);
      }
    }
    add("zipped", "net.zip", DamageBytes::apply, COMPRESSED.stream().map(line -> line.replace("NET", "FILE")).toList(), "convolutional");
  }

  private void tables() throws IOException {
    Files.writeString(folder("convolutions").resolve("t.csv"), """
        Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,
        C1, 14, 12, 3, 3, 3, 16, 1,
        C2DP, 14, 14, 3, 3, 16, 1, 2,
        FC, 1, 1, 1, 1, 16, 10, 1,
        """);
    Files.writeString(folder("products").resolve("t.csv"), "Layer, M, N, K,\nL0, 12, 16, 8,\nL1, 3, 7, 16, 1:1, 2\n");
    add("convolutions", "t.csv", DamageText::apply, TABLE, "");
    add("products", "t.csv", DamageText::apply, TABLE, "");
  }

  private void results() throws IOException {
    run("simulate SOUND/coded/convolutional" + SRAM + " --timing-only --timeline start -o SOUND/result");
    add("result", "result.json", DamageText::apply, RESULT, "");
    add("result", "timeline.json", DamageText::apply, RESULT, "");
    Files.writeString(folder("trace").resolve("t.trace"), "LD 0x40\nST 128\nLD 0x1040\nLD 0x2000000\nST 0x80\n");
    add("trace", "t.trace", DamageText::apply,
        List.of("dram-trace FILE --dram ddr4-2400", "dram-trace FILE --dram lpddr4-3200", "dram-trace FILE --dram hbm2"), "");
  }

  private void run(String line) {
    CommandLineRun run = CommandLineRun.of(line.replace("SOUND", root.toString()).split(" "));
    assertEquals(0, run.status(), line + "\n" + run.err());
  }

  /** Copies a target's files to {@code folder}. */
  static void copy(Target target, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var files = Files.list(target.folder())) {
      files.filter(Files::isRegularFile).forEach(file -> {
        try {
          Files.copy(file, folder.resolve(file.getFileName()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
