package org.lexicore.cli.written;

import static org.lexicore.cli.written.ModelDrawing.integer;
import static org.lexicore.cli.written.ModelDrawing.integers;
import static org.lexicore.cli.written.ModelDrawing.real;
import static org.lexicore.cli.written.ModelDrawing.text;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.lexicore.compiler.onnx.proto.AttributeProto;

/** Random ONNX models: operators in any order on tensors of two to four axes, which may share operands. */
final class RandomModels {
  /** Adds a node that reads a tensor; false where the tensor's extents do not suit it. */
  @FunctionalInterface
  private interface Step {
    boolean draw(String operand, int... dims);
  }

  /** The host's functions of one tensor whose values may be any. */
  static final List<String> FUNCTIONS =
      List.of(
          "LeakyRelu", "Elu", "Selu", "Celu", "Softplus", "Softsign", "Mish", "HardSwish", "Gelu", "ThresholdedRelu", "Shrink", "Tanh",
          "Sigmoid", "HardSigmoid", "Erf", "Abs", "Floor", "Ceil", "Round", "Sign", "Neg");

  private final ModelDrawing drawing;
  private final Random random;
  private final Map<String, Step> steps = new TreeMap<>();

  RandomModels(long seed) {
    drawing = new ModelDrawing(seed);
    random = drawing.random;
    FUNCTIONS.forEach(type -> same(type, this::attributes));
    same("Relu", type -> new AttributeProto[0]);
    steps.put("Clip", (x, dims) -> make("Clip", dims, List.of(x, drawing.number(-random.nextDouble()), drawing.number(random.nextDouble()))));
    steps.put("Exp", (x, dims) -> make("Exp", dims, List.of(drawing.node("Tanh", dims, List.of(x)))));
    List.of("Sqrt", "Log", "Reciprocal").forEach(type -> steps.put(type, (x, dims) -> make(type, dims, List.of(positive(x, dims)))));
    steps.put("Pow", (x, dims) -> make("Pow", dims, List.of(positive(x, dims), drawing.number(random.nextInt(4) / 2.0))));
    steps.put("PRelu", this::parametricRelu);
    same("Identity", type -> new AttributeProto[0]);
  }

  /** A model of functions around convolutions, pools and changes of shape. */
  static ModelDrawing functions(long seed, int count) {
    RandomModels models = new RandomModels(seed);
    models.maps();
    models.drawing.input("x", 1, 8, 6, 5);
    // The functions are many: the others come up often enough only if they weigh more.
    return models.drawn(count, 2);
  }

  /** A model of all operators; what is a function of each element comes up as often as one other operator. */
  static ModelDrawing operators(long seed, int count) {
    RandomModels models = new RandomModels(seed);
    models.maps();
    models.matrices();
    models.host();
    models.drawing.input("x", models.random.nextBoolean() ? new int[] {1, 8, 6, 5} : new int[] {1, 4, 4, 6});
    return models.drawn(count, 8);
  }

  /**
   * One operator after another; one is a convolution for sure, since without any there is nothing for the accelerator.
   */
  private ModelDrawing drawn(int count, int weight) {
    List<String> names = steps.keySet().stream()
        .flatMap(name -> Collections.nCopies(FUNCTIONS.contains(name) ? 1 : weight, name).stream()).toList();
    int convolution = random.nextInt(count);
    for (int made = 0; made < count; ) {
      String operand = drawing.pick();
      String type = names.get(random.nextInt(names.size()));
      if (made == convolution) {
        List<String> maps = drawing.tensors().entrySet().stream().filter(it -> it.getValue().length == 4).map(Map.Entry::getKey).toList();
        operand = maps.get(random.nextInt(maps.size()));
        type = "Conv";
      }
      if (random.nextInt(40) == 0) {
        drawing.passOn(operand);
      }
      made += steps.get(type).draw(operand, drawing.tensors().get(operand)) ? 1 : 0;
    }
    return drawing;
  }

  private void same(String type, Function<String, AttributeProto[]> attributes) {
    steps.put(type, (x, dims) -> make(type, dims, List.of(x), attributes.apply(type)));
  }

  private boolean make(String type, int[] dims, List<String> operands, AttributeProto... attributes) {
    drawing.node(type, dims, operands, attributes);
    return true;
  }

  private AttributeProto[] attributes(String type) {
    return switch (type) {
      case "LeakyRelu", "Elu", "Celu", "ThresholdedRelu" -> new AttributeProto[] {real("alpha", 0.1 + random.nextDouble())};
      case "Shrink" -> new AttributeProto[] {real("lambd", 0.2), real("bias", random.nextDouble() / 4)};
      case "HardSigmoid" -> new AttributeProto[] {real("alpha", 0.1 + random.nextDouble() / 4), real("beta", random.nextDouble())};
      case "Gelu" -> new AttributeProto[] {text("approximate", random.nextBoolean() ? "tanh" : "none")};
      default -> new AttributeProto[0];
    };
  }

