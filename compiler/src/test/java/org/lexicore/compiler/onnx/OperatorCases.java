package org.lexicore.compiler.onnx;

import static org.lexicore.compiler.onnx.ModelBuilder.integer;
import static org.lexicore.compiler.onnx.ModelBuilder.ints;
import static org.lexicore.compiler.onnx.ModelBuilder.real;
import static org.lexicore.compiler.onnx.ModelBuilder.tensor;
import static org.lexicore.compiler.onnx.ModelBuilder.text;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.compiler.onnx.proto.AttributeProto;
import org.lexicore.compiler.onnx.proto.TensorProto;

/** One small model for every operator and attribute that the importer takes. */
final class OperatorCases {
  /**
   * @param name what is special about it
   */
  record Case(String name, ModelBuilder model) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Case> cases = new ArrayList<>();

  static List<Case> all() {
    OperatorCases all = new OperatorCases();
    all.convolutions();
    all.automaticPadding();
    all.batchNormalizations();
    all.arithmetic();
    all.pools();
    all.ceilingPools();
    all.pads();
    all.matrices();
    all.reshapes();
    all.shapeArithmetic();
    all.storage();
    return all.cases;
  }

  private void add(String name, ModelBuilder model) {
    cases.add(new Case(name, model.output("y")));
  }

  private static ModelBuilder image(int opset) {
    return new ModelBuilder(opset).input("x", 0, 4, 9, 11);
  }

  private void convolutions() {
    add("Conv 1x1", image(11).weight("w", 5, 4, 1, 1).node("Conv", "y", "x w"));
    add("Conv with bias", image(12).weight("w", 5, 4, 3, 3).weight("b", 5).node("Conv", "y", "x w b", ints("pads", 1, 1, 1, 1)));
    add("Conv uneven pads", image(13).weight("w", 3, 4, 3, 5).node("Conv", "y", "x w", ints("pads", 0, 3, 2, 1)));
    add("Conv stride", image(14).weight("w", 3, 4, 3, 3).node("Conv", "y", "x w", ints("strides", 2, 3)));
    add("Conv dilation", image(15).weight("w", 3, 4, 3, 3).node("Conv", "y", "x w", ints("dilations", 2, 3), ints("pads", 2, 2, 2, 2)));
    add("Conv groups", image(16).weight("w", 6, 2, 3, 3).weight("b", 6).node("Conv", "y", "x w b", integer("group", 2)));
    add("Conv depthwise", image(17).weight("w", 4, 1, 3, 3).node("Conv", "y", "x w", integer("group", 4), ints("kernel_shape", 3, 3)));
    add("Conv depthwise multiplier", image(18).weight("w", 8, 1, 3, 3).node("Conv", "y", "x w", integer("group", 4)));
    add("Conv whole map", image(21).weight("w", 7, 4, 9, 11).node("Conv", "y", "x w"));
  }

  private void automaticPadding() {
    for (String mode : List.of("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET")) {
      add("Conv " + mode, image(19).weight("w", 3, 4, 4, 3).node("Conv", "y", "x w", text("auto_pad", mode)));
      add("Conv strided " + mode, image(20).weight("w", 3, 4, 4, 5).node("Conv", "y", "x w", text("auto_pad", mode), ints("strides", 2, 2)));
      add("MaxPool " + mode, image(13).node("MaxPool", "y", "x", ints("kernel_shape", 4, 3), ints("strides", 2, 2), text("auto_pad", mode)));
    }
  }

  private void batchNormalizations() {
    ModelBuilder conv = image(13).weight("w", 5, 4, 3, 3).weight("b", 5).node("Conv", "c", "x w b");
    add("BatchNormalization after Conv", conv.batchNormalization("y", "c", 5));
    ModelBuilder twice = image(15).weight("w", 5, 4, 3, 3).node("Conv", "c", "x w").batchNormalization("n", "c", 5);
    add("BatchNormalization twice", twice.batchNormalization("y", "n", 5));
    add("BatchNormalization alone", image(14).batchNormalization("y", "x", 4));
    ModelBuilder shared = image(13).weight("w", 4, 4, 1, 1).node("Conv", "c", "x w").batchNormalization("n", "c", 4);
    add("BatchNormalization of a shared Conv", shared.node("Add", "y", "c n"));
    ModelBuilder vector = new ModelBuilder(11).input("x", 0, 6).weight("w", 6, 5).node("MatMul", "c", "x w");
    add("BatchNormalization of a vector", vector.batchNormalization("y", "c", 5));
    ModelBuilder epsilon = image(13).weight("g", 4).weight("b", 4).weight("m", 4).positive("v", 4);
    add("BatchNormalization epsilon", epsilon.node("BatchNormalization", "y", "x g b m v", real("epsilon", 0.1f)));
  }

