package org.lexicore.compiler.onnx;

import static org.lexicore.compiler.onnx.ModelBuilder.integer;
import static org.lexicore.compiler.onnx.ModelBuilder.ints;
import static org.lexicore.compiler.onnx.ModelBuilder.real;
import static org.lexicore.compiler.onnx.ModelBuilder.text;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.compiler.onnx.proto.AttributeProto;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.StringStringEntryProto;
import org.lexicore.compiler.onnx.proto.TensorProto;

/** Models that must be refused, each under the name of what is wrong with it. */
final class BadModels {
  private static final String[] REFUSED = {
    "Compress", "DeformConv", "GridSample", "Loop", "MaxUnpool", "NonMaxSuppression", "NonZero", "RoiAlign", "Scan", "Unique"
  };

  private final Map<String, ModelBuilder> models = new LinkedHashMap<>();

  static Map<String, ModelBuilder> all() {
    BadModels all = new BadModels();
    all.opsets();
    all.inputs();
    all.graphs();
    all.tensors();
    all.operators();
    all.convolutions();
    all.pools();
    all.arithmetic();
    all.pads();
    all.indices();
    all.matrices();
    all.reshapes();
    all.resizes();
    all.decisions();
    return all.models;
  }

  private void add(String name, ModelBuilder model) {
    models.put(name, model.output("y"));
  }

  private static ModelBuilder image() {
    return new ModelBuilder(13).input("x", 0, 4, 9, 11);
  }

  private static ModelBuilder convolution() {
    return image().weight("w", 5, 4, 3, 3);
  }

  private void opsets() {
    add("opset too old", new ModelBuilder(6).input("x", 0, 4, 9, 11).node("Relu", "y", "x"));
    add("opset too new", new ModelBuilder(24).input("x", 0, 4, 9, 11).node("NonZero", "z", "x").node("Relu", "y", "z"));
  }

  private void inputs() {
    ModelBuilder dynamic = new ModelBuilder(13).input("x", 0, 4, 9, 11).node("Relu", "y", "x");
    var type = dynamic.graph().getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
    type.getDimBuilder(2).setDimParam("height");
    type.getDimBuilder(3).clearValue();
    add("dynamic extents", dynamic);
    ModelBuilder shapeless = image().node("Relu", "y", "x");
    shapeless.graph().getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().clearShape();
    add("input without a shape", shapeless);
    add("enormous input", new ModelBuilder(13).input("x", 0, 70000, 70000, 3).node("Relu", "y", "x"));
  }

  private void graphs() {
    add("cycle", image().node("Add", "a", "x b").node("Relu", "b", "a").node("Relu", "y", "b"));
    add("unknown operand", image().node("Add", "y", "x nowhere"));
    add("unknown output", image().node("Relu", "z", "x"));
    add("made twice", image().node("Relu", "y", "x").node("Identity", "y", "x"));
    add("constant output", image().weight("w", 3).node("Identity", "y", "w").node("Relu", "z", "x").output("z"));
    add("missing weight", image().input("w", 5, 4, 3, 3).node("Conv", "y", "x w"));
    add("too few operands", image().node("Add", "y", "x"));
    ModelBuilder foreign = image().node("FusedConv", "y", "x");
    foreign.graph().getNodeBuilder(0).setDomain("com.microsoft");
    add("foreign domain", foreign);
    ModelBuilder unnamed = image().node("Det", "y", "x");
    unnamed.graph().getNodeBuilder(0).clearName();
    add("unnamed node", unnamed);
  }

  private static TensorProto.Builder matrix(int type) {
    return TensorProto.newBuilder().setName("w").setDataType(type).addDims(5).addDims(4).addDims(1).addDims(1);
  }

