package org.lexicore.compiler.onnx;

import static org.lexicore.compiler.onnx.ModelBuilder.integer;
import static org.lexicore.compiler.onnx.ModelBuilder.ints;
import static org.lexicore.compiler.onnx.ModelBuilder.real;
import static org.lexicore.compiler.onnx.ModelBuilder.text;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.compiler.onnx.OperatorCases.Case;
import org.lexicore.compiler.onnx.proto.AttributeProto;
import org.lexicore.compiler.onnx.proto.GraphProto;

/** One small model for every operator and attribute of which something is left to the host,
    or of which views are all there is. */
final class HostCases {
  private final List<Case> cases = new ArrayList<>();

  static List<Case> all() {
    HostCases all = new HostCases();
    all.functions();
    all.decompositions();
    all.pairs();
    all.masks();
    all.transposedConvolutions();
    all.resizes();
    all.reductions();
    all.normalisations();
    all.products();
    all.attention();
    all.views();
    all.picks();
    all.joins();
    all.lines();
    all.decisions();
    all.averages();
    all.constantFactors();
    all.computedBounds();
    all.passed();
    all.repetitions();
    return all.cases;
  }

  private void add(String name, ModelBuilder model) {
    cases.add(new Case(name, model.output("y")));
  }

  private static ModelBuilder image() {
    return new ModelBuilder(13).input("x", 0, 4, 6, 10);
  }

  private static ModelBuilder tokens(int opset) {
    return new ModelBuilder(opset).input("x", 0, 5, 12);
  }

  private void functions() {
    String[] types = {
      "Abs", "Neg", "Exp", "Sigmoid", "Tanh", "Erf", "Floor", "Ceil", "Round", "Sign", "Softplus", "Softsign", "HardSigmoid",
      "LeakyRelu", "Elu", "Celu", "Selu", "ThresholdedRelu", "Shrink"
    };
    for (String type : types) {
      add(type, image().node(type, "y", "x"));
    }
    for (String type : List.of("Sqrt", "Log", "Reciprocal")) {
      add(type, image().scalar("c", 1.5f).node("Add", "p", "x c").node(type, "y", "p"));
    }
    add("HardSwish", new ModelBuilder(14).input("x", 0, 4, 6, 10).node("HardSwish", "y", "x"));
    add("Mish", new ModelBuilder(18).input("x", 0, 4, 6, 10).node("Mish", "y", "x"));
    add("Gelu", new ModelBuilder(20).input("x", 0, 4, 6, 10).node("Gelu", "y", "x"));
    add("Gelu by tangent", new ModelBuilder(20).input("x", 0, 4, 6, 10).node("Gelu", "y", "x", text("approximate", "tanh")));
    add("HardSigmoid given", image().node("HardSigmoid", "y", "x", real("alpha", 0.4f), real("beta", 0.6f)));
    add("Elu given", image().node("Elu", "y", "x", real("alpha", 0.4f)));
    add("Celu given", image().node("Celu", "y", "x", real("alpha", 0.4f)));
    add("Shrink given", image().node("Shrink", "y", "x", real("lambd", 0.3f), real("bias", 0.1f)));
    add("PRelu of one slope", image().scalar("s", 0.2f).node("PRelu", "y", "x s"));
    add("PRelu of a slope a channel", image().weight("s", 4, 1, 1).node("PRelu", "y", "x s"));
    add("Pow", image().scalar("e", 3).node("Pow", "y", "x e"));
    add("Function of a vector", new ModelBuilder(13).input("x", 0, 6).node("Tanh", "y", "x"));
    add("Cast to integers", image().scalar("f", 5).node("Mul", "m", "x f").node("Cast", "i", "m", integer("to", 7))
        .node("Cast", "y", "i", integer("to", 1)));
  }