  private void arithmetic() {
    add("Relu", image(13).node("Relu", "y", "x"));
    add("Clip both", image(13).scalar("a", -0.2f).scalar("b", 0.6f).node("Clip", "y", "x a b"));
    add("Clip lowest", image(11).scalar("a", 0f).node("Clip", "y", "x a"));
    add("Clip highest", image(12).scalar("b", 0.25f).node("Clip", "y", "x _ b"));
    add("Clip none", image(12).node("Clip", "y", "x"));
    add("Add activations", image(14).node("Relu", "r", "x").node("Add", "y", "x r"));
    add("Add itself", image(14).node("Add", "y", "x x"));
    ModelBuilder bias = image(13).weight("w", 5, 4, 3, 3).weight("b", 5, 1, 1).node("Conv", "c", "x w");
    add("Add bias after Conv", bias.node("Add", "y", "b c"));
    add("Add scalar", image(13).scalar("b", 0.5f).node("Add", "y", "x b"));
    add("Add channels", image(13).weight("b", 1, 4, 1, 1).node("Add", "y", "x b"));
    add("Sub constant", image(13).weight("b", 4, 1, 1).node("Sub", "y", "x b"));
    add("Sub from constant", image(13).weight("b", 4, 1, 1).node("Sub", "y", "b x"));
    add("Mul constant", image(13).weight("b", 4, 1, 1).node("Mul", "y", "x b"));
    add("Div constant", image(13).positive("b", 4, 1, 1).node("Div", "y", "x b"));
    ModelBuilder scaled = image(13).weight("w", 5, 4, 3, 3).weight("b", 5, 1, 1).node("Conv", "c", "x w");
    add("Mul after Conv", scaled.node("Mul", "y", "b c"));
  }

  private static AttributeProto kernel(long y, long x) {
    return ints("kernel_shape", y, x);
  }

  private void pools() {
    add("MaxPool", image(12).node("MaxPool", "y", "x", kernel(2, 2), ints("strides", 2, 2)));
    add("MaxPool pads", image(12).node("MaxPool", "y", "x", kernel(3, 3), ints("strides", 2, 2), ints("pads", 1, 1, 1, 1)));
    add("MaxPool defaults", image(12).node("MaxPool", "y", "x", kernel(3, 2)));
    add("AveragePool", image(13).node("AveragePool", "y", "x", kernel(2, 3), ints("strides", 2, 2)));
    AttributeProto count = integer("count_include_pad", 1);
    add("AveragePool counts pads", image(19).node("AveragePool", "y", "x", kernel(3, 3), ints("pads", 1, 1, 1, 1), count));
    // From opset 19 on, ONNX Runtime 1.23 divides by too little under uneven padding: this one stays at 18.
    add("AveragePool counts uneven pads", image(18).node("AveragePool", "y", "x", kernel(3, 3), ints("pads", 1, 0, 2, 1), count));
    add("GlobalAveragePool", image(13).node("GlobalAveragePool", "y", "x"));
    add("GlobalMaxPool", image(13).node("GlobalMaxPool", "y", "x"));
    add("ReduceMean attribute", image(13).node("ReduceMean", "y", "x", ints("axes", 2, 3)));
    add("ReduceMean negative", image(13).node("ReduceMean", "y", "x", ints("axes", -1, -2), integer("keepdims", 0)));
    add("ReduceMean operand", image(18).integers("a", 3, 2).node("ReduceMean", "y", "x a", integer("keepdims", 0)));
  }

  private void ceilingPools() {
    AttributeProto ceil = integer("ceil_mode", 1);
    for (int kernel = 2; kernel <= 3; kernel++) {
      for (int stride = 2; stride <= 3; stride++) {
        String size = kernel + " stride " + stride;
        AttributeProto strides = ints("strides", stride, stride);
        add("MaxPool ceil " + size, image(12).node("MaxPool", "y", "x", kernel(kernel, kernel), strides, ceil));
        AttributeProto pads = ints("pads", 1, 1, 1, 1);
        add("MaxPool ceil pads " + size, image(12).node("MaxPool", "y", "x", kernel(kernel, kernel), strides, ceil, pads));
      }
    }
  }