  private void tensors() {
    float[] values = new float[20];
    values[13] = Float.NaN;
    add("NaN weight", image().floats("w", values.clone(), 5, 4, 1, 1).node("Conv", "y", "x w"));
    values[13] = Float.NEGATIVE_INFINITY;
    add("infinite weight", image().floats("w", values.clone(), 5, 4, 1, 1).node("Conv", "y", "x w"));
    ModelBuilder two = image().floats("w", values.clone(), 5, 4, 1, 1).node("Conv", "a", "x w");
    add("two bad layers", two.floats("v", values.clone(), 4, 5, 1, 1).node("Conv", "y", "a v"));
    float[] bias = {0, 1, Float.NaN, 0, 0};
    add("NaN bias", convolution().floats("b", bias, 5).node("Conv", "y", "x w b"));
    add("too few values", image().initializer(matrix(1).addFloatData(1).build()).node("Conv", "y", "x w"));
    ByteString odd = ByteString.copyFrom(new byte[83]);
    add("odd number of bytes", image().initializer(matrix(1).setRawData(odd).build()).node("Conv", "y", "x w"));
    add("half bytes too few", image().initializer(matrix(22).setRawData(ByteString.copyFrom(new byte[9])).build()).node("Cast", "v", "w", integer("to", 1)).node("Conv", "y", "x v"));
    add("text tensor", image().initializer(matrix(8).build()).node("Conv", "y", "x w"));
    add("unknown type", image().initializer(matrix(99).build()).node("Conv", "y", "x w"));
    add("negative extent", image().initializer(matrix(1).addDims(-3).build()).node("Conv", "y", "x w"));
    add("external data missing", image().initializer(external("absent.bin")).node("Conv", "y", "x w"));
    add("external data outside", image().initializer(external("../secret.bin")).node("Conv", "y", "x w"));
    add("external data absolute", image().initializer(external("/etc/hostname")).node("Conv", "y", "x w"));
    ModelBuilder empty = image().initializer(TensorProto.newBuilder().setName("w").setDataType(1).addDims(0).addDims(4).addDims(1).addDims(1).build());
    add("empty weight", empty.node("Conv", "y", "x w"));
  }

  private static TensorProto external(String location) {
    return matrix(1)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
        .build();
  }

  private void operators() {
    ModelBuilder many = convolution().node("Conv", "c", "x w").node("Sigmoid", "s", "c").node("Mul", "m", "c s");
    many.node("Scan", "l", "m").node("Relu", "r", "l").node("Softmax", "y", "r");
    add("several at once", many);
    for (String type : REFUSED) {
      add("operator " + type, image().node(type, "y", "x"));
    }
    add("operator without operands", image().node("LayerNormalization", "y", "x"));
  }

  private void convolutions() {
    ModelBuilder squeezed = new ModelBuilder(13).input("x", 0, 4, 1, 1).integers("a", 2, 3).node("Squeeze", "q", "x a");
    add("convolution of a vector", squeezed.weight("w", 5, 4, 1, 3).node("Conv", "y", "q w"));
    ModelBuilder batched = image().integers("s", 2, 2, 9, 11).node("Reshape", "r", "x s");
    add("batch within the network", batched.weight("w", 5, 2, 3, 3).node("Conv", "y", "r w"));
    add("transposed convolution does not fit", image().weight("w", 5, 4, 3, 3).node("ConvTranspose", "y", "x w"));
    add("transposed convolution cut off", image().weight("w", 4, 5, 1, 1).node("ConvTranspose", "y", "x w", ints("pads", 1, 1, 1, 1)));
    add("3-D convolution", image().weight("w", 5, 4, 3, 3, 3).node("Conv", "y", "x w"));
    add("computed weight", convolution().node("Relu", "r", "x").node("Conv", "y", "x r"));
    add("kernel_shape differs", convolution().node("Conv", "y", "x w", ints("kernel_shape", 5, 5)));
    add("kernel_shape of one", convolution().node("Conv", "y", "x w", ints("kernel_shape", 3)));
    add("channels differ", image().weight("w", 5, 3, 3, 3).node("Conv", "y", "x w"));
    add("groups do not divide", image().weight("w", 5, 2, 3, 3).node("Conv", "y", "x w", integer("group", 2)));
    add("no groups", convolution().node("Conv", "y", "x w", integer("group", 0)));
    add("a constant grows too large", image().integers("s", 20_000, 20_000).node("ConstantOfShape", "c", "s").node("Add", "y", "x c"));
    add("a constant is repeated too often", image().weight("w", 5, 1).integers("s", 5, 70_000_000).node("Expand", "c", "w s").node("Add", "y", "x c"));
    add("kernel too large", image().weight("w", 5, 4, 10, 3).node("Conv", "y", "x w"));
    add("stride zero", convolution().node("Conv", "y", "x w", ints("strides", 0, 1)));
    add("negative pads", convolution().node("Conv", "y", "x w", ints("pads", 0, -1, 0, 0)));
    add("two pads", convolution().node("Conv", "y", "x w", ints("pads", 1, 1)));
    add("auto_pad unknown", convolution().node("Conv", "y", "x w", text("auto_pad", "SAME")));
    add("bias too short", convolution().weight("b", 4).node("Conv", "y", "x w b"));
  }