  private void decompositions() {
    ModelBuilder swish = image().scalar("c", 3).scalar("a", 0).scalar("b", 6).node("Add", "p", "x c")
        .node("Clip", "q", "p a b");
    add("HardSwish in pieces", swish.node("Mul", "m", "x q").node("Div", "y", "m b"));
    add("Swish in pieces", image().node("Sigmoid", "s", "x").node("Mul", "y", "s x"));
    ModelBuilder gelu = image().scalar("r", 1.4142135f).scalar("one", 1).scalar("h", 0.5f).node("Div", "d", "x r")
        .node("Erf", "e", "d");
    add("Gelu in pieces", gelu.node("Add", "p", "e one").node("Mul", "m", "x p").node("Mul", "y", "m h"));
    ModelBuilder conv = image().weight("w", 4, 4, 1, 1).node("Conv", "c", "x w").node("Relu", "r", "c");
    add("Function after Relu", conv.node("Exp", "y", "r"));
    add("LayerNormalization in pieces", layerNormalization(false).node("Add", "y", "n beta"));
    add("LayerNormalization by reciprocal", layerNormalization(true).node("Add", "y", "n beta"));
  }

  private static ModelBuilder layerNormalization(boolean reciprocal) {
    ModelBuilder model = tokens(13).scalar("two", 2).scalar("eps", 1e-5f).weight("gamma", 12).weight("beta", 12)
        .scalar("one", 1);
    model.node("ReduceMean", "mean", "x", ints("axes", -1)).node("Sub", "d", "x mean").node("Pow", "s", "d two");
    model.node("ReduceMean", "v", "s", ints("axes", -1)).node("Add", "e", "v eps").node("Sqrt", "r", "e");
    if (reciprocal) {
      model.node("Div", "i", "one r").node("Mul", "q", "d i");
    } else {
      model.node("Div", "q", "d r");
    }
    return model.node("Mul", "n", "q gamma");
  }

  private void pairs() {
    for (String type : List.of("Add", "Sub", "Mul", "Max", "Min", "Sum", "Mean")) {
      add(type + " of a map and its means", image().node("GlobalAveragePool", "g", "x").node(type, "y", "x g"));
      add(type + " of two maps", image().weight("w", 4, 4, 1, 1).node("Conv", "c", "x w").node(type, "y", "c x"));
    }
    add("Div of two maps", image().node("Exp", "e", "x").weight("w", 4, 4, 1, 1).node("Conv", "c", "x w")
        .node("Div", "y", "c e"));
    add("Constant over a map", image().node("Exp", "e", "x").scalar("c", 2).node("Div", "y", "c e"));
    add("Constant a channel over a map", image().node("Exp", "e", "x").weight("c", 4, 1, 1).node("Div", "y", "c e"));
    add("Constant to the power", image().scalar("c", 2).node("Pow", "y", "c x"));
    add("Max with a constant", image().scalar("c", 0.1f).node("Max", "y", "x c"));
    add("Max with a constant a channel", image().weight("c", 4, 1, 1).node("Max", "y", "x c"));
    add("Constant within a channel", image().weight("c", 10).node("Add", "y", "x c"));
    add("Constant of rows", image().weight("c", 6, 1).node("Mul", "y", "x c"));
    add("Constant of the full shape", image().weight("c", 1, 4, 6, 10).node("Sub", "y", "c x"));
    add("Constant widens", new ModelBuilder(13).input("x", 0, 4, 1, 1).weight("c", 1, 4, 3, 5).node("Mul", "y", "x c"));
    ModelBuilder outer = new ModelBuilder(13).input("x", 0, 5).integers("a", 2).integers("b", 1).node("Unsqueeze", "u", "x a");
    add("Outer product", outer.node("Unsqueeze", "v", "x b").node("Mul", "y", "u v"));
    add("Three operands", image().node("Relu", "r", "x").node("Neg", "n", "x").node("Mean", "y", "x r n"));
    ModelBuilder turned = image().node("Transpose", "t", "x", ints("perm", 0, 1, 3, 2)).weight("c", 4, 10, 1)
        .node("Mul", "m", "t c");
    add("Sum of a map and a transposed one", turned.node("Transpose", "b", "m", ints("perm", 0, 1, 3, 2))
        .node("Add", "y", "b x"));
  }