  private String positive(String x, int... dims) {
    return drawing.node("Add", dims, List.of(drawing.node("Abs", dims, List.of(x)), drawing.number(0.5 + random.nextDouble())));
  }

  private boolean parametricRelu(String x, int... dims) {
    int[] slopes = dims.length == 4 && random.nextBoolean() ? new int[] {dims[1], 1, 1} : new int[] {1};
    return make("PRelu", dims, List.of(x, drawing.positive(slopes)));
  }

  private void maps() {
    steps.put("Conv", this::convolution);
    steps.put("MaxPool", (x, dims) -> pool("MaxPool", x, dims));
    steps.put("AveragePool", (x, dims) -> pool("AveragePool", x, dims, integer("count_include_pad", random.nextInt(2))));
    steps.put("GlobalAveragePool", (x, dims) -> dims.length == 4
        && make("GlobalAveragePool", new int[] {dims[0], dims[1], 1, 1}, List.of(x)));
    steps.put("BatchNormalization", this::batchNormalization);
    steps.put("Reshape", this::reshape);
    steps.put("Transpose", this::transpose);
    for (String type : List.of("Add", "Sub", "Mul", "Max", "Min")) {
      steps.put(type, (x, dims) -> pair(type, x, dims));
    }
  }

  private boolean convolution(String x, int... dims) {
    if (dims.length != 4) {
      return false;
    }
    int kernel = Math.min(dims[2], dims[3]) < 3 || random.nextBoolean() ? 1 : 3;
    int groups = random.nextInt(4) == 0 && dims[1] % 2 == 0 ? 2 : 1;
    int outputs = groups * (1 + random.nextInt(8));
    int pad = kernel / 2 * random.nextInt(2);
    String weight = drawing.weight(1 / Math.sqrt(dims[1] / groups * kernel * kernel), outputs, dims[1] / groups, kernel, kernel);
    int[] made = {dims[0], outputs, dims[2] + 2 * pad - kernel + 1, dims[3] + 2 * pad - kernel + 1};
    return make("Conv", made, List.of(x, weight, drawing.weight(0.1, outputs)), integers("pads", pad, pad, pad, pad), integer("group", groups));
  }

  private boolean pool(String type, String x, int[] dims, AttributeProto... attributes) {
    if (dims.length != 4 || Math.min(dims[2], dims[3]) < 2) {
      return false;
    }
    int kernel = Math.min(dims[2], dims[3]) < 3 ? 2 : 2 + random.nextInt(2);
    int stride = 1 + random.nextInt(2);
    int pad = random.nextInt(2);
    int[] made = {dims[0], dims[1], (dims[2] + 2 * pad - kernel) / stride + 1, (dims[3] + 2 * pad - kernel) / stride + 1};
    AttributeProto[] all = Arrays.copyOf(attributes, attributes.length + 3);
    all[attributes.length] = integers("kernel_shape", kernel, kernel);
    all[attributes.length + 1] = integers("strides", stride, stride);
    all[attributes.length + 2] = integers("pads", pad, pad, pad, pad);
    return make(type, made, List.of(x), all);
  }

  private boolean batchNormalization(String x, int... dims) {
    if (dims.length < 2) {
      return false;
    }
    int c = dims[1];
    return make("BatchNormalization", dims, List.of(x, drawing.weight(1, c), drawing.weight(0.3, c), drawing.weight(0.3, c), drawing.positive(c)));
  }

  /** To one vector, or two axes to one. */
  private boolean reshape(String x, int... dims) {
    if (dims.length == 4 && random.nextBoolean()) {
      return make("Reshape", new int[] {1, dims[1], dims[2] * dims[3]}, List.of(x, drawing.integers(1, dims[1], dims[2] * dims[3])));
    }
    if (dims.length == 3 && random.nextBoolean()) {
      return make("Reshape", new int[] {1, dims[1], 1, dims[2]}, List.of(x, drawing.integers(1, dims[1], 1, dims[2])));
    }
    int size = ModelDrawing.size(dims);
    return make("Reshape", new int[] {1, size}, List.of(x, drawing.integers(1, size)));
  }

  private boolean transpose(String x, int... dims) {
    if (dims.length < 3) {
      return false;
    }
    long[] order = java.util.stream.LongStream.range(0, dims.length).toArray();
    int first = 1 + random.nextInt(dims.length - 2);
    order[first] = first + 1;
    order[first + 1] = first;
    int[] made = Arrays.stream(order).mapToInt(axis -> dims[(int) axis]).toArray();
    return make("Transpose", made, List.of(x), integers("perm", order));
  }

