package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.compiler.onnx.proto.StringStringEntryProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;

/** Question: do models survive loading, saving and editing, with their tensors inside or beside them? */
class OnnxModelTest {
  @TempDir Path folder;

  private static ModelBuilder network() {
    return new ModelBuilder(13).input("x", 0, 4, 3, 3).weight("w", 2, 4, 3, 3).node("Conv", "y", "x w").output("y", 0, 2, 1, 1);
  }

  @Test
  void savedModelIsReadBackEqual() {
    OnnxModel model = network().model();
    model.save(folder.resolve("a.onnx"));
    assertEquals(model.proto(), OnnxModel.load(folder.resolve("a.onnx")).proto());
    String graph = GraphText.of(OnnxImporter.read(folder.resolve("a.onnx"))).text();
    assertEquals(GraphText.of(OnnxImporter.read(model, WeightSource.NONE)).text(), graph);
  }

  @Test
  void savingWhereNothingCanBeWrittenIsRefused() {
    InputException refused = assertThrows(InputException.class, () -> network().model().save(folder.resolve("no/a.onnx")));
    assertEquals(
        List.of("FOLDER/no/a.onnx: cannot be written; check the folder, its rights and the space left"),
        refused.problems().stream().map(line -> line.replace(folder.toString(), "FOLDER")).toList());
  }

  @Test
  void weightMovedOutAndBackLeavesTheModelEqual() {
    OnnxModel model = network().model();
    OnnxModel out = new OnnxModelEditor(model).initializerToInput("w").model();
    assertEquals(0, out.proto().getGraph().getInitializerCount());
    assertEquals(2, out.proto().getGraph().getInputCount());
    float[] values = ((FloatGraph.Conv) OnnxImporter.read(model, WeightSource.NONE).nodes().get(1)).weight().values();
    assertEquals(model.proto(), new OnnxModelEditor(out).inputToInitializer("w", values).model().proto());
  }

  @Test
  void weightInAConstantNodeIsMovedOut() {
    TensorProto weight = Protos.floats("", new float[8], 2, 4, 1, 1);
    ModelBuilder network = new ModelBuilder(13).input("x", 0, 4, 3, 3).node("Constant", "w", "", ModelBuilder.tensor("value", weight));
    OnnxModel out = new OnnxModelEditor(network.node("Conv", "y", "x w").output("y").model()).initializerToInput("w").model();
    assertEquals(1, out.proto().getGraph().getNodeCount());
    assertEquals(Protos.value("w", 2, 4, 1, 1), out.proto().getGraph().getInput(1));
  }

  @Test
  void editsOfWeightsThatAreNotThereAreRefused() {
    OnnxModelEditor editor = new OnnxModelEditor(network().model());
    assertRefused("test.onnx: holds no weight \"v\"; its weights are w, ...", () -> editor.initializerToInput("v"));
    assertRefused(
        "test.onnx: has no input \"w\"; give the model of the compressed network", () -> editor.inputToInitializer("w", new float[1]));
    editor.initializerToInput("w");
    assertRefused(
        "test.onnx: input \"w\" is 2x4x3x3, the weights file has 1 values for it; give files that belong together",
        () -> editor.inputToInitializer("w", new float[1]));
  }

  private static void assertRefused(String problem, Runnable action) {
    assertEquals(List.of(problem), assertThrows(InputException.class, action::run).problems());
  }

  private static ModelBuilder external(String... entries) {
    TensorProto.Builder weight = TensorProto.newBuilder().setName("w").setDataType(1).addDims(2).addDims(1).addDims(1).addDims(1);
    weight.setDataLocation(TensorProto.DataLocation.EXTERNAL);
    for (int i = 0; i < entries.length; i += 2) {
      weight.addExternalData(StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
    }
    return new ModelBuilder(13).input("x", 0, 1, 3, 3).initializer(weight.build()).node("Conv", "y", "x w").output("y");
  }

  @Test
  void tensorsBesideTheModelAreRead() throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putFloat(9).putFloat(0.5f).putFloat(-2).putFloat(9);
    Files.createDirectories(folder.resolve("data"));
    Files.write(folder.resolve("data/w.bin"), bytes.array());
    Path file = folder.resolve("a.onnx");
    Files.write(file, external("location", "data/w.bin", "offset", "4", "length", "8").proto().toByteArray());
    FloatGraph.Conv conv = (FloatGraph.Conv) OnnxImporter.read(file).nodes().get(1);
    assertArrayEquals(new float[] {0.5f, -2}, conv.weight().values());
  }