  private void pads() {
    ModelBuilder conv = image(13).integers("p", 0, 0, 1, 2, 0, 0, 3, 0).weight("w", 3, 4, 3, 3).node("Pad", "q", "x p");
    add("Pad before Conv", conv.node("Conv", "y", "q w", ints("pads", 1, 1, 1, 1), ints("strides", 2, 2)));
    ModelBuilder shared = image(13).integers("p", 0, 0, 1, 1, 0, 0, 1, 1).weight("w", 4, 4, 3, 3).node("Pad", "q", "x p");
    add("Pad before two", shared.node("Conv", "a", "q w").node("AveragePool", "b", "q", kernel(3, 3)).node("Add", "y", "a b"));
    ModelBuilder pool = image(18).integers("p", 1, 1, 1, 1).integers("axes", 2, 3).node("Relu", "r", "x").node("Pad", "q", "r p _ axes");
    add("Pad before MaxPool", pool.node("MaxPool", "y", "q", kernel(3, 3), ints("strides", 2, 2)));
    ModelBuilder minus = image(13).integers("p", 0, 0, 1, 1, 0, 0, 1, 1).scalar("v", Float.NEGATIVE_INFINITY).node("Pad", "q", "x p v");
    add("Pad with minus infinity", minus.node("MaxPool", "y", "q", kernel(3, 3)));
    ModelBuilder nothing = image(13).integers("p", 0, 0, 0, 0, 0, 0, 0, 0).node("Pad", "q", "x p", text("mode", "reflect"));
    add("Pad by nothing", nothing.node("Relu", "y", "q"));
  }

  private static ModelBuilder vector(int opset) {
    return new ModelBuilder(opset).input("x", 0, 6);
  }

  private void matrices() {
    add("Gemm", vector(13).weight("w", 6, 5).weight("b", 5).node("Gemm", "y", "x w b"));
    add("Gemm transB", vector(13).weight("w", 5, 6).weight("b", 1, 5).node("Gemm", "y", "x w b", integer("transB", 1)));
    AttributeProto alpha = real("alpha", 0.5f);
    AttributeProto beta = real("beta", -2f);
    add("Gemm alpha beta", vector(11).weight("w", 6, 5).weight("b", 5).node("Gemm", "y", "x w b", alpha, beta));
    add("Gemm scalar bias", vector(13).weight("w", 6, 5).scalar("b", 2).node("Gemm", "y", "x w b"));
    add("Gemm without bias", vector(13).weight("w", 6, 5).node("Gemm", "y", "x w"));
    add("MatMul", vector(13).weight("w", 6, 5).node("MatMul", "y", "x w"));
    add("MatMul and Add", vector(13).weight("w", 6, 5).weight("b", 5).node("MatMul", "m", "x w").node("Add", "y", "b m"));
    ModelBuilder transposed = vector(13).weight("w", 5, 6).node("Transpose", "t", "w", ints("perm", 1, 0));
    add("MatMul of Transpose", transposed.node("MatMul", "y", "x t"));
    add("Flatten and Gemm", image(13).weight("w", 396, 5).node("Flatten", "f", "x").node("Gemm", "y", "f w"));
    add("Flatten and Gemm transB", image(13).weight("w", 5, 396).node("Flatten", "f", "x").node("Gemm", "y", "f w", integer("transB", 1)));
    ModelBuilder late = image(13).weight("w", 396, 5).node("Flatten", "f", "x").node("Relu", "r", "f");
    add("Relu between Flatten and Gemm", late.node("Gemm", "y", "r w"));
    ModelBuilder deep = vector(13).weight("v", 6, 7).node("Gemm", "a", "x v").node("Relu", "b", "a");
    add("Two layers", deep.weight("w", 7, 3).node("Gemm", "y", "b w"));
  }

  private void reshapes() {
    ModelBuilder fixed = image(13).integers("s", 1, -1).weight("w", 396, 3).node("Reshape", "f", "x s");
    add("Reshape", fixed.node("MatMul", "y", "f w"));
    ModelBuilder zero = image(13).integers("s", 0, -1).weight("w", 396, 3).node("Reshape", "f", "x s");
    add("Reshape keeps the batch", zero.node("MatMul", "y", "f w"));
    ModelBuilder squeeze = image(12).node("GlobalAveragePool", "g", "x").node("Squeeze", "q", "g", ints("axes", 2, 3));
    add("Squeeze attribute", squeeze.weight("w", 4, 3).node("MatMul", "y", "q w"));
    ModelBuilder operand = image(13).integers("a", -1, -2).node("GlobalAveragePool", "g", "x").node("Squeeze", "q", "g a");
    add("Squeeze operand", operand.weight("w", 4, 3).node("MatMul", "y", "q w"));
    ModelBuilder wide = vector(13).integers("a", 2, 3).node("Unsqueeze", "u", "x a");
    add("Unsqueeze", wide.weight("w", 5, 6, 1, 1).node("Conv", "y", "u w"));
    add("Identity", image(13).node("Identity", "i", "x").node("Relu", "y", "i"));
    add("Identity as output", image(13).node("Relu", "r", "x").node("Identity", "y", "r"));
    add("Identity of a weight", image(13).weight("w", 3, 4, 1, 1).node("Identity", "v", "w").node("Conv", "y", "x v"));
    add("Dropout", image(13).node("Dropout", "d", "x").node("Relu", "y", "d"));
    add("Cast", image(13).node("Cast", "d", "x", integer("to", 1)).node("Relu", "y", "d"));
    add("Flatten as output", image(13).node("Flatten", "y", "x"));
  }

