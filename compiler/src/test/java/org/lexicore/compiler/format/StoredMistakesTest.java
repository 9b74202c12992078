package org.lexicore.compiler.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.compiler.compress.CompressionScheme;
import org.lexicore.compiler.compress.Compressor;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.compiler.data.ElementType;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.note.Notice;
import org.lexicore.compiler.onnx.OnnxModel;
import org.lexicore.compiler.onnx.OnnxModelEditor;
import org.lexicore.compiler.quantise.Graphs;
import org.lexicore.model.InputException;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;

/** Is every mistake that one makes writing the stored network by hand told where it is read, all at once? */
class StoredMistakesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOOK = "codebooks.second.weight";
  private static final String FILE = "weights.safetensors: ";

  @TempDir Path folder;
  private FloatGraph graph;
  private ObjectNode description;
  private Map<String, NdArray> tensors;

  @BeforeEach
  void write() throws Exception {
    Graphs g = new Graphs(1, new Shape(3, 8, 8));
    g.conv("first", "input", 12, 1, Graphs.window(3, 1, 1));
    g.relu("r1", "first");
    g.conv("second", "r1", 12, 1, Graphs.window(3, 1, 1));
    g.conv("third", "second", 24, 1, Graphs.window(3, 2, 1));
    g.dense("fc", "third", 10);
    graph = new Compressor(new CompressionScheme.PerLayer(32, 4), LayerSelection.DEFAULT, 3).compress(g.build("fc")).graph();
    CompressedNetworkWriter.write(CompressedNetwork.of(graph, Map.of(), Map.of()), folder);
    Safetensors content = Safetensors.read(folder.resolve("weights.safetensors"));
    tensors = new LinkedHashMap<>(content.tensors());
    description = (ObjectNode) JSON.readTree(content.metadata().get("lexicore"));
  }

  private CompressedNetwork read() {
    new Safetensors(tensors, Map.of("lexicore", description.toString())).write(folder.resolve("weights.safetensors"));
    return CompressedNetworkReader.read(folder);
  }

  private List<String> problems() {
    return assertThrows(InputException.class, this::read).problems();
  }

  private ObjectNode entry(String path) {
    ObjectNode node = description;
    for (String key : path.split("/")) {
      node = (ObjectNode) node.get(key);
    }
    return node;
  }

  private void scale(String tensor, int at, float value) {
    float[] values = tensors.get(tensor).floats();
    values[at] = value;
    tensors.put(tensor, NdArray.of(tensors.get(tensor).shape(), values));
  }

  private void indices(String tensor, int at, int index) {
    NdArray old = tensors.get(tensor);
    ByteBuffer bytes = ByteBuffer.allocate(2 * old.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < old.size(); i++) {
      bytes.putShort((short) (i == at ? index : old.integer(i)));
    }
    tensors.put(tensor, new NdArray(ElementType.I16, old.shape(), bytes.flip()));
  }

  @Test
  void everyMistakeOfSeveralLayersIsToldAtOnce() {
    scale("first.weight.scale", 3, -0.5f);
    scale("second.weight.scale", 11, Float.POSITIVE_INFINITY);
    indices("third.weight.indices", 27 + 2, -1);
    tensors.put("fc.weight", new NdArray(ElementType.I8, new int[] {160, 1}, ByteBuffer.allocate(160)));
    entry("codebooks/second.weight").remove("sha256");
    entry("layers/third.weight").put("indexbits", 5);
    String sha = ((Codebook) ((org.lexicore.model.network.LayerWeights.Coded) ((FloatGraph.IntegerWeight) graph.convolutions().toList().get(1).weight())
        .integers()).codebook()).sha256();
    List<String> problems = problems();
    assertEquals(
        List.of(
            FILE + "unknown key 'layers.third.weight.indexbits'; known are [codebook, d, index_bits, k, order, scheme, shape]",
            FILE + "first.weight.scale[3] is -0.5; scales are not negative: turn the signs of what they multiply",
            FILE + BOOK + ".sha256 is missing; the SHA-256 of its elements' bytes as stored is " + sha,
            FILE + "second.weight.scale[11] is infinite; write the network again",
            FILE + "fc.weight is of I8[160, 1]; it must be I8 of [10, 24, 4, 4]"),
        problems);
  }

  @Test
  void anIndexOfMinusOneIsToldAsWhatItIsReadAs() {
    indices("third.weight.indices", 27 + 2, -1);
    assertEquals(List.of(FILE + "third.weight.indices[1, 2] is -1, read as 65535; the codebook has 32 entries"), problems());
  }

  @Test
  void inTheLargestCodebookMinusOneIsItsLastCodewordAndThatIsNoted() {
    byte[] codewords = new byte[65_536 * 4];
    codewords[codewords.length - 1] = 77;
    String sha = new Codebook("", 4, codewords).sha256();
    tensors.put("third.weight.codebook", new NdArray(ElementType.I8, new int[] {65_536, 4}, ByteBuffer.wrap(codewords)));
    entry("codebooks/third.weight").put("k", 65_536).put("sha256", sha);
    entry("layers/third.weight").put("k", 65_536).put("index_bits", 16);
    indices("third.weight.indices", 0, -1);
    CompressedNetwork read = read();
    assertEquals(List.of("third.weight: negative indices of I16 are read as unsigned, -1 as codeword 65535; indices: 1"), read.notices().stream().map(Notice::line).toList());
    assertEquals(77, ((FloatGraph.IntegerWeight) read.graph().convolutions().toList().get(2).weight()).integers().weight(0, 3));
  }

  @Test
  void scalesOfZeroAreTakenAndNotedInOneLine() {
    scale("first.weight.scale", 3, 0);
    scale("second.weight.scale", 1, 0);
    scale("second.weight.scale", 2, 0);
    assertEquals(List.of("2 layers (first.weight, second.weight): scales are 0, so that weights are; output channels: 3"),
        read().notices().stream().map(Notice::line).toList());
  }

  @Test
  void valuesLeftInTheModelAreRefused() {
    OnnxModel model = OnnxModel.load(folder.resolve("model.onnx"));
    float[] values = graph.convolutions().toList().get(1).weight().values();
    new OnnxModelEditor(model).inputToInitializer("second.weight", values).model().save(folder.resolve("model.onnx"));
    assertEquals(
        List.of("model.onnx: holds values of second.weight, which weights.safetensors holds, too; make them graph inputs without an initializer, as the"
            + " example in docs/format.md does"),
        problems());
  }

  @Test
  void aLayersOwnCodebookNeedsAnId() {
    entry("layers/third.weight").remove("codebook");
    assertEquals(
        List.of(FILE + "layers.third.weight.codebook is missing; give the id of one of codebooks, which a layer's own codebook has, too"), problems());
  }

  @Test
  void wordsOfCodesInAnInt8LayerAndCodebooksOfNoLayerAreTold() {
    entry("layers/first.weight").put("k", 16);
    assertEquals(List.of(FILE + "layers.first.weight.k is of codes, and its scheme is 'int8'; leave it out"), problems());
    entry("layers/first.weight").remove("k");
    entry("codebooks").set("spare", entry("codebooks/third.weight").deepCopy());
    assertEquals(List.of(FILE + "codebooks.spare is used by no layer; leave it out"), problems());
  }

  @Test
  void theHashMayBeWrittenInCapitals() throws Exception {
    ObjectNode book = entry("codebooks/third.weight");
    book.put("sha256", book.get("sha256").asText().toUpperCase(java.util.Locale.ROOT));
    assertArrayEquals(graph.convolutions().toList().get(2).weight().values(), read().graph().convolutions().toList().get(2).weight().values());
    assertEquals(true, Files.exists(folder.resolve("model.onnx")));
  }

  @Test
  void aSpreadThatIsNoListIsTold() {
    description.putObject("activations").putObject("first").put("scale", 0.5).put("signed", true).put("spread", 3);
    assertEquals(List.of(FILE + "activations.first.spread must be a list of positive factors, one for each channel"), problems());
  }
}
