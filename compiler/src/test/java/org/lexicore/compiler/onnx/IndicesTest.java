package org.lexicore.compiler.onnx;

import static org.lexicore.compiler.onnx.ModelBuilder.integer;
import static org.lexicore.compiler.onnx.ModelBuilder.text;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Question: do picking, scattering, ranking and summing up find the elements that ONNX Runtime finds? */
class IndicesTest {
  private static int[] dims(Random random) {
    int[] dims = random.ints(4, 2, 6).toArray();
    dims[0] = 1; // constant indices name elements of one sample
    return dims;
  }

  private static int extent(int... dims) {
    return IntStream.of(dims).map(extent -> Math.max(1, extent)).reduce(1, (a, b) -> a * b);
  }

  private static ModelBuilder model(int opset, int... dims) {
    return new ModelBuilder(opset).input("x", dims);
  }

  private static ModelBuilder indices(ModelBuilder model, long[] values, int... dims) {
    return model.initializer(Protos.integers("i", dims, values));
  }

  @Property(tries = 40, seed = "1")
  void gatherElements(@ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    Random random = new Random(seed);
    int[] dims = dims(random);
    int axis = 1 + random.nextInt(3);
    int[] wanted = {1, dims[1], dims[2], dims[3]};
    wanted[axis] = 1 + random.nextInt(7);
    long[] indices = random.longs(extent(wanted), -dims[axis], dims[axis]).toArray();
    ModelBuilder model = indices(model(13, dims), indices, wanted).node("GatherElements", "y", "x i", integer("axis", axis));
    Chain.check("seed " + seed, model.output("y"));
  }

  @Property(tries = 40, seed = "1")
  void gatherNd(@ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    Random random = new Random(seed);
    int[] dims = dims(random);
    int batch = random.nextInt(2);
    int depth = 1 + random.nextInt(3);
    int rows = 1 + random.nextInt(5);
    long[] indices = new long[rows * depth];
    for (int i = 0; i < indices.length; i++) {
      int extent = Math.max(1, dims[batch + i % depth]);
      indices[i] = random.nextInt(2 * extent) - extent;
    }
    int[] wanted = {1, rows, depth};
    ModelBuilder model = indices(model(13, dims), indices, wanted).node("GatherND", "y", "x i", integer("batch_dims", batch));
    Chain.check("seed " + seed, model.output("y"));
  }

  @Property(tries = 60, seed = "1")
  void scatter(@ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    Random random = new Random(seed);
    int[] dims = dims(random);
    String reduction = List.of("none", "add", "mul", "max", "min").get(seed % 5);
    ModelBuilder model = model(18, dims).scalar("h", 0.5f).node("Mul", "scaled", "x h");
    if (random.nextBoolean()) {
      int axis = 1 + random.nextInt(3);
      int[] wanted = {1, dims[1], dims[2], dims[3]};
      wanted[axis] = 1 + random.nextInt(dims[axis]);
      long[] indices = new long[extent(wanted)];
      int stride = IntStream.range(axis + 1, 4).map(i -> wanted[i]).reduce(1, (a, b) -> a * b);
      int start = random.nextInt(dims[axis]);
      // Without a reduction the order of updates of one element is nobody's promise.
      IntStream.range(0, indices.length).forEach(i -> indices[i] =
          reduction.equals("none") ? (start + i / stride % wanted[axis]) % dims[axis] : random.nextInt(2 * dims[axis]) - dims[axis]);
      indices(model, indices, wanted).weight("u", wanted);
      model.node("ScatterElements", "y", "scaled i u", integer("axis", axis), text("reduction", reduction));
    } else {
      int rows = reduction.equals("none") ? dims[1] - 1 : 5;
      long[] indices = LongStream.range(0, 2L * rows).map(i -> i % 2 == 0 ? 0 : reduction.equals("none") ? i / 2 : random.nextInt(dims[1])).toArray();
      indices(model, indices, rows, 2).weight("u", rows, dims[2], dims[3]);
      model.node("ScatterND", "y", "scaled i u", text("reduction", reduction));
    }
    Chain.check("seed " + seed, model.output("y"));
  }

  @Property(tries = 60, seed = "1")
  void rank(@ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    Random random = new Random(seed);
    int[] dims = dims(random);
    int axis = 1 + random.nextInt(3);
    ModelBuilder model = model(13, dims);
    // Rounded, so that values are equal.
    model.scalar("three", 3).node("Mul", "m", "x three").node("Round", "r", "m");
    int flag = random.nextInt(2);
    switch (seed % 4) {
      case 0 -> model.node(random.nextBoolean() ? "ArgMax" : "ArgMin", "y", "r", integer("axis", axis - (random.nextBoolean() ? 4 : 0)), integer("keepdims", flag),
          integer("select_last_index", random.nextInt(2)));
      case 1 -> model.integers("k", 1 + random.nextInt(dims[axis])).node("TopK", "y z", "r k", integer("axis", axis), integer("largest", flag)).output("z");
      case 2 -> model.node("Hardmax", "y", "r", integer("axis", axis));
      default -> model.integers("a", axis).node("CumSum", "y", "x a", integer("exclusive", flag), integer("reverse", random.nextInt(2)));
    }
    Chain.check("seed " + seed, model.output("y"));
  }
}