  @Test
  void weightsWrittenBesideTheModelAreReadBackEqual() throws Exception {
    FloatGraph graph = OnnxImporter.read(
        new ModelBuilder(13).input("x", 0, 4, 3, 3).weight("v", 5, 4, 1, 1).weight("w", 2, 5, 3, 3)
            .node("Conv", "z", "x v").node("Conv", "y", "z w").output("y", 0, 2, 1, 1).model(),
        WeightSource.NONE);
    Path file = folder.resolve("a.onnx");
    OnnxExporter.plain(graph, file, folder.resolve("a.bin"), "a.bin").save(file);
    assertEquals(4096 + 2 * 5 * 3 * 3 * 4, Files.size(folder.resolve("a.bin")), "each tensor begins a page");
    assertEquals(GraphText.of(graph), GraphText.behindPorts(OnnxImporter.read(file)));
    Files.move(folder.resolve("a.bin"), folder.resolve("b.bin"));
    assertThrows(InputException.class, () -> OnnxImporter.read(file), "the model itself holds no weights");
  }

  @Test
  void tensorsBesideTheModelThatDoNotFitAreRefused() throws Exception {
    Path models = Files.createDirectory(folder.resolve("models"));
    Files.write(models.resolve("w.bin"), new byte[8]);
    Files.write(folder.resolve("outside.bin"), new byte[8]);
    Files.createSymbolicLink(models.resolve("link.bin"), folder.resolve("outside.bin"));
    Path file = models.resolve("a.onnx");
    String place = "a.onnx: initializer \"w\": ";
    assertRefused(
        place + "its data are bytes 4 to 12 of \"w.bin\", which has 8; copy that file again",
        () -> read(file, external("location", "w.bin", "offset", "4", "length", "8")));
    assertRefused(
        place + "its data are bytes 9 to 17 of \"w.bin\", which has 8; copy that file again",
        () -> read(file, external("location", "w.bin", "offset", "9", "length", "8")));
    assertRefused(
        place + "the offset \"four\" of its data is no number; export it again",
        () -> read(file, external("location", "w.bin", "offset", "four")));
    assertRefused(
        place + "holds 1 values, its extents 2x1x1x1 ask for 2; the file is damaged: export it again",
        () -> read(file, external("location", "w.bin", "offset", "4")));
    assertRefused(
        place + "its data file \"link.bin\" is a link out of the model's folder; put the file itself there",
        () -> read(file, external("location", "link.bin")));
  }

  private static void read(Path file, ModelBuilder model) {
    OnnxImporter.read(new OnnxModel(file, model.proto()), WeightSource.NONE);
  }

  @Test
  void everyElementTypeIsRead() {
    byte[] half = {0x00, 0x3c, 0x00, (byte) 0xc0}; // 1, -2
    byte[] brain = {(byte) 0x80, 0x3f, 0x00, (byte) 0xc0};
    byte[] bytes = {1, (byte) 0xfe};
    assertArrayEquals(new float[] {1, -2}, values(TensorProto.DataType.FLOAT16, half));
    assertArrayEquals(new float[] {1, -2}, values(TensorProto.DataType.BFLOAT16, brain));
    assertArrayEquals(new float[] {1, -2}, values(TensorProto.DataType.INT8, bytes));
    assertArrayEquals(new float[] {1, 254}, values(TensorProto.DataType.UINT8, bytes));
    byte[] wide = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putDouble(1).putDouble(-2).array();
    assertArrayEquals(new float[] {1, -2}, values(TensorProto.DataType.DOUBLE, wide));
    byte[] ints = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(1).putInt(-2).array();
    assertArrayEquals(new float[] {1, -2}, values(TensorProto.DataType.INT32, ints));
  }

  private static float[] values(TensorProto.DataType type, byte[] raw) {
    TensorProto.Builder weight = TensorProto.newBuilder().setName("w").setDataType(type.getNumber()).addDims(2).addDims(1).addDims(1).addDims(1);
    weight.setRawData(com.google.protobuf.ByteString.copyFrom(raw));
    ModelBuilder model = new ModelBuilder(13).input("x", 0, 1, 3, 3).initializer(weight.build()).node("Conv", "y", "x w").output("y");
    return ((FloatGraph.Conv) OnnxImporter.read(model.model(), WeightSource.NONE).nodes().get(1)).weight().values();
  }
}
