package org.lexicore.compiler.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.compiler.compress.Compression;
import org.lexicore.compiler.compress.CompressionScheme;
import org.lexicore.compiler.compress.Compressor;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.compiler.compress.UniversalCodebook;
import org.lexicore.compiler.data.ElementType;
import org.lexicore.compiler.data.InputSpecification;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.compiler.onnx.OnnxExporter;
import org.lexicore.compiler.onnx.OnnxImporter;
import org.lexicore.compiler.quantise.ActivationScale;
import org.lexicore.compiler.quantise.Graphs;
import org.lexicore.model.InputException;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.Shape;

/** Does a compressed network come back as it was written, and do parts that do not belong together get refused? */
class CompressedNetworkTest {
  @TempDir Path folder;
  private FloatGraph network;

  @BeforeEach
  void buildNetwork() {
    Graphs g = new Graphs(1, new Shape(3, 8, 8));
    g.conv("first", "input", 12, 1, Graphs.window(3, 1, 1));
    g.relu("r1", "first");
    g.conv("second", "r1", 12, 1, Graphs.window(3, 1, 1));
    g.conv("grouped", "second", 24, 2, Graphs.window(3, 2, 1));
    g.dense("fc", "grouped", 10);
    network = g.build("fc");
  }

  private FloatGraph compress(CompressionScheme scheme) {
    return new Compressor(scheme, LayerSelection.DEFAULT, 3).compress(network).graph();
  }

  private Codebook universal() {
    return UniversalCodebook.build(List.of(network), LayerSelection.DEFAULT, 300, 5, 3);
  }

  private CompressedNetwork write(FloatGraph graph, Path target) {
    InputSpecification pixels = new InputSpecification("input", "uint8", new double[] {72.5}, new double[] {90, 91, 92}, "HWC");
    CompressedNetwork written = CompressedNetwork.of(
        graph, Map.of("input", pixels), Map.of("first", new ActivationScale(0.1, true), "r1", new ActivationScale(1e-3, false, List.of(1.0, 0.25))));
    CompressedNetworkWriter.write(written, target);
    return written;
  }