  private void masks() {
    for (String type : List.of("Greater", "Less", "GreaterOrEqual", "LessOrEqual", "Equal")) {
      ModelBuilder model = image().weight("w", 4, 4, 1, 1).node("Conv", "c", "x w").node(type, "b", "x c")
          .node("Cast", "y", "b", integer("to", 1));
      add(type, model);
    }
    ModelBuilder where = image().scalar("zero", 0).scalar("far", -1e4f).node("Greater", "b", "x zero")
        .node("Where", "y", "b x far");
    add("Where by the network", where);
    ModelBuilder logic = image().scalar("p", 0.5f).scalar("n", -0.5f).node("Greater", "a", "x p").node("Less", "b", "x n")
        .node("Or", "o", "a b");
    add("Logic", logic.node("Not", "no", "o").node("And", "an", "no a").node("Or", "z", "an b")
        .node("Cast", "y", "z", integer("to", 1)));
    ModelBuilder fixed = image().weight("w", 1, 1, 6, 10).scalar("zero", 0).node("Greater", "b", "w zero").scalar("far", -50);
    add("Where by a constant", fixed.node("Where", "y", "b x far"));
  }

  private void transposedConvolutions() {
    add("ConvTranspose", image().weight("w", 4, 5, 3, 3).weight("b", 5).node("ConvTranspose", "y", "x w b"));
    add("ConvTranspose of blocks", image().weight("w", 4, 5, 2, 2).weight("b", 5)
        .node("ConvTranspose", "y", "x w b", ints("strides", 2, 2)));
    add("ConvTranspose strided", image().weight("w", 4, 5, 4, 3)
        .node("ConvTranspose", "y", "x w", ints("strides", 2, 3), ints("pads", 1, 0, 2, 1)));
    AttributeProto extra = ints("output_padding", 1, 0);
    add("ConvTranspose padded output", image().weight("w", 4, 5, 3, 3)
        .node("ConvTranspose", "y", "x w", ints("strides", 2, 2), extra));
    add("ConvTranspose groups", image().weight("w", 4, 3, 3, 3)
        .node("ConvTranspose", "y", "x w", integer("group", 2), ints("dilations", 2, 1)));
    add("ConvTranspose blocks in groups", image().weight("w", 4, 3, 2, 3)
        .node("ConvTranspose", "y", "x w", integer("group", 2), ints("strides", 2, 3)));
    for (String mode : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
      add("ConvTranspose " + mode, image().weight("w", 4, 5, 3, 3)
          .node("ConvTranspose", "y", "x w", ints("strides", 2, 2), text("auto_pad", mode)));
    }
    add("ConvTranspose of an output shape", image().weight("w", 4, 5, 3, 3)
        .node("ConvTranspose", "y", "x w", ints("strides", 2, 2), ints("output_shape", 12, 20)));
  }

  private void resizes() {
    for (String rule : List.of("half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel")) {
      AttributeProto transformation = text("coordinate_transformation_mode", rule);
      for (String rounding : List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")) {
        AttributeProto nearest = text("nearest_mode", rounding);
        add("Resize nearest " + rule + " " + rounding, image().integers("s", 1, 4, 9, 25)
            .node("Resize", "y", "x _ _ s", transformation, nearest));
      }
      add("Resize linear " + rule, image().integers("s", 1, 4, 9, 25)
          .node("Resize", "y", "x _ _ s", transformation, text("mode", "linear")));
    }
    ModelBuilder scales = image().floats("s", new float[] {1, 1, 2, 0.5f}, 4)
        .node("Resize", "y", "x _ s", text("mode", "linear"));
    add("Resize by scales", scales);
    ModelBuilder computed = image().node("Shape", "e", "x").integers("a", 0).integers("b", 2).integers("c", 4)
        .node("Slice", "f", "e a b");
    computed.node("Slice", "r", "e b c").integers("two", 2, 2).node("Mul", "t", "r two")
        .node("Concat", "s", "f t", integer("axis", 0));
    add("Resize by computed sizes", computed.node("Resize", "y", "x _ _ s"));
  }