  private void pools() {
    AttributeProto kernel = ints("kernel_shape", 2, 2);
    add("pool indices", image().node("MaxPool", "y i", "x", kernel));
    add("pool dilation", image().node("MaxPool", "y", "x", kernel, ints("dilations", 2, 2)));
    add("pool padding", image().node("MaxPool", "y", "x", kernel, ints("pads", 2, 0, 0, 0)));
    add("pool without kernel", image().node("AveragePool", "y", "x"));
    add("mean over an axis that is not there", image().node("ReduceMean", "y", "x", ints("axes", 4)));
  }

  private void arithmetic() {
    add("activations do not fit", image().weight("w", 3, 4, 1, 1).node("Conv", "c", "x w").node("Mul", "y", "x c"));
    add("NaN operand", image().floats("c", new float[] {1, Float.NaN, 1, 1}, 4, 1, 1).node("Max", "y", "x c"));
    add("condition does not fit", image().integers("c", 1, 0).node("Where", "y", "c x x"));
    add("division by zero", image().scalar("c", 0).node("Div", "y", "x c"));
    add("constant does not fit", image().weight("c", 3, 1, 1).node("Add", "y", "x c"));
    add("bounds swapped", image().scalar("a", 1).scalar("b", 0).node("Clip", "y", "x a b"));
    float[] negative = {1, 1, -1, 1};
    ModelBuilder norm = image().weight("g", 4).weight("b", 4).weight("m", 4).floats("v", negative, 4);
    add("negative variance", norm.node("BatchNormalization", "y", "x g b m v"));
    ModelBuilder training = new ModelBuilder(15).input("x", 0, 4, 9, 11).weight("g", 4).weight("b", 4).weight("m", 4).positive("v", 4);
    add("training mode", training.node("BatchNormalization", "y", "x g b m v", integer("training_mode", 1), real("momentum", 0.9f)));
  }

  private void pads() {
    ModelBuilder border = image().integers("p", 0, 0, 9, 1, 0, 0, 1, 1);
    add("mirror wider than the map", border.node("Pad", "y", "x p", text("mode", "reflect")));
    add("pad of unknown mode", image().integers("p", 0, 0, 1, 1, 0, 0, 1, 1).node("Pad", "y", "x p", text("mode", "mirror")));
    add("pad that leaves nothing", image().integers("p", 0, 0, -5, 0, 0, 0, -4, 0).node("Pad", "y", "x p"));
    add("enormous pad", image().integers("p", 0, 0, 1L << 40, 0, 0, 0, 0, 0).node("Pad", "y", "x p"));
    add("pad with NaN", image().integers("p", 0, 0, 1, 1, 0, 0, 1, 1).scalar("v", Float.NaN).node("Pad", "y", "x p v"));
    add("computed pads", image().node("Relu", "p", "x").node("Pad", "y", "x p"));
    add("pads too few", image().integers("p", 1, 1).node("Pad", "y", "x p"));
  }

