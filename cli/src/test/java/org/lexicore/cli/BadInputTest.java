package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.compiler.onnx.proto.TensorProto;

/**
 * Does every kind of bad input get its messages, the right exit status, and no partial output? The expected texts lie in
 * {@code golden/bad-input.txt}; {@code make golden} writes them anew.
 */
@Tag("golden")
class BadInputTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/bad-input.txt");
  private static final int CASES = 82;

  @TempDir static Path folder;

  /** A command that must fail. */
  private record Case(String title, String... arguments) {}

  @BeforeAll
  static void makeBadFiles() throws Exception {
    byte[] tiny = Files.readAllBytes(Path.of(CommandLineRun.TINY));
    Files.write(folder.resolve("truncated.onnx"), java.util.Arrays.copyOf(tiny, tiny.length / 2));
    ModelProto model = ModelProto.parseFrom(tiny);
    write("cyclic.onnx", withFirstInput(model, model.getGraph().getNode(model.getGraph().getNodeCount() - 2).getOutput(0)));
    write("unsupported.onnx", withOperators(model, "NonZero", "Scan"));
    write("nan.onnx", withNan(model));
    String yaml = Files.readString(Path.of(CommandLineRun.EDGE));
    Files.writeString(folder.resolve("unknown.yaml"), yaml.replace("  ports: 1 ", "  prots: 1 ").replace("  lanes: 4 ", "  lanes: four "));
    Files.writeString(folder.resolve("labels.txt"), "1 2 3");
    Files.writeString(folder.resolve("codewords.safetensors"), "whatever it holds");
    Files.writeString(folder.resolve("layers.csv"), "Layer name, ...\na, 8, 8, 3, 3, 16\nb, 8, eight, 9, 3, 16, -4, 1,\nc, 8, 8, 9, 3, 16, 4, 1,\n");
    Files.writeString(folder.resolve("bare.csv"), "A,10,10,3,3,3,8,1\nB,8,8,3,3,8,8,1\n");
    Files.createDirectory(folder.resolve("mine"));
    Files.writeString(folder.resolve("mine/thesis.txt"), "not to be lost");
    CommandLineRun.of("compress", CommandLineRun.TINY, "--scheme", "per-layer", "-k", "16", "-d", "4", "--calibration",
        CommandLineRun.CALIBRATION, "-o", folder.resolve("good").toString());
    CommandLineRun.of("codebook", CommandLineRun.TINY, "-k", "16", "-d", "4", "--seed", "9", "-o", folder.resolve("other.safetensors").toString());
    Files.createDirectory(folder.resolve("wide"));
    for (String file : List.of("model.onnx", "weights.safetensors")) {
      byte[] bytes = Files.readAllBytes(folder.resolve("good/tiny-cnn").resolve(file));
      Files.write(folder.resolve("wide").resolve(file), replaced(bytes, "\\\"index_bits\\\":4", "\\\"index_bits\\\":3"));
    }
    Files.createDirectory(folder.resolve("empty"));
    CommandLineRun.of("simulate", in("good/tiny-cnn"), "-a", CommandLineRun.EDGE, "--timing-only", "-o", in("broken"));
    Files.writeString(folder.resolve("broken/timeline.json"), "{\"schema\": 1, \"from\": 0, \"until\": 7}");
    String result = Files.readString(folder.resolve("broken/result.json"));
    for (var other : Map.of("other", result.replace("tiny-cnn", "other"), "once", result.replace("\"first\"", "\"switched\"")
        .replace("\"steady\"", "\"again\"")).entrySet()) {
      Files.createDirectory(folder.resolve(other.getKey()));
      Files.writeString(folder.resolve(other.getKey()).resolve("result.json"), other.getValue());
    }
    Files.createDirectory(folder.resolve("larger"));
    Files.writeString(folder.resolve("larger/result.json"), result.replaceFirst("\"macs\" : (\\d+)", "\"macs\" : 1$1"));
    Files.createDirectory(folder.resolve("bare"));
    Files.writeString(folder.resolve("bare/result.json"), "{\"schema\": 1}");
    Files.writeString(folder.resolve("good.trace"), "LD 0x40\nST 128\n");
    Files.writeString(folder.resolve("bad.trace"), "LD 0x40\nRD 0x80\nST\nLD 0xyz\nST -64\nLD 0x40 7\n");
    Files.writeString(folder.resolve("other.trace"), "cycle,address\n".repeat(13));
    Files.writeString(folder.resolve("empty.trace"), "\n");
  }

  private static void write(String name, ModelProto model) throws Exception {
    Files.write(folder.resolve(name), model.toByteArray());
  }

  private static ModelProto withFirstInput(ModelProto model, String tensor) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    graph.getNodeBuilder(0).setInput(0, tensor);
    return model.toBuilder().setGraph(graph).build();
  }

  private static ModelProto withOperators(ModelProto model, String... operators) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (int i = 0; i < operators.length; i++) {
      graph.getNodeBuilder(2 * i + 1).setOpType(operators[i]).clearAttribute();
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private static ModelProto withNan(ModelProto model) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    TensorProto.Builder weight = graph.getInitializerBuilder(0);
    ByteBuffer raw = ByteBuffer.wrap(weight.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    raw.putFloat(0, Float.NaN);
    weight.setRawData(ByteString.copyFrom(raw.array()));
    return model.toBuilder().setGraph(graph).build();
  }

  private static byte[] replaced(byte[] bytes, String what, String with) {
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    return text.replace(what, with).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static String in(String name) {
    return folder.resolve(name).toString();
  }

  private static List<Case> cases() {
    String good = in("good/tiny-cnn");
    String out = in("out");
    return List.of(
        new Case("values that are misspelt", "simulate", good, "-a", CommandLineRun.EDGE, "--set", "codebook.place=srm", "--set",
            "dram.kind=ddr4-2040", "--set", "dram.page_policy=opened", "-o", out),
        new Case("a scheme that is misspelt", "compress", CommandLineRun.TINY, "--scheme", "per-layr", "-o", out),
        new Case("a file for an input that is none", "simulate", good, "-a", CommandLineRun.EDGE, "--inputs", "z=" + CommandLineRun.IMAGES, "-o", out),
        new Case("calibration for an input that is none", "compress", CommandLineRun.TINY, "--scheme", "int8", "--calibration",
            "z=" + CommandLineRun.CALIBRATION, "-o", out),
        new Case("a metric that is misspelt", "compare", in("broken"), in("broken"), "--fail-over", "cycels=1%"),
        new Case("networks of different size by one name", "compare", in("broken"), in("larger"), "--name", "both"),
        new Case("a truncated ONNX file", "simulate", in("truncated.onnx"), "-a", CommandLineRun.EDGE, "-o", out),
        new Case("a cyclic graph", "simulate", in("cyclic.onnx"), "-a", CommandLineRun.EDGE, "-o", out),
        new Case("operators that are not supported", "simulate", in("unsupported.onnx"), "-a", CommandLineRun.EDGE, "-o", out),
        new Case("a weight that is not a number", "compress", in("nan.onnx"), "--scheme", "int8", "-o", out),
        new Case("an unknown and a wrong YAML field", "simulate", good, "-a", in("unknown.yaml"), "-o", out),
        new Case("a setting that does not exist", "check", good, "-a", CommandLineRun.EDGE, "--set", "array.lines=4"),
        new Case("a codebook too large for its index", "simulate", in("wide"), "-a", CommandLineRun.EDGE, "-o", out),
        new Case("an output folder that cannot be written", "simulate", good, "-a", CommandLineRun.EDGE, "-o", "/proc/lexicore/out"),
        new Case("an output folder with other people's files", "simulate", good, "-a", CommandLineRun.EDGE, "-o", in("mine")),
        new Case("a network that is not there", "inspect", in("nothing.onnx")),
        new Case("a folder that is no network", "inspect", in("empty")),
        new Case("an accelerator that is not there", "check", good, "-a", in("nothing.yaml")),
        new Case("a network that does not fit", "check", CommandLineRun.RESNET, "-a", CommandLineRun.EDGE, "--set", "axi.address_bits=16"),
        new Case("a ROM with another codebook", "simulate", good, "-a", CommandLineRun.EDGE, "--set", "codebook.content="
            + in("other.safetensors"), "-o", out),
        new Case("samples that are no array", "evaluate", good, "--inputs", in("labels.txt")),
        new Case("samples of another size", "evaluate", good, "--inputs", CommandLineRun.LABELS),
        new Case("too few labels", "evaluate", good, "--inputs", CommandLineRun.IMAGES, "--labels",
            CommandLineRun.EXAMPLES.resolve("data/fashion-calibration-labels-idx1-ubyte.gz").toString()),
        new Case("a sample beyond the last", "simulate", good, "-a", CommandLineRun.EDGE, "--inputs", CommandLineRun.IMAGES, "--sample",
            "1000", "-o", out),
        new Case("samples to compare without arithmetic", "simulate", good, "-a", CommandLineRun.EDGE, "--timing-only", "--inputs",
            CommandLineRun.IMAGES, "--samples", "2", "-o", out),
        new Case("a scheme that does not exist", "compress", CommandLineRun.TINY, "--scheme", "ternary", "-o", out),
        new Case("a codebook of impossible size", "codebook", CommandLineRun.TINY, "-k", "100000", "-d", "64", "-o", out),
        new Case("two networks of one name", "compress", CommandLineRun.TINY, CommandLineRun.TINY, "--scheme", "int8", "-o", out),
        new Case("no accelerator at all", "simulate", good, "-o", out),
        new Case("Verilog that is not there", "verify", good, "-a", CommandLineRun.EDGE, "--rtl", in("norton"), "-o", out),
        new Case("a campaign without a folder", "campaign", "-n", "3"),
        new Case("a campaign of no cases in no time", "campaign", "-n", "0", "--time-budget", "soon", "-o", out),
        new Case("a time that is none", "campaign", "-n", "3", "--time-budget", "soon", "-o", out),
        new Case("a case that does not exist", "campaign", "--replay", "1-12"),
        new Case("a reduction that does not exist", "campaign", "--replay", "1:12", "--reduce", "array.lines=4"),
        new Case("a report of a folder without results", "report", in("empty"), "-o", out),
        new Case("a topology that does not exist", "topology", "resnet19", "-o", out),
        new Case("a trace with lines that are no accesses", "dram-trace", in("bad.trace"), "--dram", "ddr4-2400"),
        new Case("a trace of another form", "dram-trace", in("other.trace"), "--dram", "ddr4-2400"),
        new Case("a trace without accesses", "dram-trace", in("empty.trace"), "--dram", "ddr4-2400"),
        new Case("a trace that is not there", "dram-trace", in("nothing.trace"), "--dram", "ddr4-2400"),
        new Case("a kind of DRAM that does not exist", "dram-trace", in("good.trace"), "--dram", "ddr2-800"),
        new Case("parameters of DRAM that cannot be", "dram-trace", in("good.trace"), "--dram", "hbm2", "--set", "read_queue=0", "--set",
            "page_policy=ajar", "--set", "channels=3", "--set", "reed_queue=7", "--set", "refresh"),
        new Case("a topology of odd size", "topology", "resnet18", "--input", "225", "-o", out),
        new Case("a topology with half a codebook", "topology", "resnet18", "-k", "256", "-o", out),
        new Case("a layer table with mistakes", "simulate", "--topology", in("layers.csv"), "-a", CommandLineRun.EDGE, "-o", out),
        new Case("a layer table without a header", "topology", in("bare.csv"), "-o", out),
        new Case("a waveform's window alone", "simulate", good, "-a", CommandLineRun.EDGE, "--waves-window", "3..9", "-o", out),
        new Case("a timeline of what is over", "simulate", good, "-a", CommandLineRun.EDGE, "--timing-only", "--timeline", "900000..900010", "-o", out),
        new Case("a clock that is none", "check", good, "-a", CommandLineRun.EDGE, "--set", "clock_mhz=1e400"),
        new Case("a layer table without layers", "check", "--topology", in("labels.txt"), "-a", CommandLineRun.EDGE),
        new Case("a form of codebook that does not exist", "area", "-a", CommandLineRun.EDGE, "--codebook", "tape"),
        new Case("a flow that does not exist", "area", "-a", CommandLineRun.EDGE, "--synthesise", "--flow", "asic,vax"),
        new Case("areas that are none", "area", "-a", CommandLineRun.EDGE, "--set", "technology.gate_um2=0", "--set",
            "technology.sram_bit_um2=small", "--set", "technology.rom_bit_um2=-1"),
        new Case("a calibration with mistakes", "calibrate-area", in("layers.csv"), "-a", CommandLineRun.EDGE, "--known", in("known"),
            "-o", out),
        new Case("a network and a topology", "check", good, "--topology", in("layers.csv"), "-a", CommandLineRun.EDGE),
        new Case("a window that has no cycles", "simulate", good, "-a", CommandLineRun.EDGE, "--timeline", "900..100", "-o", out),
        new Case("a window that is none", "simulate", good, "-a", CommandLineRun.EDGE, "--waves", in("w.vcd"), "--waves-window", "all", "-o", out),
        new Case("a waveform's window after the end", "simulate", good, "-a", CommandLineRun.EDGE, "--waves", in("w.vcd"), "--waves-window",
            "900000000..900000009", "-o", out),
        new Case("samples of no network", "generate", "-a", CommandLineRun.EDGE, "--inputs", "images.npy", "--sample", "3", "-o", out),
        new Case("two windows, and waves of nothing", "simulate", good, "-a", CommandLineRun.EDGE, "--timeline", "start", "--timeline-layer",
            "body.conv", "--waves", in("w.vcd"), "--timing-only", "-o", out),
        new Case("a window of an unknown layer", "simulate", good, "-a", CommandLineRun.EDGE, "--timeline-layer", "head", "-o", out),
        new Case("waves into a folder", "simulate", good, "-a", CommandLineRun.EDGE, "--waves", in("empty"), "-o", out),
        new Case("a report with a broken timeline", "report", in("broken"), "-o", out),
        new Case("a result without figures", "compare", in("broken"), in("bare")),
        new Case("a report of one run twice", "report", in("broken"), in("broken") + "/.", "-o", out),
        new Case("a report of everything", "report", "/", "-o", out),
        new Case("a network into itself", "simulate", good, "-a", CommandLineRun.EDGE, "-o", in("good")),
        new Case("a synthesis that is not asked for", "area", "-a", CommandLineRun.EDGE, "--flow", "asic", "-o", out),
        new Case("the ROM of an accelerator without one", "area", "-a", CommandLineRun.EDGE, "--set", "codebook.place=sram", "--synthesise", "--flow",
            "rom"),
        new Case("limits that are none", "compare", in("broken"), in("broken"), "--fail-over", "energies=1%,cycles=1,dram=1%"),
        new Case("runs of two networks", "compare", in("broken"), in("other")),
        new Case("runs without a common inference", "compare", in("broken"), in("once")),
        new Case("a comparison with nothing", "compare", in("broken"), in("empty")),
        new Case("a study without a universal codebook", "study", "codebooks", good, "-a", CommandLineRun.EDGE, "-o", out),
        new Case("a study with labels of nothing", "study", "codebooks", good, "-a", CommandLineRun.EDGE, "--labels", CommandLineRun.LABELS, "-o", out),
        new Case("a study with a margin of nothing", "study", "codebooks", good, "-a", CommandLineRun.EDGE, "--accuracy-margin", "1", "-o", out),
        new Case("a study of empty batches", "study", "codebooks", good, "-a", CommandLineRun.EDGE, "--batches", "0,1", "-o", out),
        new Case("a codebook as a network", "study", "codebooks", good, in("codewords.safetensors"), "-a", CommandLineRun.EDGE, "-o", out),
        new Case("a number beyond all numbers", "area", "-a", CommandLineRun.EDGE, "--set", "technology.sram_bit_um2=1e400"),
        new Case("a study of no question", "study"),
        new Case("no network at all", "simulate", "-a", CommandLineRun.EDGE, "-o", out));
  }

  @Test
  void everyBadInputGetsItsMessage() throws Exception {
    List<String> transcript = new ArrayList<>();
    for (Case one : cases()) {
      CommandLineRun run = CommandLineRun.of(one.arguments).in(folder);
      String words = String.join(" ", one.arguments).replace(folder.toString(), "DIR").replace(CommandLineRun.EXAMPLES.toString(), "EXAMPLES");
      transcript.add("# " + one.title + "\n$ lexicore " + words + "\n" + run.err() + "exit status " + run.status() + "\n");
      assertEquals(2, run.status(), transcript.getLast());
      assertEquals("", run.out(), one.title);
      assertTrue(run.err().contains("error: "), transcript.getLast());
      assertFalse(run.err().contains("\tat "), transcript.getLast());
      assertFalse(Files.exists(folder.resolve("out")), one.title + " left a partial output");
    }
    assertEquals(CASES, transcript.size());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.filter(path -> path.toString().endsWith(".lexicore-part")).toList());
    }
    compare(String.join("\n", transcript));
  }

  private static void compare(String transcript) throws Exception {
    if ("write".equals(System.getProperty("lexicore.golden"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, transcript);
    }
    assertEquals(Files.readString(GOLDEN), transcript);
  }
}
