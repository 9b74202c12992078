package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.model.network.FloatGraph.Host;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Accumulate;
import org.lexicore.model.network.host.Axis;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.Concatenate;
import org.lexicore.model.network.host.Constant;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.Embed;
import org.lexicore.model.network.host.HostOperation;
import org.lexicore.model.network.host.Normalise;
import org.lexicore.model.network.host.Pick;
import org.lexicore.model.network.host.Rank;
import org.lexicore.model.network.host.Rearrange;
import org.lexicore.model.network.host.Reduce;
import org.lexicore.model.network.host.Resample;
import org.lexicore.model.network.host.Softmax;
import org.lexicore.model.network.host.Spread;

/** Writes host operations as the ONNX operators that importing makes them of. */
final class ExportHost {
  private final ExportTensors tensors;
  private final Host host;
  private final String name;

  private ExportHost(Host host, ExportTensors tensors) {
    this.tensors = tensors;
    this.host = host;
    this.name = tensors.name(host.name());
  }

  static void write(Host host, ExportTensors tensors) {
    new ExportHost(host, tensors).write();
  }

  private void write() {
    switch (host.operation()) {
      case Elementwise it -> elementwise(it);
      case Accumulate it -> accumulate(it);
      case Combine it -> ExportCombine.write(it.operator(), host, tensors);
      case Concatenate it -> make("Concat", maps()).addAttribute(Protos.integer("axis", axis(it.axis())));
      case Constant it -> tensors.initializer(Protos.floats(name, it.values(), dims()));
      case Embed it -> embed(it);
      case Normalise it -> normalise(it);
      case Pick it -> pick(it);
      case Rank it -> rank(it);
      case Rearrange it -> rearrange(it);
      case Reduce it -> reduce(it);
      case Resample it -> resample(it);
      case Softmax it -> softmax(it);
      case Spread it -> spread(it);
    }
  }

  static int axis(Axis axis) {
    return switch (axis) {
      case CHANNEL -> 1;
      case HEIGHT -> 2;
      case WIDTH -> 3;
    };
  }

  private String[] maps() {
    return host.inputs().stream().map(tensors::map).toArray(String[]::new);
  }

  private String operand() {
    return tensors.map(host.inputs().getFirst());
  }

  private Shape operandShape() {
    return tensors.shape(host.inputs().getFirst());
  }

  private int[] dims() {
    return new int[] {1, host.shape().channels(), host.shape().height(), host.shape().width()};
  }

  private NodeProto.Builder make(String type, String... operands) {
    return tensors.graph().addNodeBuilder().setOpType(type).setName(name).addOutput(name).addAllInput(Arrays.asList(operands));
  }

  private String step(String type, String what, NodeProto.Builder node) {
    return tensors.step(type, name + "/" + what, node);
  }

  private static NodeProto.Builder of(String... operands) {
    return NodeProto.newBuilder().addAllInput(Arrays.asList(operands));
  }

  private void elementwise(Elementwise operation) {
    boolean vector = tensors.isVector(host.inputs().getFirst());
    String operand = tensors.as(host.inputs().getFirst(), vector);
    new ExportFunction(name, operand, tensors).write(operation.function());
    tensors.setVector(host.name(), vector);
  }

  /** Rows N, 1, H, W pick N, 1, H, W, channels. */
  private void embed(Embed embed) {
    Shape shape = host.shape();
    boolean alike = operandShape().equals(new Shape(1, shape.height(), shape.width()));
    String rows = alike ? operand() : tensors.reshape(operand(), name + "/rows", 1, shape.height(), shape.width());
    boolean whole = tensors.isWhole(host.inputs().getFirst());
    NodeProto.Builder cast = of(rows).addAttribute(Protos.integer("to", TensorProto.DataType.INT64.getNumber()));
    String indices = whole ? rows : step("Cast", "indices", cast);
    String table = tensors.floats(name + "/table", embed.table(), embed.table().length / embed.width(), embed.width());
    String picked = step("Gather", "picked", of(table, indices));
    String squeezed = step("Squeeze", "squeezed", of(picked, tensors.integers(name + "/axis", 1)));
    make("Transpose", squeezed).addAttribute(Protos.integerList("perm", 0, 3, 1, 2));
  }