  /** What PyTorch writes for {@code x.view(x.size(0), -1)} and {@code F.interpolate}-like shape code. */
  private void shapeArithmetic() {
    AttributeProto axes = ints("axes", 0);
    ModelBuilder view = image(11).node("Shape", "s", "x").node("Constant", "zero", "", tensor("value", scalar(0)));
    view.node("Gather", "n", "s zero").node("Unsqueeze", "u", "n", axes).integers("rest", -1);
    view.node("Concat", "target", "u rest", integer("axis", 0)).node("Reshape", "f", "x target");
    add("Shape Gather Unsqueeze Concat", view.weight("w", 396, 3).node("MatMul", "y", "f w"));
    ModelBuilder slice = image(13).node("Shape", "s", "x").integers("from", 0).integers("to", 1).node("Slice", "n", "s from to");
    slice.integers("rest", -1).node("Concat", "target", "n rest", integer("axis", 0)).node("Reshape", "f", "x target");
    add("Shape Slice Concat", slice.weight("w", 396, 3).node("MatMul", "y", "f w"));
    ModelBuilder product = image(15).node("Shape", "s", "x", integer("start", 1)).integers("i", 0).integers("j", 1).integers("k", 2);
    product.node("Gather", "a", "s i").node("Gather", "b", "s j").node("Gather", "c", "s k").node("Mul", "ab", "a b").node("Mul", "abc", "ab c");
    product.integers("one", 1).node("Concat", "target", "one abc", integer("axis", 0)).node("Reshape", "f", "x target");
    add("Shape Gather Mul", product.weight("w", 396, 3).node("MatMul", "y", "f w"));
    ModelBuilder filled = image(13).integers("n", 4).node("ConstantOfShape", "c", "n", tensor("value", Protos.floats("", new float[] {0.5f}, 1)));
    filled.integers("a", 1, 2).node("Unsqueeze", "u", "c a").node("Cast", "v", "u", integer("to", 1));
    add("ConstantOfShape Cast", filled.node("Add", "y", "x v"));
    ModelBuilder real = image(13).positive("v", 4, 1, 1).scalar("e", 0.01f).node("Add", "ve", "v e").node("Sqrt", "d", "ve");
    add("Arithmetic on constants", real.node("Sub", "z", "d e").node("Div", "q", "d z").node("Mul", "y", "x q"));
    ModelBuilder twoD = image(13).weight("big", 2, 8, 4, 1, 1).integers("pick", 1).node("Gather", "g", "big pick");
    twoD.integers("s", 3, 4, 1, 1).integers("from", 1).integers("to", 7).integers("ax", 1).integers("step", 2);
    twoD.node("Slice", "part", "g from to ax step").node("Reshape", "w", "part s");
    add("Gather and Slice of a weight", twoD.node("Conv", "y", "x w"));
  }

  private static TensorProto scalar(long value) {
    return Protos.integers("", value).toBuilder().clearDims().build();
  }

  private void storage() {
    TensorProto.Builder listed = TensorProto.newBuilder().setName("w").setDataType(1).addDims(2).addDims(4).addDims(1).addDims(1);
    for (int i = 0; i < 8; i++) {
      listed.addFloatData(i * 0.25f - 1);
    }
    add("Weights as a list", image(13).initializer(listed.build()).node("Conv", "y", "x w"));
    ModelBuilder constant = image(13).node("Constant", "w", "", tensor("value", listed.build()));
    add("Weights in a Constant node", constant.node("Conv", "y", "x w"));
    ModelBuilder named = image(13).initializer(listed.build()).input("w", 2, 4, 1, 1);
    add("Initializer listed as input", named.node("Conv", "y", "x w"));
    ModelBuilder shared = image(13).weight("w", 4, 4, 1, 1).node("Conv", "a", "x w").node("Relu", "r", "a");
    add("One weight in two layers", shared.node("Conv", "c", "r w").batchNormalization("y", "c", 4));
    ModelBuilder unsorted = image(13).node("Identity", "i", "x").weight("w", 2, 4, 1, 1).node("Conv", "y", "i w");
    ModelBuilder fixed = new ModelBuilder(13).input("x", 3, 4, 2, 2).integers("s", 3, 16).node("Reshape", "f", "x s");
    add("A fixed batch", fixed.weight("w", 16, 5).node("MatMul", "y", "f w"));
    add("Dead nodes", unsorted.node("Sigmoid", "dead", "x"));
  }
}