  private void reductions() {
    for (String type : List.of("ReduceMean", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare",
        "ReduceLogSumExp")) {
      add(type + " of channels", image().node(type, "y", "x", ints("axes", 1)));
      add(type + " of columns", image().node(type, "y", "x", ints("axes", 3), integer("keepdims", 0)));
      add(type + " of channels and rows", image().node(type, "y", "x", ints("axes", 1, 2)));
    }
    add("ReduceSum", image().integers("a", -2).node("ReduceSum", "y", "x a"));
    add("ReduceMean of tokens", tokens(13).node("ReduceMean", "y", "x", ints("axes", 1)));
    add("ReduceMean of features", tokens(13).node("ReduceMean", "y", "x", ints("axes", 2)));
    add("ReduceMax of all", image().node("ReduceMax", "y", "x", ints("axes", 1, 2, 3)));
  }

  private void normalisations() {
    for (int axis = 1; axis < 4; axis++) {
      add("Softmax " + axis, image().node("Softmax", "y", "x", integer("axis", axis)));
      add("LogSoftmax " + axis, image().node("LogSoftmax", "y", "x", integer("axis", axis)));
    }
    add("Softmax before opset 13", new ModelBuilder(12).input("x", 0, 4, 3, 5).node("Softmax", "y", "x"));
    add("Softmax of a vector", new ModelBuilder(11).input("x", 0, 6).node("Softmax", "y", "x"));
    add("LayerNormalization", tokens(17).weight("g", 12).weight("b", 12).node("LayerNormalization", "y", "x g b"));
    add("LayerNormalization of a map", new ModelBuilder(17).input("x", 0, 4, 6, 10).weight("g", 6, 10)
        .node("LayerNormalization", "y", "x g", integer("axis", 2)));
    ModelBuilder moments = tokens(17).weight("g", 12).node("LayerNormalization", "n mean inverse", "x g");
    add("LayerNormalization with its moments", moments.node("Mul", "m", "mean inverse").node("Add", "y", "n m"));
    add("InstanceNormalization", image().weight("g", 4).weight("b", 4).node("InstanceNormalization", "y", "x g b"));
    add("BatchNormalization of tokens", new ModelBuilder(13).input("x", 0, 4, 7).batchNormalization("y", "x", 4));
  }

  private void products() {
    add("MatMul of tokens", tokens(13).weight("w", 12, 7).node("MatMul", "y", "x w"));
    add("MatMul of rows", image().weight("w", 10, 3).node("MatMul", "y", "x w"));
    add("MatMul from the left", image().weight("w", 3, 6).node("MatMul", "y", "w x"));
    add("MatMul of many matrices", image().weight("w", 4, 10, 3).node("MatMul", "y", "x w"));
    add("MatMul with its own transpose", image().node("Transpose", "t", "x", ints("perm", 0, 1, 3, 2))
        .node("MatMul", "y", "x t"));
    add("MatMul repeated", tokens(13).weight("w", 12, 12).node("MatMul", "m", "x w")
        .node("Transpose", "t", "m", ints("perm", 0, 2, 1)).node("MatMul", "y", "x t"));
    ModelBuilder gemm = new ModelBuilder(13).input("x", 1, 6).weight("w", 6, 6).node("Gemm", "a", "x w").node("Relu", "r", "x");
    add("Gemm of two activations", gemm.node("Gemm", "y", "a r", integer("transA", 1), real("alpha", 0.5f)));
    ModelBuilder bias = new ModelBuilder(13).input("x", 0, 6).weight("w", 6, 5).weight("v", 6, 5).node("Gemm", "c", "x v");
    add("Gemm with a computed bias", bias.node("Gemm", "y", "x w c", real("beta", 0.5f)));
  }

