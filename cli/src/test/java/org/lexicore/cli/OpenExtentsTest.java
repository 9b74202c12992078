package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.OperatorSetIdProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.compiler.onnx.proto.TensorShapeProto;
import org.lexicore.compiler.onnx.proto.ValueInfoProto;

/** Can networks whose files leave extents open be compressed and run for the extents that are given? */
class OpenExtentsTest {
  private static final int FEATURES = 16;

  @TempDir static Path folder;

  @BeforeAll
  static void makeNetworks() throws Exception {
    ModelProto.Builder tiny = ModelProto.parseFrom(Files.readAllBytes(Path.of(CommandLineRun.TINY))).toBuilder();
    String image = tiny.getGraph().getInput(0).getName();
    tiny.getGraphBuilder().setInput(0, value(image, TensorProto.DataType.FLOAT, "1", "1", "rows", "columns"));
    Files.write(folder.resolve("image.onnx"), tiny.build().toByteArray());
    GraphProto.Builder tokens = GraphProto.newBuilder()
        .addInput(value("tokens", TensorProto.DataType.INT64, "1", "length"))
        .addInitializer(matrix("table", 10))
        .addInitializer(matrix("weight", FEATURES))
        .addNode(node("Gather", "words", "table", "tokens"))
        .addNode(node("MatMul", "made", "words", "weight"))
        .addOutput(value("made", TensorProto.DataType.FLOAT, "1", "length", Integer.toString(FEATURES)));
    ModelProto.Builder words =
        ModelProto.newBuilder().setIrVersion(7).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13)).setGraph(tokens);
    Files.write(folder.resolve("words.onnx"), words.build().toByteArray());
  }

  /** A declaration; an extent that is no number is open. */
  private static ValueInfoProto value(String name, TensorProto.DataType type, String... extents) {
    ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
    TensorShapeProto.Builder shape =
        value.getTypeBuilder().getTensorTypeBuilder().setElemType(type.getNumber()).getShapeBuilder();
    for (String extent : extents) {
      if (Character.isDigit(extent.charAt(0))) {
        shape.addDimBuilder().setDimValue(Long.parseLong(extent));
      } else {
        shape.addDimBuilder().setDimParam(extent);
      }
    }
    return value.build();
  }

  private static TensorProto matrix(String name, int rows) {
    TensorProto.Builder matrix = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    matrix.addDims(rows).addDims(FEATURES);
    for (int i = 0; i < rows * FEATURES; i++) {
      matrix.addFloatData((i * 37 % 64 - 32) / 64f);
    }
    return matrix.build();
  }

  private static NodeProto node(String type, String output, String... inputs) {
    return NodeProto.newBuilder().setOpType(type).setName(output).addOutput(output).addAllInput(List.of(inputs)).build();
  }

  private static String in(String name) {
    return folder.resolve(name).toString();
  }

  /** Multiply-accumulates of the network compressed with {@code option}, as {@code simulate} reports them. */
  private static long macs(String network, String... option) throws Exception {
    String[] compress = {"compress", in(network + ".onnx"), "--scheme", "int8", "-o", in("compressed"), option[0], option[1]};
    CommandLineRun compressed = CommandLineRun.of(compress);
    assertEquals(0, compressed.status(), compressed.err());
    CommandLineRun run =
        CommandLineRun.of("simulate", in("compressed/" + network), "-a", CommandLineRun.EDGE, "--json", "-o", in("run"));
    assertEquals(0, run.status(), run.err());
    JsonNode result = new ObjectMapper().readTree(run.out());
    return result.path("macs").asLong();
  }

  @Test
  void anImagesExtentsAreThoseOfTheOption() throws Exception {
    long small = macs("image", "--shape", "image=1x1x28x28");
    long large = macs("image", "--shape", "image=1x1x56x56");
    // All but the classifier has four times the pixels.
    assertTrue(large > 3.9 * small && large < 4 * small, small + " and " + large);
  }

  @Test
  void aSequencesLengthIsThatOfTheOption() throws Exception {
    assertEquals(7 * FEATURES * FEATURES, macs("words", "--sequence", "7"));
    assertEquals(12 * FEATURES * FEATURES, macs("words", "--sequence", "12"));
    assertEquals(9 * FEATURES * FEATURES, macs("words", "--shape", "tokens=1x9"));
  }

  @Test
  void openExtentsThatNobodyGaveAreNamed() {
    for (String network : new String[] {"image", "words"}) {
      CommandLineRun run = CommandLineRun.of("compress", in(network + ".onnx"), "--scheme", "int8", "-o", in("refused"));
      assertEquals(2, run.status(), run.err());
      assertTrue(run.err().contains("--shape"), run.err());
    }
  }
}