  private static Map<String, IntegerWeight> weights(FloatGraph graph) {
    Map<String, IntegerWeight> weights = new LinkedHashMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      if (node instanceof Conv conv) {
        weights.put(conv.weightName(), (IntegerWeight) conv.weight());
      }
    }
    return weights;
  }

  private static void assertEqual(FloatGraph expected, FloatGraph actual) {
    Map<String, IntegerWeight> weights = weights(actual);
    assertEquals(weights(expected).keySet(), weights.keySet());
    weights(expected).forEach((name, weight) -> {
      assertArrayEquals(weight.values(), weights.get(name).values(), name);
      assertArrayEquals(weight.scale(), weights.get(name).scale(), name);
      if (weight.integers() instanceof LayerWeights.Coded coded) {
        LayerWeights.Coded read = (LayerWeights.Coded) weights.get(name).integers();
        assertArrayEquals(coded.indices(), read.indices(), name);
        assertEquals(coded.codebook().sha256(), read.codebook().sha256(), name);
      }
    });
    Samples samples = Graphs.samples(expected, 3, 9);
    assertEquals(0, Outputs.of(actual, samples).fidelity(Outputs.of(expected, samples)).largestDifference());
  }

  @Test
  void perLayerCodebooksComeBackFromAFolder() {
    FloatGraph graph = compress(new CompressionScheme.PerLayer(32, 4));
    CompressedNetwork written = write(graph, folder.resolve("net"));
    assertFalse(Files.exists(folder.resolve("net/codebook.safetensors")));
    CompressedNetwork read = CompressedNetworkReader.read(folder.resolve("net"));
    assertEqual(graph, read.graph());
    assertEquals(written.activations(), read.activations());
    assertArrayEquals(new double[] {90, 91, 92}, read.inputs().get("input").std());
    assertEquals("HWC", read.inputs().get("input").layout());
    assertEquals(List.of(), read.expanded());
    assertEquals(List.of(), read.notices());
  }

  @Test
  void universalCodebookComesBackFromAZip() throws IOException {
    FloatGraph graph = compress(new CompressionScheme.Universal(universal()));
    write(graph, folder.resolve("net.zip"));
    assertEqual(graph, CompressedNetworkReader.read(folder.resolve("net.zip")).graph());
    byte[] once = Files.readAllBytes(folder.resolve("net.zip"));
    write(graph, folder.resolve("net.zip"));
    assertArrayEquals(once, Files.readAllBytes(folder.resolve("net.zip")));
  }

  @Test
  void laterNetworkReplacesAnEarlierOnesCodebook() {
    write(compress(new CompressionScheme.Universal(universal())), folder.resolve("net"));
    assertTrue(Files.exists(folder.resolve("net/codebook.safetensors")));
    write(compress(new CompressionScheme.Int8()), folder.resolve("net"));
    assertFalse(Files.exists(folder.resolve("net/codebook.safetensors")));
    assertEqual(compress(new CompressionScheme.Int8()), CompressedNetworkReader.read(folder.resolve("net")).graph());
  }

  @Test
  void decompressedNetworkComputesTheSame() {
    FloatGraph graph = compress(new CompressionScheme.PerLayer(32, 4));
    OnnxExporter.plain(graph, folder.resolve("plain.onnx")).save(folder.resolve("plain.onnx"));
    FloatGraph plain = OnnxImporter.read(folder.resolve("plain.onnx"));
    Samples samples = Graphs.samples(graph, 3, 9);
    assertEquals(0, Outputs.of(plain, samples).fidelity(Outputs.of(graph, samples)).largestDifference());
  }

  @Test
  void codebookFileComesBack() {
    Codebook codebook = universal();
    CodebookFile.write(Map.of("universal", codebook), folder.resolve("cb.safetensors"));
    Codebook read = CodebookFile.readOne(folder.resolve("cb.safetensors"));
    assertEquals(codebook.sha256(), read.sha256());
    assertEquals("universal", read.id());
    assertEquals(5, read.d());
  }

  /** Writes a network with per-layer codebooks, changes its weights file, and reads it again. */
  private List<String> problemsAfter(Consumer<Map<String, NdArray>> change, String find, String replace) {
    write(compress(new CompressionScheme.PerLayer(32, 4)), folder.resolve("net"));
    Path file = folder.resolve("net/weights.safetensors");
    Safetensors content = Safetensors.read(file);
    Map<String, NdArray> tensors = new LinkedHashMap<>(content.tensors());
    change.accept(tensors);
    String header = content.metadata().get("lexicore");
    assertTrue(header.contains(find), header);
    new Safetensors(tensors, Map.of("lexicore", header.replace(find, replace))).write(file);
    return assertThrows(InputException.class, () -> CompressedNetworkReader.read(folder.resolve("net"))).problems();
  }

  private static NdArray scales(float... values) {
    return NdArray.of(new int[] {values.length}, values);
  }

  @Test
  void messagesNameTensorAndPlace() {
    assertEquals(
        List.of("weights.safetensors: second.weight.indices[1, 3] is 255; the codebook has 32 entries"),
        problemsAfter(tensors -> tensors.get("second.weight.indices").bytes().put(27 + 3, (byte) 255), "", ""));
    assertEquals(
        List.of(
            "weights.safetensors: tensor first.weight.scale is missing, which layer first.weight needs",
            "weights.safetensors: second.weight.scale is of F32[2]; it must be F32 of [12] or [1]",
            "weights.safetensors: tensor stray belongs to no layer of the header"),
        problemsAfter(tensors -> {
          tensors.remove("first.weight.scale");
          tensors.put("second.weight.scale", scales(1, 2));
          tensors.put("stray", scales(1));
        }, "", ""));
    assertEquals(
        List.of("weights.safetensors: grouped.weight.scale[0] is NaN; write the network again"),
        problemsAfter(tensors -> tensors.put("grouped.weight.scale", scales(Float.NaN)), "", ""));
    assertEquals(
        List.of("codebook second.weight.codebook: element 1 of codeword 2 is -128; integers are -127 to 127"),
        problemsAfter(tensors -> tensors.get("second.weight.codebook").bytes().put(9, (byte) -128), "", "").subList(0, 1));
  }

  @Test
  void anotherCodebookThanTheHeadersIsRefused() {
    List<String> problems = problemsAfter(tensors -> tensors.get("second.weight.codebook").bytes().put(9, (byte) 1), "", "");
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().matches(
        "weights.safetensors: codebook second.weight has the SHA-256 [0-9a-f]{64}, the header says [0-9a-f]{64}; it is another codebook's network"));
  }

  @Test
  void wrongHeadersAreRefused() {
    Consumer<Map<String, NdArray>> nothing = tensors -> { };
    assertEquals(
        List.of("weights.safetensors: format is 2; this version reads format 1"), problemsAfter(nothing, "\"format\":1", "\"format\":2"));
    assertEquals(
        List.of("weights.safetensors: unknown key 'netwrok'; known are [activations, codebooks, format, inputs, layers, network]",
            "weights.safetensors: network is no string"),
        problemsAfter(nothing, "\"network\"", "\"netwrok\""));
    assertEquals(
        List.of("weights.safetensors: layers.first.weight: additive codebooks (AQLM) are not supported; use one codebook a layer"),
        problemsAfter(nothing, "\"first.weight\":{\"scheme\":\"int8\"", "\"first.weight\":{\"scheme\":\"additive\""));
    assertEquals(
        List.of("weights.safetensors: layers.first.weight.order is 'OIHH'; it must be a permutation of OIHW"),
        problemsAfter(nothing, "OIHW", "OIHH").subList(0, 1));
    assertEquals(
        List.of("weights.safetensors: layers.second.weight.index_bits is 6; 32 codewords take 5"),
        problemsAfter(nothing, "\"second.weight\":{\"scheme\":\"per-layer\",\"codebook\":\"second.weight\",\"shape\":[12,12,3,3],\"order\":\"OHWI\","
            + "\"d\":4,\"k\":32,\"index_bits\":5", "\"second.weight\":{\"scheme\":\"per-layer\",\"codebook\":\"second.weight\",\"shape\":[12,12,3,3],"
            + "\"order\":\"OHWI\",\"d\":4,\"k\":32,\"index_bits\":6"));
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    assertEquals(
        folder.resolve("none") + ": there is no such file or folder",
        assertThrows(InputException.class, () -> CompressedNetworkReader.read(folder.resolve("none"))).getMessage());
    Files.createDirectory(folder.resolve("empty"));
    assertEquals(
        List.of(folder.resolve("empty") + ": holds no model.onnx; a compressed network has both model.onnx and weights.safetensors",
            folder.resolve("empty") + ": holds no weights.safetensors; a compressed network has both model.onnx and weights.safetensors"),
        assertThrows(InputException.class, () -> CompressedNetworkReader.read(folder.resolve("empty"))).problems());
    Files.writeString(folder.resolve("text.zip"), "no zip");
    assertTrue(assertThrows(InputException.class, () -> CompressedNetworkReader.read(folder.resolve("text.zip"))).getMessage()
        .startsWith(folder.resolve("text.zip") + ": is no readable zip: "));
  }

  @Test
  void floatCodebookIsRoundedAndTheErrorSaid() {
    write(compress(new CompressionScheme.PerLayer(32, 4)), folder.resolve("net"));
    Path file = folder.resolve("net/weights.safetensors");
    Safetensors content = Safetensors.read(file);
    Map<String, NdArray> tensors = new LinkedHashMap<>(content.tensors());
    NdArray integers = tensors.get("second.weight.codebook");
    float[] real = integers.floats();
    for (int i = 0; i < real.length; i++) {
      real[i] *= 0.01f;
    }
    NdArray stored = NdArray.of(integers.shape(), real);
    tensors.put("second.weight.codebook", stored);
    String old = new Codebook("", 4, bytes(integers)).sha256();
    String header = content.metadata().get("lexicore").replace(old, new Codebook("", 4, bytes(stored)).sha256());
    new Safetensors(tensors, Map.of("lexicore", header)).write(file);
    CompressedNetwork read = CompressedNetworkReader.read(folder.resolve("net"));
    assertEquals(1, read.notices().size());
    assertTrue(read.notices().getFirst().line().matches("codebook second.weight is not of int8 and is rounded to it; relative error .*e-0\\d"));
    float[] expected = weights(CompressedNetworkReader.read(folder.resolve("net")).graph()).get("second.weight").values();
    float[] before = weights(compress(new CompressionScheme.PerLayer(32, 4))).get("second.weight").values();
    for (int i = 0; i < before.length; i++) {
      assertEquals(before[i] * 0.01f, expected[i], 1e-6);
    }
  }

  private static byte[] bytes(NdArray array) {
    byte[] bytes = new byte[array.bytes().limit()];
    array.bytes().get(0, bytes);
    return bytes;
  }

  /** The second layer's weights as a list of codewords, one a weight or one a pair, in the given order. */
  private CompressedNetwork reordered(String order, int d) {
    FloatGraph plain = compress(new CompressionScheme.Int8());
    write(plain, folder.resolve("net"));
    Path file = folder.resolve("net/weights.safetensors");
    Safetensors content = Safetensors.read(file);
    Map<String, NdArray> tensors = new LinkedHashMap<>(content.tensors());
    NdArray integers = tensors.remove("second.weight");
    int[] shape = {12, 12, 3, 3};
    LayerEntry entry = new LayerEntry("per-layer", java.util.Optional.of("c"), shape, order, d, 255, 8);
    Axes axes = Axes.of(entry, 0);
    byte[] ohwi = new Axes(12, 12, 3, 3, "OIHW").toOhwi(bytes(integers));
    byte[] stored = axes.fromOhwi(ohwi);
    // d = 1: the codebook is all of int8, index i stands for i − 127.
    ByteBuffer indices = ByteBuffer.allocate(2 * stored.length).order(ByteOrder.LITTLE_ENDIAN);
    for (byte value : stored) {
      indices.putShort((short) (value + 127));
    }
    byte[] codewords = new byte[255];
    for (int i = 0; i < 255; i++) {
      codewords[i] = (byte) (i - 127);
    }
    tensors.put("second.weight.indices",
        new NdArray(ElementType.I16, new int[] {axes.storedRows(), axes.storedRowLength()}, indices.flip()));
    tensors.put("second.weight.codebook", new NdArray(ElementType.I8, new int[] {255, 1}, ByteBuffer.wrap(codewords)));
    String header = content.metadata().get("lexicore")
        .replace("\"second.weight\":{\"scheme\":\"int8\",\"shape\":[12,12,3,3],\"order\":\"OIHW\"}",
            "\"second.weight\":{\"scheme\":\"per-layer\",\"codebook\":\"c\",\"shape\":[12,12,3,3],\"order\":\"" + order
                + "\",\"d\":1,\"k\":255,\"index_bits\":8}")
        .replace("\"codebooks\":{}",
            "\"codebooks\":{\"c\":{\"k\":255,\"d\":1,\"sha256\":\"" + new Codebook("c", 1, codewords).sha256() + "\"}}");
    new Safetensors(tensors, Map.of("lexicore", header)).write(file);
    CompressedNetwork read = CompressedNetworkReader.read(folder.resolve("net"));
    assertArrayEquals(weights(plain).get("second.weight").values(), weights(read.graph()).get("second.weight").values());
    return read;
  }

  @Test
  void otherOrdersAreReadAndRunAsInt8Weights() {
    assertEquals(List.of(), reordered("OHWI", 1).expanded());
    for (String order : List.of("OIHW", "HWIO", "IHWO", "WOIH")) {
      assertEquals(
          List.of("second.weight is on int8 weights instead of its codes: codewords lie in the order " + order
              + ", and OHWI is run (d along the input channels); 8 bits per weight instead of 9.57, 1296 bytes instead of 1551, codebooks included;"
              + " store its codes in that order"),
          ExpandedCodes.lines(reordered(order, 1).expanded(), ExpandedCodes.Effect.RUN, name -> name));
    }
  }

  @Test
  void compressionReportMatchesWhatIsRead() {
    Compression compression = new Compressor(new CompressionScheme.PerLayer(32, 4), LayerSelection.DEFAULT, 3).compress(network);
    write(compression.graph(), folder.resolve("net"));
    assertEquals(
        compression.bitsPerWeight(),
        org.lexicore.compiler.compress.BitsPerWeight.of(CompressedNetworkReader.read(folder.resolve("net")).graph()));
  }
}