  /** Attention of three heads as exporters write it, with what stands between scores and Softmax. */
  private static ModelBuilder attention(String between) {
    ModelBuilder model = tokens(13).weight("wq", 12, 12).weight("wk", 12, 12).weight("wv", 12, 12).integers("heads", 1, 5, 3, 4)
        .scalar("root", 2);
    for (String name : List.of("q", "k", "v")) {
      model.node("MatMul", name, "x w" + name).node("Reshape", name + "h", name + " heads");
    }
    model.node("Transpose", "qt", "qh", ints("perm", 0, 2, 1, 3)).node("Transpose", "kt", "kh", ints("perm", 0, 2, 3, 1));
    model.node("Transpose", "vt", "vh", ints("perm", 0, 2, 1, 3)).node("MatMul", "s", "qt kt").node("Div", "d", "s root");
    switch (between) {
      case "mask" -> model.weight("m", 1, 1, 5, 5).node("Add", "a", "d m");
      case "keys" -> model.node("ReduceMax", "m", "x", ints("axes", 2), integer("keepdims", 0)).integers("f", 1, 2)
          .node("Unsqueeze", "mu", "m f").node("Add", "a", "d mu");
      case "where" -> model.weight("m", 5, 5).scalar("zero", 0).node("Greater", "b", "m zero").scalar("far", -1e4f)
          .node("Where", "a", "b d far");
      default -> model.node("Identity", "a", "d");
    }
    model.node("Softmax", "p", "a", integer("axis", -1)).node("MatMul", "o", "p vt")
        .node("Transpose", "ot", "o", ints("perm", 0, 2, 1, 3));
    model.integers("back", 1, 5, 12).weight("wo", 12, 12).node("Reshape", "j", "ot back").node("MatMul", "u", "j wo");
    return model.node("Add", "y", "u x");
  }

  private void attention() {
    for (String between : List.of("nothing", "mask", "keys", "where")) {
      add("Attention with " + between, attention(between));
    }
    ModelBuilder packed = tokens(13).weight("w", 12, 36).weight("b", 36).node("MatMul", "m", "x w").node("Add", "c", "m b");
    packed.integers("cut", 1, 5, 3, 3, 4).node("Reshape", "r", "c cut")
        .node("Transpose", "t", "r", ints("perm", 2, 0, 3, 1, 4));
    packed.node("Split", "a b2 c2", "t").integers("first", 0).node("Squeeze", "q", "a first").node("Squeeze", "k", "b2 first")
        .node("Squeeze", "v", "c2 first");
    packed.node("Transpose", "kt", "k", ints("perm", 0, 1, 3, 2)).node("MatMul", "s", "q kt")
        .node("Softmax", "p", "s", integer("axis", 3));
    packed.node("MatMul", "o", "p v").node("Transpose", "ot", "o", ints("perm", 0, 2, 1, 3)).integers("back", 1, 5, 12);
    add("Attention by one matrix", packed.node("Reshape", "y", "ot back"));
    ModelBuilder ids = new ModelBuilder(13).whole("x", 0, 6).weight("table", 9, 8).weight("places", 1, 6, 8)
        .node("Gather", "e", "table x");
    add("Embedding", ids.node("Add", "y", "e places"));
    ModelBuilder mask = new ModelBuilder(13).whole("x", 0, 6).node("Cast", "f", "x", integer("to", 1)).scalar("one", 1)
        .node("Sub", "s", "one f");
    add("Mask from integers", mask.scalar("far", -1e4f).node("Mul", "y", "s far"));
  }