  /** With another tensor of the same extents, a number, or a number per channel. */
  private boolean pair(String type, String x, int... dims) {
    List<String> alike =
        drawing.tensors().entrySet().stream().filter(it -> Arrays.equals(it.getValue(), dims)).map(Map.Entry::getKey).toList();
    int[] channel = new int[dims.length];
    Arrays.fill(channel, 1);
    channel[1] = dims[1];
    String other = switch (random.nextInt(4)) {
      case 0 -> drawing.number(random.nextGaussian());
      case 1 -> drawing.weight(1, channel);
      default -> alike.get(random.nextInt(alike.size()));
    };
    return make(type, dims, random.nextBoolean() ? List.of(x, other) : List.of(other, x));
  }

  private void matrices() {
    steps.put("MatMul", this::matMul);
    steps.put("Gemm", this::gemm);
    steps.put("ConvTranspose", this::transposedConvolution);
  }

  /** By a constant on either side, a vector, a matrix or a stack, or by the tensor itself turned. */
  private boolean matMul(String x, int... dims) {
    if (dims.length < 2 || dims[dims.length - 1] > 300) {
      return false;
    }
    int rank = dims.length;
    int outputs = 1 + random.nextInt(6);
    int inner = dims[rank - 1];
    int[] made = dims.clone();
    made[rank - 1] = outputs;
    double scale = 1 / Math.sqrt(inner);
    return switch (random.nextInt(rank == 2 ? 2 : 5)) {
      case 0 -> make("MatMul", made, List.of(x, drawing.weight(scale, inner, outputs)));
      case 1 -> make("MatMul", Arrays.copyOf(dims, rank - 1), List.of(x, drawing.weight(scale, inner)));
      case 2 -> {
        int[] stack = rank == 3 || random.nextBoolean() ? new int[] {1, inner, outputs} : new int[] {dims[1], inner, outputs};
        yield make("MatMul", made, List.of(x, drawing.weight(scale, stack)));
      }
      case 3 -> {
        int[] left = dims.clone();
        left[rank - 2] = outputs;
        yield make("MatMul", left, List.of(drawing.weight(1 / Math.sqrt(dims[rank - 2]), outputs, dims[rank - 2]), x));
      }
      default -> {
        long[] order = java.util.stream.LongStream.range(0, rank).toArray();
        order[rank - 1] = rank - 2;
        order[rank - 2] = rank - 1;
        int[] turned = Arrays.stream(order).mapToInt(axis -> dims[(int) axis]).toArray();
        int[] square = dims.clone();
        square[rank - 1] = dims[rank - 2];
        yield make("MatMul", square, List.of(x, drawing.node("Transpose", turned, List.of(x), integers("perm", order))));
      }
    };
  }

  private boolean gemm(String x, int... dims) {
    if (dims.length != 2 || dims[1] > 300) {
      return false;
    }
    int outputs = 1 + random.nextInt(6);
    boolean turned = random.nextBoolean();
    String weight = turned ? drawing.weight(1 / Math.sqrt(dims[1]), outputs, dims[1]) : drawing.weight(1 / Math.sqrt(dims[1]), dims[1], outputs);
    return make("Gemm", new int[] {1, outputs}, List.of(x, weight, drawing.weight(0.1, outputs)), integer("transB", turned ? 1 : 0),
        real("alpha", random.nextBoolean() ? 1 : 0.5));
  }

  private boolean transposedConvolution(String x, int... dims) {
    if (dims.length != 4 || dims[2] * dims[3] > 60) {
      return false;
    }
    int outputs = 1 + random.nextInt(4);
    int kernel = 2 + random.nextInt(2);
    int[] made = {1, outputs, (dims[2] - 1) * 2 + kernel, (dims[3] - 1) * 2 + kernel};
    return make("ConvTranspose", made, List.of(x, drawing.weight(1 / Math.sqrt(dims[1] * kernel), dims[1], outputs, kernel, kernel)),
        integers("strides", 2, 2));
  }

