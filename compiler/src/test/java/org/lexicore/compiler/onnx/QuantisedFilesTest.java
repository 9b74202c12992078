package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lexicore.compiler.onnx.ModelBuilder.integer;
import static org.lexicore.compiler.onnx.ModelBuilder.ints;
import static org.lexicore.compiler.onnx.ModelBuilder.text;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.compiler.onnx.proto.OperatorSetIdProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.compiler.onnx.proto.TensorProto.DataType;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Clamp;
import org.lexicore.model.network.FloatGraph.Conv;

/**
 * Question: are quantised weights the values that they stand for, and quantised activations run, or refused, for
 * reasons that are told?
 */
class QuantisedFilesTest {
  private static final String QONNX = "qonnx.custom_op.general";

  private final Random random = new Random(3);

  private byte[] bytes(int count, int lowest, int highest) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (lowest + random.nextInt(highest - lowest + 1));
    }
    return bytes;
  }

  private static TensorProto bytes(String name, DataType type, byte[] values, int... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).setRawData(ByteString.copyFrom(values));
    IntStream.of(dims).forEach(tensor::addDims);
    return tensor.build();
  }

  private static TensorProto number(String name, DataType type, int value) {
    return bytes(name, type, new byte[] {(byte) value});
  }

  private static ModelBuilder scale(ModelBuilder model, String name, double value) {
    return model.initializer(Protos.floats(name, new float[] {(float) value}).toBuilder().clearDims().build());
  }

  private static ModelBuilder image(int opset) {
    return new ModelBuilder(opset).input("x", 0, 4, 6, 5);
  }

  private static ModelBuilder conv(ModelBuilder model) {
    return model.node("Conv", "y", "x v").output("y");
  }

  /**
   * Per tensor, per axis and in blocks; signed, not signed, of eight and of four bits; quantised in the file itself.
   */
  @Test
  void weightsBehindDequantizeLinearAreTheirValues() {
    ModelBuilder tensor = image(13).initializer(bytes("w", DataType.INT8, bytes(60, -127, 127), 5, 4, 1, 3));
    Chain.check("per tensor", conv(scale(tensor, "s", 0.01).node("DequantizeLinear", "v", "w s")));
    ModelBuilder zero = image(10).initializer(bytes("w", DataType.UINT8, bytes(60, 0, 255), 5, 4, 1, 3)).initializer(number("z", DataType.UINT8, 131));
    Chain.check("zero point", conv(scale(zero, "s", 0.01).node("DequantizeLinear", "v", "w s z")));
    ModelBuilder axis = image(13).initializer(bytes("w", DataType.INT8, bytes(60, -127, 127), 5, 4, 1, 3)).positive("s", 5);
    axis.initializer(bytes("z", DataType.INT8, bytes(5, -9, 9), 5)).node("DequantizeLinear", "v", "w s z", integer("axis", 0));
    Chain.check("per axis", conv(axis));
    for (DataType half : List.of(DataType.INT4, DataType.UINT4)) {
      ModelBuilder blocks = new ModelBuilder(21).input("x", 0, 12).initializer(bytes("w", half, bytes(30, 0, 255), 12, 5)).positive("s", 3, 5);
      blocks.initializer(bytes("z", half, bytes(8, 0, 255), 3, 5)).node("DequantizeLinear", "v", "w s z", integer("axis", 0), integer("block_size", 4));
      Chain.check("blocks of " + half, blocks.node("MatMul", "y", "x v").output("y"));
    }
    ModelBuilder chain = image(13).weight("f", 5, 4, 2, 2).positive("s", 5).initializer(bytes("z", DataType.INT8, new byte[5], 5));
    chain.node("QuantizeLinear", "q", "f s z", integer("axis", 0)).node("DequantizeLinear", "v", "q s z", integer("axis", 0));
    Chain.check("quantised in the file", conv(chain));
  }

  @Test
  void aWeightKeepsTheNameOfItsIntegers() {
    ModelBuilder tensor = image(13).initializer(bytes("w", DataType.INT8, bytes(60, -127, 127), 5, 4, 1, 3));
    FloatGraph graph = Chain.check("name", conv(scale(tensor, "s", 0.01).node("DequantizeLinear", "v", "w s")));
    assertEquals("w", graph.convolutions().findFirst().orElseThrow().weightName());
  }

  private static ModelBuilder foreign(ModelBuilder model, int node) {
    model.graph().getNodeBuilder(node).setDomain(QONNX);
    return model;
  }

  private static FloatGraph read(ModelBuilder model) {
    var proto = model.proto().toBuilder().addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(QONNX).setVersion(1)).build();
    return OnnxImporter.read(new OnnxModel(java.nio.file.Path.of("test.onnx"), proto), WeightSource.NONE);
  }

  @Test
  void weightsBehindQuantAreTheirValues() {
    float[] values = {-3, -1.3f, -0.75f, -0.25f, 0, 0.25f, 0.6f, 9};
    ModelBuilder model = new ModelBuilder(13).input("x", 0, 8).floats("w", values, 1, 8).scalar("s", 0.5f).scalar("z", 0).scalar("b", 3);
    model.node("Quant", "v", "w s z b", integer("signed", 1), integer("narrow", 1)).node("Gemm", "y", "x v", integer("transB", 1)).output("y");
    // Steps of 0.5, half to even, from −3 to 3 steps.
    float[] expected = {-1.5f, -1.5f, -1, 0, 0, 0, 0.5f, 1.5f};
    assertArrayEquals(expected, read(foreign(model, 0)).convolutions().findFirst().orElseThrow().weight().values());
    ModelBuilder signs = new ModelBuilder(13).input("x", 0, 8).floats("w", values, 1, 8).scalar("s", 0.5f);
    signs.node("BipolarQuant", "v", "w s").node("Gemm", "y", "x v", integer("transB", 1)).output("y");
    float[] bipolar = {-0.5f, -0.5f, -0.5f, -0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
    assertArrayEquals(bipolar, read(foreign(signs, 0)).convolutions().findFirst().orElseThrow().weight().values());
  }

  @Test
  void coarseActivationsAreComputedAndFineOnesLeftOut() {
    for (int bits : new int[] {3, 8}) {
      ModelBuilder model = new ModelBuilder(13).input("x", 0, 8).scalar("s", 0.25f).scalar("z", 0).scalar("b", bits).weight("w", 8, 8);
      model.node("MatMul", "m", "x w").node("Quant", "y", "m s z b").output("y").output("m");
      FloatGraph graph = read(foreign(model, 1));
      Map<String, float[]> made = new FloatExecutor(graph).outputs(OnnxRuntime.sample(graph, 4));
      for (int i = 0; i < 8; i++) {
        float given = made.get("m")[i];
        float bounded = Math.max(-4, Math.min(3.75f, given));
        double expected = bits == 8 ? Math.max(-32, Math.min(31.75, given)) : Math.max(-1, Math.min(0.75, Math.rint(bounded / 0.25) * 0.25));
        assertEquals(expected, made.get("y")[i], 1e-6, bits + " bits of " + given);
      }
    }
  }

  /** Largest difference between ONNX Runtime and the imported network. */
  private static double difference(ModelBuilder model) throws Exception {
    var proto = model.proto().toBuilder().addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1)).build();
    OnnxModel file = new OnnxModel(java.nio.file.Path.of("test.onnx"), proto);
    FloatGraph graph = OnnxImporter.read(file, WeightSource.NONE);
    double largest = 0;
    for (int seed = 0; seed < 4; seed++) {
      Map<String, float[]> sample = OnnxRuntime.sample(graph, seed);
      float[] expected = OnnxRuntime.run(proto.toByteArray(), sample).get("y");
      float[] actual = new FloatExecutor(graph).outputs(sample).get("y");
      for (int i = 0; i < expected.length; i++) {
        largest = Math.max(largest, Math.abs(expected[i] - actual[i]));
      }
    }
    return largest;
  }

  private ModelBuilder quantised(int opset) {
    ModelBuilder model = image(opset);
    scale(scale(scale(model, "xs", 1.0 / 127), "ws", 0.01), "ys", 0.05);
    model.initializer(number("xz", DataType.UINT8, 127)).initializer(number("wz", DataType.INT8, 0)).initializer(number("yz", DataType.UINT8, 0));
    return model.initializer(bytes("w", DataType.INT8, bytes(20, -127, 127), 5, 4, 1, 1));
  }

  /** Where the file saturates at zero in the place of a Relu, so do we; steps are not followed. */
  @Test
  void activationsBetweenQuantizeAndDequantize() throws Exception {
    ModelBuilder model = quantised(13).node("QuantizeLinear", "xq", "x xs xz").node("DequantizeLinear", "xr", "xq xs xz");
    model.node("DequantizeLinear", "v", "w ws wz").node("Conv", "c", "xr v").node("QuantizeLinear", "cq", "c ys yz").node("MaxPool", "p", "cq", ints("kernel_shape", 2, 2));
    model.node("DequantizeLinear", "y", "p ys yz").output("y");
    assertTrue(difference(model) < 0.05, "a step is 0.05");
    FloatGraph graph = OnnxImporter.read(model.model(), WeightSource.NONE);
    List<Clamp> clamps = graph.nodes().stream().filter(Clamp.class::isInstance).map(Clamp.class::cast).toList();
    assertEquals(1, clamps.size(), "the input is not clamped, nor what is so already");
    assertEquals(0, clamps.getFirst().lowest());
    assertEquals(255 * 0.05f, clamps.getFirst().highest(), 1e-5);
  }

  @Test
  void aReluAndSaturatingAreOneClamp() {
    ModelBuilder model = quantised(13).node("DequantizeLinear", "v", "w ws wz").node("Conv", "c", "x v").node("Relu", "r", "c");
    model.node("QuantizeLinear", "q", "r ys yz").node("DequantizeLinear", "y", "q ys yz").output("y");
    assertEquals(1, OnnxImporter.read(model.model(), WeightSource.NONE).nodes().stream().filter(Clamp.class::isInstance).count());
  }

  @Test
  void operatorsOnIntegersAreTheFloatOperatorsThatTheyStandFor() throws Exception {
    ModelBuilder conv = quantised(13).node("QuantizeLinear", "xq", "x xs xz");
    conv.initializer(Protos.integers("b", 9, -40, 70, 300, -5).toBuilder().setDataType(DataType.INT32.getNumber())
        .setRawData(ByteString.copyFrom(new byte[] {9, 0, 0, 0, -40, -1, -1, -1, 70, 0, 0, 0, 44, 1, 0, 0, -5, -1, -1, -1})).build());
    conv.node("QLinearConv", "cq", "xq xs xz w ws wz ys yz b").node("DequantizeLinear", "y", "cq ys yz").output("y");
    assertTrue(difference(conv) < 0.05, "QLinearConv");
    ModelBuilder sum = quantised(13).node("QuantizeLinear", "xq", "x xs xz").node("QLinearAdd", "a", "xq xs xz xq xs xz ys yz");
    sum.node("QLinearGlobalAveragePool", "g", "a ys yz ys yz").node("DequantizeLinear", "y", "g ys yz").output("y");
    sum.graph().getNodeBuilder(1).setDomain("com.microsoft");
    sum.graph().getNodeBuilder(2).setDomain("com.microsoft");
    assertTrue(difference(sum) < 0.1, "QLinearAdd, QLinearGlobalAveragePool");
    ModelBuilder dynamic = new ModelBuilder(11).input("x", 0, 3, 8).initializer(bytes("w", DataType.INT8, bytes(40, -127, 127), 8, 5));
    scale(dynamic, "ws", 0.01).initializer(bytes("wz", DataType.INT8, bytes(5, -3, 3), 5));
    dynamic.node("DynamicQuantizeLinear", "q s z", "x").node("MatMulInteger", "m", "q w z wz").node("Cast", "f", "m", integer("to", 1));
    dynamic.node("Mul", "t", "s ws").node("Mul", "y", "f t").output("y");
    assertTrue(difference(dynamic) < 0.05, "MatMulInteger");
    ModelBuilder integer = new ModelBuilder(11).input("x", 0, 4, 6, 5).initializer(bytes("w", DataType.UINT8, bytes(20, 0, 255), 5, 4, 1, 1));
    integer.initializer(number("wz", DataType.UINT8, 120)).node("DynamicQuantizeLinear", "q s z", "x").node("ConvInteger", "m", "q w z wz");
    integer.node("Cast", "f", "m", integer("to", 1)).node("Mul", "y", "f s").output("y");
    assertTrue(difference(integer) < 4, "ConvInteger: 4 products of up to 135 with half a step of 1/127");
    ModelBuilder matrix = quantised(13).node("QuantizeLinear", "xq", "x xs xz").initializer(bytes("m", DataType.INT8, bytes(15, -127, 127), 5, 3));
    matrix.node("QLinearMatMul", "q", "xq xs xz m ws wz ys yz").node("DequantizeLinear", "y", "q ys yz").output("y");
    assertTrue(difference(matrix) < 0.05, "QLinearMatMul");
  }

  @Test
  void whatReckonsWithIntegersIsRefusedWithItsReason() {
    List<ModelBuilder> models = new ArrayList<>();
    models.add(quantised(13).node("QuantizeLinear", "q", "x xs xz").node("Cast", "f", "q", integer("to", 1)).node("Relu", "y", "f").output("y"));
    models.add(quantised(13).node("QuantizeLinear", "y", "x xs xz").output("y"));
    models.add(quantised(13).positive("s4", 4).initializer(bytes("z4", DataType.INT8, new byte[4], 4))
        .node("QuantizeLinear", "q", "x s4 z4", integer("axis", 1)).node("DequantizeLinear", "y", "q s4 z4", integer("axis", 1)).output("y"));
    models.add(quantised(13).node("ReduceMax", "m", "x", integer("keepdims", 0)).node("QuantizeLinear", "q", "x m xz").node("DequantizeLinear", "y", "q m xz").output("y"));
    models.add(foreign(new ModelBuilder(13).input("x", 0, 8).scalar("s", 0.25f).scalar("z", 0).scalar("b", 3)
        .node("Quant", "y", "x s z b", text("rounding_mode", "CEIL")).output("y"), 0));
    List<String> expected = List.of(
        "reckons with the integers of a quantised tensor; export the float network: quantising is done here",
        "test.onnx: the output \"y\" is made of quantised integers; end the network before its last QuantizeLinear",
        "quantises an activation with 4 scales; export it with one scale for each activation",
        "its scale or zero point is computed by the network; export the float network: quantising is done here",
        "rounds with mode \"CEIL\" around 0.0; quantise activations with ROUND and a whole zero point");
    for (int i = 0; i < models.size(); i++) {
      ModelBuilder model = models.get(i);
      List<String> problems = assertThrows(InputException.class, () -> read(model)).problems();
      assertTrue(problems.getFirst().endsWith(expected.get(i)), problems.toString());
    }
  }

  @Test
  void layersOfAQuantisedFileAreLayersWithWeights() {
    ModelBuilder model = quantised(13).node("QuantizeLinear", "xq", "x xs xz").node("QLinearConv", "cq", "xq xs xz w ws wz ys yz");
    model.node("DequantizeLinear", "y", "cq ys yz").output("y");
    List<Conv> layers = OnnxImporter.read(model.model(), WeightSource.NONE).convolutions().toList();
    assertEquals(1, layers.size());
    assertEquals(20, layers.getFirst().weight().size());
  }
}