  private void views() {
    add("Transpose", image().node("Transpose", "y", "x", ints("perm", 0, 2, 3, 1)));
    add("Transpose and Conv", image().node("Transpose", "t", "x", ints("perm", 0, 3, 1, 2)).weight("w", 3, 10, 1, 1)
        .node("Conv", "y", "t w"));
    add("Transpose and Relu", image().node("Transpose", "t", "x", ints("perm", 0, 3, 1, 2)).node("Relu", "y", "t"));
    add("Reshape of a transposed map", image().node("Transpose", "t", "x", ints("perm", 0, 2, 3, 1)).integers("s", 1, -1)
        .node("Reshape", "y", "t s"));
    add("Vector to a map", new ModelBuilder(13).input("x", 0, 64).integers("s", -1, 4, 4, 4).weight("w", 3, 4, 1, 1)
        .node("Reshape", "r", "x s").node("Conv", "y", "r w"));
    add("Expand", new ModelBuilder(13).input("x", 0, 4, 1, 1).integers("s", 1, 4, 3, 5).node("Expand", "y", "x s"));
    add("Expand and Exp", new ModelBuilder(13).input("x", 0, 4, 1, 1).integers("s", 1, 4, 3, 5).node("Expand", "e", "x s")
        .node("Exp", "y", "e"));
    add("Tile", image().integers("t", 1, 2, 1, 3).node("Tile", "y", "x t"));
    add("DepthToSpace", image().node("DepthToSpace", "y", "x", integer("blocksize", 2)));
    add("DepthToSpace CRD", image().node("DepthToSpace", "y", "x", integer("blocksize", 2), text("mode", "CRD")));
    add("SpaceToDepth", image().node("SpaceToDepth", "y", "x", integer("blocksize", 2)));
    ModelBuilder shuffle = image().integers("a", 1, 2, 2, 6, 10).integers("b", 1, 4, 6, 10).node("Reshape", "r", "x a");
    add("Channel shuffle", shuffle.node("Transpose", "t", "r", ints("perm", 0, 2, 1, 3, 4)).node("Reshape", "s", "t b")
        .weight("w", 4, 1, 3, 3).node("Conv", "y", "s w", integer("group", 4)));
    add("Two outputs of one tensor", image().node("Relu", "r", "x").node("Transpose", "y", "r", ints("perm", 0, 2, 3, 1))
        .output("r"));
  }

  private void picks() {
    add("Slice of channels", image().integers("a", 1).integers("b", 3).integers("c", 1).node("Slice", "y", "x a b c"));
    add("Slice with steps", image().integers("a", 9, 5).integers("b", -20, 0).integers("c", 3, 2).integers("s", -2, -1)
        .node("Slice", "y", "x a b c s"));
    add("Slice and Relu", image().integers("a", 1).integers("b", 3).integers("c", 1).node("Slice", "s", "x a b c")
        .node("Relu", "y", "s"));
    ModelBuilder split = image().integers("p", 1, 3).node("Split", "a b", "x p", integer("axis", 1)).weight("w", 2, 3, 1, 1)
        .node("Conv", "c", "b w");
    add("Split", split.node("Mul", "y", "a c"));
    ModelBuilder both = image().weight("w", 8, 4, 1, 1).weight("v", 8).node("Conv", "c", "x w v")
        .node("Split", "a b", "c", integer("axis", 1));
    add("Split of a convolution", both.node("Sigmoid", "s", "a").node("Mul", "y", "b s"));
    add("Gather of one", tokens(13).initializer(Protos.integers("i", 2).toBuilder().clearDims().build())
        .node("Gather", "y", "x i", integer("axis", 1)));
    add("Gather of some", image().integers("i", 3, 0, 2).node("Gather", "y", "x i", integer("axis", 1)));
    add("Gather of a run", image().integers("i", 1, 3, 5).node("Gather", "y", "x i", integer("axis", 3)));
  }

  private void joins() {
    for (int axis = 1; axis < 4; axis++) {
      add("Concat " + axis, image().node("Relu", "r", "x").node("Concat", "y", "x r", integer("axis", axis)));
    }
    add("Concat of a constant", tokens(13).weight("c", 1, 1, 12).node("Concat", "y", "c x", integer("axis", 1)));
    add("Concat of features", tokens(13).node("Relu", "r", "x").node("Concat", "j", "x r", integer("axis", 2))
        .weight("w", 24, 3).node("MatMul", "y", "j w"));
    ModelBuilder patches = image().weight("w", 6, 4, 2, 2).node("Conv", "p", "x w", ints("strides", 2, 2))
        .integers("s", 1, 6, 15).node("Reshape", "r", "p s");
    patches.node("Transpose", "t", "r", ints("perm", 0, 2, 1)).weight("c", 1, 1, 6)
        .node("Concat", "j", "c t", integer("axis", 1)).weight("e", 1, 16, 6);
    add("Patches and a token", patches.node("Add", "y", "j e"));
  }