  private void host() {
    for (String type : List.of("Softmax", "LogSoftmax")) {
      steps.put(type, (x, dims) -> dims.length > 1 && make(type, dims, List.of(x), integer("axis", 1 + random.nextInt(dims.length - 1))));
    }
    for (String type : List.of("ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSumExp")) {
      steps.put(type, (x, dims) -> reduce(type, x, dims));
    }
    steps.put("LayerNormalization", (x, dims) -> dims.length > 1 && dims[dims.length - 1] > 1 && make("LayerNormalization", dims,
        List.of(x, drawing.positive(dims[dims.length - 1]), drawing.weight(0.2, dims[dims.length - 1])), real("epsilon", 1e-3)));
    steps.put("InstanceNormalization", (x, dims) -> dims.length == 4 && dims[2] * dims[3] > 3
        && make("InstanceNormalization", dims, List.of(x, drawing.positive(dims[1]), drawing.weight(0.2, dims[1])), real("epsilon", 1e-2)));
    steps.put("GlobalMaxPool", (x, dims) -> dims.length == 4 && make("GlobalMaxPool", new int[] {1, dims[1], 1, 1}, List.of(x)));
    steps.put("Resize", this::resize);
    steps.put("Where", (x, dims) -> {
      String condition = drawing.node("Greater", dims, List.of(x, drawing.number(random.nextGaussian() / 2)));
      drawing.tensors().remove(condition); // made of truth values
      return make("Where", dims, List.of(condition, x, drawing.number(random.nextGaussian())));
    });
    views();
  }

  private boolean reduce(String type, String x, int... dims) {
    if (dims.length < 2) {
      return false;
    }
    int axis = 1 + random.nextInt(dims.length - 1);
    boolean kept = dims.length == 2 || random.nextBoolean();
    int[] made = java.util.stream.IntStream.range(0, dims.length).filter(i -> kept || i != axis).map(i -> i == axis ? 1 : dims[i]).toArray();
    return make(type, made, List.of(x, drawing.integers(axis)), integer("keepdims", kept ? 1 : 0));
  }

  private boolean resize(String x, int... dims) {
    if (dims.length != 4 || dims[2] * dims[3] > 60) {
      return false;
    }
    return make("Resize", new int[] {1, dims[1], 2 * dims[2], 2 * dims[3]}, List.of(x, "", drawing.floats(new float[] {1, 1, 2, 2}, 4)),
        text("mode", random.nextBoolean() ? "nearest" : "linear"));
  }

  private void views() {
    steps.put("Flatten", (x, dims) -> dims.length > 1 && make("Flatten", new int[] {1, ModelDrawing.size(dims)}, List.of(x)));
    steps.put("Unsqueeze", (x, dims) -> dims.length < 4 && make("Unsqueeze", inserted(dims), List.of(x, drawing.integers(1))));
    steps.put("DepthToSpace", (x, dims) -> dims.length == 4 && dims[1] % 4 == 0
        && make("DepthToSpace", new int[] {1, dims[1] / 4, 2 * dims[2], 2 * dims[3]}, List.of(x), integer("blocksize", 2)));
    steps.put("SpaceToDepth", (x, dims) -> dims.length == 4 && dims[2] % 2 + dims[3] % 2 == 0
        && make("SpaceToDepth", new int[] {1, dims[1] * 4, dims[2] / 2, dims[3] / 2}, List.of(x), integer("blocksize", 2)));
    steps.put("Slice", (x, dims) -> cut(dims) > 0 && make("Slice", with(dims, cut(dims), dims[cut(dims)] - 1),
        List.of(x, drawing.integers(1), drawing.integers(dims[cut(dims)]), drawing.integers(cut(dims)))));
    steps.put("Gather", (x, dims) -> cut(dims) > 0
        && make("Gather", with(dims, cut(dims), 2), List.of(x, drawing.integers(1, 0)), integer("axis", cut(dims))));
    steps.put("Split", (x, dims) -> {
      int axis = cut(dims);
      if (axis < 1 || dims[axis] % 2 != 0) {
        return false;
      }
      drawing.node("Split", dims, List.of(x), integer("axis", axis), integer("num_outputs", 2));
      drawing.split(2, with(dims, axis, dims[axis] / 2));
      return true;
    });
    steps.put("Concat", (x, dims) -> {
      int axis = cut(dims);
      return axis > 0 && make("Concat", with(dims, axis, 2 * dims[axis]), List.of(x, drawing.node("Neg", dims, List.of(x))), integer("axis", axis));
    });
    steps.put("Tile", (x, dims) -> {
      long[] times = new long[dims.length];
      Arrays.fill(times, 1);
      times[dims.length - 1] = 2;
      return ModelDrawing.size(dims) < 300 && make("Tile", with(dims, dims.length - 1, 2 * dims[dims.length - 1]), List.of(x, drawing.integers(times)));
    });
  }

  private static int[] inserted(int... dims) {
    int[] made = new int[dims.length + 1];
    System.arraycopy(dims, 1, made, 2, dims.length - 1);
    made[0] = dims[0];
    made[1] = 1;
    return made;
  }

  /** The first axis behind the batch that has more than one element; 0 if there is none. */
  private static int cut(int... dims) {
    for (int axis = 1; axis < dims.length; axis++) {
      if (dims[axis] > 1) {
        return axis;
      }
    }
    return 0;
  }

  private static int[] with(int[] dims, int axis, int extent) {
    int[] made = dims.clone();
    made[axis] = extent;
    return made;
  }
}