  private void normalise(Normalise it) {
    String last = step("Transpose", "last", of(operand()).addAttribute(Protos.integerList("perm", 0, 2, 3, 1)));
    String gamma = tensors.floats(name + "/gamma", it.gamma(), it.gamma().length);
    String beta = tensors.floats(name + "/beta", it.beta(), it.beta().length);
    NodeProto.Builder node = of(last, gamma, beta).addAttribute(Protos.integer("axis", -1));
    String made = step("LayerNormalization", "normalised", node.addAttribute(Protos.real("epsilon", (float) it.epsilon())));
    make("Transpose", made).addAttribute(Protos.integerList("perm", 0, 3, 1, 2));
  }

  /**
   * Picks every element from the flattened operand, by positions with the extents of the nest, which importing finds in them.
   */
  private void rearrange(Rearrange it) {
    int size = host.shape().size();
    double[] positions = IntStream.range(0, operandShape().size()).asDoubleStream().toArray();
    Shape flat = new Shape(positions.length, 1, 1);
    long[] from =
        Arrays.stream(it.apply(List.of(new HostOperation.Map(flat, positions)), host.shape()))
            .mapToLong(position -> (long) position)
            .toArray();
    boolean same = size == positions.length && IntStream.range(0, size).allMatch(i -> from[i] == i);
    if (same) {
      tensors.finish(host.name(), operand());
      return;
    }
    String flattened = step("Flatten", "flat", of(operand()));
    String picks = tensors.fresh(name + "/positions");
    tensors.initializer(Protos.integers(picks, it.extents(), from));
    tensors.finish(host.name(), step("Gather", "picked", of(flattened, picks).addAttribute(Protos.integer("axis", 1))));
  }

  private void accumulate(Accumulate it) {
    make("CumSum", operand(), tensors.integers(name + "/axis", 1))
        .addAttribute(Protos.integer("exclusive", it.exclusive() ? 1 : 0))
        .addAttribute(Protos.integer("reverse", it.reverse() ? 1 : 0));
  }

  /** Picks every element from the flattened operand; behind it lies what is not there. */
  private void pick(Pick it) {
    String flattened = step("Flatten", "flat", of(operand()));
    int absent = operandShape().size();
    long[] from = Arrays.stream(it.positions()).mapToLong(position -> position < 0 ? absent : position).toArray();
    if (Arrays.stream(it.positions()).anyMatch(position -> position < 0)) {
      String value = tensors.floats(name + "/absent", new float[] {it.absent()}, 1);
      flattened = step("Pad", "extended", of(flattened, tensors.integers(name + "/pads", 0, 0, 0, 1), value));
    }
    String picks = tensors.fresh(name + "/positions");
    int[] extents = {host.shape().channels(), host.shape().height(), host.shape().width()};
    tensors.initializer(Protos.integers(picks, extents, from));
    tensors.finish(host.name(), step("Gather", "picked", of(flattened, picks).addAttribute(Protos.integer("axis", 1))));
  }

  /** A channel's number is a number like others. */
  private void rank(Rank it) {
    boolean first = host.shape().channels() == 1;
    if (it.result() == Rank.Result.CHANNEL && first) {
      String type = it.largest() ? "ArgMax" : "ArgMin";
      NodeProto.Builder node = of(operand()).addAttribute(Protos.integer("axis", 1));
      number(step(type, "found", node.addAttribute(Protos.integer("select_last_index", it.lastOfEqual() ? 1 : 0))));
      return;
    }
    String count = tensors.integers(name + "/count", host.shape().channels());
    String values = it.result() == Rank.Result.VALUE ? name : tensors.fresh(name + "/values");
    String numbers = tensors.fresh(name + "/numbers");
    tensors.graph().addNodeBuilder().setOpType("TopK").setName(numbers).addInput(operand()).addInput(count).addOutput(values).addOutput(numbers)
        .addAttribute(Protos.integer("axis", 1)).addAttribute(Protos.integer("largest", it.largest() ? 1 : 0));
    if (it.result() == Rank.Result.CHANNEL) {
      number(numbers);
    }
  }

  private void number(String whole) {
    make("Cast", whole).addAttribute(Protos.integer("to", TensorProto.DataType.FLOAT.getNumber()));
  }