  private static ModelBuilder line() {
    return new ModelBuilder(13).input("x", 0, 4, 12);
  }

  private void lines() {
    add("Conv of a line", line().weight("w", 5, 4, 3).weight("b", 5)
        .node("Conv", "y", "x w b", ints("pads", 1, 2), ints("strides", 2)));
    add("ConvTranspose of a line", line().weight("w", 4, 5, 4)
        .node("ConvTranspose", "y", "x w", ints("strides", 2), ints("pads", 1, 1)));
    add("MaxPool of a line", line().node("MaxPool", "y", "x", ints("kernel_shape", 3), ints("strides", 2)));
    add("GlobalAveragePool of a line", line().node("GlobalAveragePool", "y", "x"));
    add("Resize of a line", line().integers("s", 1, 4, 30).node("Resize", "y", "x _ _ s", text("mode", "linear")));
  }

  private void decisions() {
    GraphProto then = new ModelBuilder(13).weight("w", 3, 4, 1, 1).node("Conv", "c", "x w").node("Relu", "t", "c").output("t")
        .graph().build();
    GraphProto other = new ModelBuilder(13).node("Neg", "n", "x").output("n").graph().build();
    ModelBuilder chosen = image().node("Shape", "s", "x").integers("one", 1).integers("four", 4).node("Gather", "e", "s one")
        .node("Equal", "b", "e four");
    add("If", chosen.node("If", "y", "b", ModelBuilder.graph("then_branch", then), ModelBuilder.graph("else_branch", other)));
  }

  /** Windows that divide by less than the kernel's size, since padding or what rounding up adds does not count. */
  private void averages() {
    for (int kernel = 2; kernel <= 3; kernel++) {
      for (int stride = 1; stride <= 3; stride++) {
        AttributeProto[] window = {ints("kernel_shape", kernel, kernel), ints("strides", stride, stride)};
        String size = kernel + " stride " + stride;
        for (long[] pads : new long[][] {{1, 1, 1, 1}, {0, 1, 1, 0}, {1, 0, 0, 0}}) {
          add("AveragePool pads " + size + " " + pads[0] + pads[1], image().node("AveragePool", "y", "x", window[0], window[1], ints("pads", pads)));
        }
        ModelBuilder up = new ModelBuilder(19).input("x", 0, 4, 6, 10);
        add("AveragePool ceil " + size, up.node("AveragePool", "y", "x", window[0], window[1], integer("ceil_mode", 1)));
        ModelBuilder both = new ModelBuilder(19).input("x", 0, 4, 6, 10);
        AttributeProto pads = ints("pads", 1, 1, 1, 1);
        add("AveragePool ceil pads " + size, both.node("AveragePool", "y", "x", window[0], window[1], integer("ceil_mode", 1), pads));
      }
    }
    AttributeProto wide = ints("kernel_shape", 3, 3);
    add("AveragePool of one row", new ModelBuilder(13).input("x", 0, 4, 1, 9).node("AveragePool", "y", "x", wide, ints("pads", 1, 0, 1, 0)));
    add("AveragePool of a line that leaves padding out", line().node("AveragePool", "y", "x", ints("kernel_shape", 3), ints("pads", 1, 1)));
    ModelBuilder counted = new ModelBuilder(19).input("x", 0, 4, 6, 10);
    add("AveragePool ceil that counts its padding", counted.node("AveragePool", "y", "x", wide, ints("strides", 2, 2), ints("pads", 1, 1, 1, 1),
        integer("ceil_mode", 1), integer("count_include_pad", 1)));
    add("AveragePool behind a Pad", image().integers("p", 0, 0, 1, 1, 0, 0, 1, 1).node("Pad", "q", "x p")
        .node("AveragePool", "y", "q", wide, ints("pads", 1, 1, 1, 1)));
  }