  private void indices() {
    add("picks outside", image().initializer(Protos.integers("i", new int[] {1, 1, 1, 1}, 9)).node("GatherElements", "y", "x i", integer("axis", 1)));
    add("picks by too many axes", image().initializer(Protos.integers("i", new int[] {1, 5}, 0, 0, 0, 0, 0)).node("GatherND", "y", "x i"));
    add("computed indices", image().node("Floor", "i", "x").node("GatherElements", "y", "x i"));
    ModelBuilder scatter = image().initializer(Protos.integers("i", new int[] {1, 2}, 0, 0)).weight("u", 3);
    add("scatters too much", scatter.node("ScatterND", "y", "x i u"));
    add("top of none", image().integers("k", 0).node("TopK", "y i", "x k"));
    add("sum along two axes", image().integers("a", 1, 2).node("CumSum", "y", "x a"));
    add("groups that do not divide", image().weight("g", 4).weight("b", 4).node("GroupNormalization", "y", "x g b", integer("num_groups", 3)));
    add("window of no channels", image().node("LRN", "y", "x"));
  }

  private static ModelBuilder vector() {
    return new ModelBuilder(13).input("x", 0, 6);
  }

  private void matrices() {
    add("transA does not fit", vector().weight("w", 6, 5).node("Gemm", "y", "x w", integer("transA", 1)));
    add("Gemm of a map", image().weight("w", 11, 5).node("Gemm", "y", "x w"));
    add("inputs differ", vector().weight("w", 7, 5).node("Gemm", "y", "x w"));
    add("product of two inputs", vector().node("Relu", "r", "x").node("MatMul", "y", "x r"));
    add("bias does not fit", vector().weight("w", 6, 5).weight("b", 4).node("Gemm", "y", "x w b"));
  }

  private void reshapes() {
    add("transposed twice along one axis", image().node("Transpose", "y", "x", ints("perm", 0, 1, 1, 2)));
    add("split does not fit", image().integers("p", 3, 3).node("Split", "y z", "x p", integer("axis", 1)));
    add("slice of nothing", image().integers("a", 3).integers("b", 3).node("Slice", "y", "x a b"));
    add("slice without a step", image().integers("a", 0).integers("b", 1).integers("s", 0).node("Slice", "y", "x a b a s"));
    add("join does not fit", image().node("GlobalMaxPool", "g", "x").node("Concat", "y", "x g", integer("axis", 1)));
    add("expand does not fit", image().integers("e", 1, 3, 9, 11).node("Expand", "y", "x e"));
    add("tile of no times", image().integers("t", 1, 0, 1, 1).node("Tile", "y", "x t"));
    add("blocks do not fit", image().node("DepthToSpace", "y", "x", integer("blocksize", 3)));
    add("reshape does not fit", image().integers("s", 7, 7).node("Reshape", "y", "x s"));
    add("squeeze of an extent", image().integers("a", 1).node("Squeeze", "y", "x a"));
    add("cast to text", image().node("Cast", "y", "x", integer("to", 8)));
    add("axis out of range", image().integers("a", 9).node("Unsqueeze", "y", "x a"));
    ModelBuilder fold = image().weight("w", 3, 4, 1, 1).integers("i", 5).node("Gather", "g", "w i");
    add("index out of range", fold.node("Conv", "y", "x g"));
    add("index of an activation out of range", image().integers("i", 4).node("Gather", "y", "x i", integer("axis", 1)));
  }

  private void resizes() {
    add("resize to nothing given", image().node("Resize", "y", "x"));
    ModelBuilder cubic = image().floats("s", new float[] {1, 1, 2, 2}, 4).node("Resize", "y", "x _ s", text("mode", "cubic"));
    add("cubic resize", cubic);
    add("resize of channels", image().floats("s", new float[] {1, 2, 2, 2}, 4).node("Resize", "y", "x _ s"));
    AttributeProto corners = text("coordinate_transformation_mode", "align_corners");
    add("corners of no whole size", image().floats("s", new float[] {1, 1, 1.3f, 1.3f}, 4).node("Resize", "y", "x _ s", corners));
  }

  private void decisions() {
    ModelBuilder open = image().node("ReduceMax", "m", "x", integer("keepdims", 0));
    add("decision by the network", open.node("If", "y", "m"));
    add("decision without branches", image().initializer(Protos.integers("c", 1)).node("If", "y", "c"));
  }
}