  private void reduce(Reduce it) {
    long[] axes =
        Arrays.stream(Axis.values())
            .filter(axis -> axis.extent(host.shape()) < axis.extent(operandShape()))
            .mapToLong(ExportHost::axis)
            .toArray();
    if (axes.length == 0) {
      make("Identity", operand());
      return;
    }
    switch (it.kind()) {
      case SUM -> make("ReduceSum", operand(), tensors.integers(name + "/axes", axes));
      case MEAN -> make("ReduceMean", operand()).addAttribute(Protos.integerList("axes", axes));
      case MAXIMUM -> make("ReduceMax", operand()).addAttribute(Protos.integerList("axes", axes));
      case MINIMUM -> make("ReduceMin", operand()).addAttribute(Protos.integerList("axes", axes));
    }
  }

  /** The rule that gives these taps, or as sums of rows and columns picked one by one. */
  private void resample(Resample it) {
    Shape from = operandShape();
    Optional<ResizeRule> rule =
        ResizeRule.all().stream()
            .filter(
                rules ->
                    same(it.rows(), rules, from.height(), host.shape().height())
                        && same(it.columns(), rules, from.width(), host.shape().width()))
            .findFirst();
    if (rule.isPresent()) {
      int[] dims = dims();
      String sizes = tensors.integers(name + "/sizes", dims[0], dims[1], dims[2], dims[3]);
      make("Resize", operand(), "", "", sizes)
          .addAttribute(Protos.text("mode", rule.get().mode()))
          .addAttribute(Protos.text("coordinate_transformation_mode", rule.get().transformation()))
          .addAttribute(Protos.text("nearest_mode", rule.get().rounding()));
      return;
    }
    String rows = mixed(operand(), it.rows(), 2);
    make("Identity", mixed(rows, it.columns(), 3));
  }

  private static boolean same(Resample.Taps taps, ResizeRule rule, int from, int to) {
    Resample.Taps other = rule.taps(from, to, (double) to / from);
    return Arrays.equals(taps.first(), other.first())
        && Arrays.equals(taps.share(), other.share())
        && IntStream.range(0, to).allMatch(i -> taps.share()[i] == 0 || taps.second()[i] == other.second()[i]);
  }

  private String mixed(String tensor, Resample.Taps taps, int axis) {
    String first = picked(tensor, taps.first(), axis);
    String difference = step("Sub", "difference", of(picked(tensor, taps.second(), axis), first));
    int[] dims = {1, 1, 1, 1};
    dims[axis] = taps.share().length;
    String share = tensors.floats(name + "/share", Broadcast.rounded(taps.share()), dims);
    return step("Add", "mixed", of(first, step("Mul", "part", of(difference, share))));
  }

  private String picked(String tensor, int[] indices, int axis) {
    String list = tensors.integers(name + "/taps", Arrays.stream(indices).asLongStream().toArray());
    return step("Gather", "picked", of(tensor, list).addAttribute(Protos.integer("axis", axis)));
  }

  private void softmax(Softmax it) {
    String scores = host.inputs().size() == 2 ? ExportCombine.sum(host, tensors) : operand();
    int axis = axis(it.axis());
    if (it.groups() == 1) {
      make("Softmax", scores).addAttribute(Protos.integer("axis", axis));
      return;
    }
    int[] split = IntStream.range(1, 4)
        .flatMap(i -> i == axis ? IntStream.of(it.groups(), dims()[i] / it.groups()) : IntStream.of(dims()[i]))
        .toArray();
    String groups = tensors.reshape(scores, name + "/groups", split);
    tensors.finish(host.name(), step("Softmax", "softmax", of(groups).addAttribute(Protos.integer("axis", axis + 1))));
  }

  /** A transposed convolution with ones. */
  private void spread(Spread it) {
    int channels = host.shape().channels();
    String ones = tensors.floats(name + "/ones", Parameters.all(channels, 1), channels, 1, 1, 1);
    make("ConvTranspose", operand(), ones)
        .addAttribute(Protos.integer("group", channels))
        .addAttribute(Protos.integerList("strides", it.strideY(), it.strideX()));
  }

  static String type(BinaryOperator operator) {
    return switch (operator) {
      case ADD -> "Add";
      case SUBTRACT -> "Sub";
      case MULTIPLY -> "Mul";
      case DIVIDE -> "Div";
      case MAXIMUM -> "Max";
      case MINIMUM -> "Min";
      case POWER -> "Pow";
    };
  }
}