  /** Outputs that are inputs. */
  private void passed() {
    add("Identity of the input", image().node("Identity", "y", "x"));
    add("Reshape of the input", image().integers("s", 0, 2, -1).node("Reshape", "y", "x s"));
    add("Input among the outputs", image().node("Tanh", "y", "x").output("x", 0, 4, 6, 10));
  }

  /** Constants on either side of a product: vectors, matrices, and stacks of them that are repeated or not. */
  private void constantFactors() {
    int[][] right = {{12}, {1, 12, 7}, {3, 12, 7}, {2, 1, 12, 7}, {2, 3, 12, 7}, {1, 1, 1, 12, 7}};
    int[][] activations = {{1, 12}, {1, 5, 12}, {1, 3, 5, 12}, {1, 1, 5, 12}};
    for (int[] dims : activations) {
      for (int[] weight : right) {
        String name = Extents.text(dims) + " by " + Extents.text(weight);
        ModelBuilder model = new ModelBuilder(13).input("x", dims).weight("w", weight);
        add("MatMul " + name, model.node("MatMul", "y", "x w"));
      }
    }
    int[][] left = {{12}, {7, 12}, {1, 7, 12}, {3, 7, 12}, {2, 3, 7, 12}};
    for (int[] dims : new int[][] {{1, 12, 5}, {1, 3, 12, 5}, {1, 1, 12, 6}}) {
      for (int[] weight : left) {
        String name = Extents.text(weight) + " by " + Extents.text(dims);
        ModelBuilder model = new ModelBuilder(13).input("x", dims).weight("w", weight);
        add("MatMul " + name, model.node("MatMul", "y", "w x"));
      }
    }
    for (int turned = 0; turned < 4; turned++) {
      boolean a = turned % 2 == 1;
      boolean b = turned > 1;
      ModelBuilder model = new ModelBuilder(13).input("x", 1, 5, 12).integers("s", 5, 12).node("Reshape", "m", "x s")
          .node("Transpose", "t", "m").weight("w", a ? new int[] {12, 7} : new int[] {7, 12}).weight("c", 5);
      add("Gemm of a constant " + turned, model.node("Gemm", "y", "w " + (b ? "m" : "t") + " c", integer("transA", a ? 1 : 0),
          integer("transB", b ? 1 : 0), real("alpha", 0.5f), real("beta", 2)));
    }
    add("MatMul of a stack after a convolution", new ModelBuilder(13).input("x", 1, 4, 6, 10).weight("k", 6, 4, 1, 1).weight("w", 6, 10, 3).node("Conv", "c", "x k")
        .node("MatMul", "y", "c w"));
  }

  /** Clip whose bounds the network computes. */
  private void computedBounds() {
    ModelBuilder below = new ModelBuilder(13).input("x", 1, 4, 6, 10).scalar("c", 0.5f).node("ReduceMax", "m", "x", integer("keepdims", 0)).node("Sub", "lo", "m c");
    add("Clip from below", below.node("Clip", "y", "x lo"));
    ModelBuilder above = new ModelBuilder(13).input("x", 1, 4, 6, 10).node("ReduceMean", "m", "x", integer("keepdims", 0)).node("Clip", "y", "x _ m");
    add("Clip from above", above);
    ModelBuilder both = new ModelBuilder(13).input("x", 1, 4, 6, 10).scalar("c", 0.3f).node("ReduceMean", "m", "x", integer("keepdims", 0)).node("Add", "hi", "m c");
    add("Clip from both sides", both.node("Clip", "y", "x m hi"));
  }

  /** Operands both of which are repeated along one axis. */
  private void repetitions() {
    for (String type : List.of("Mul", "Sub", "Max")) {
      ModelBuilder tiled = image().integers("t", 1, 1, 1, 2).integers("a", 2).node("Tile", "r", "x t").node("Tanh", "h", "x").node("Tile", "s", "h t");
      add(type + " of two that are repeated", tiled.node(type, "p", "r s").node("ReduceSum", "y", "p a"));
    }
  }
}
