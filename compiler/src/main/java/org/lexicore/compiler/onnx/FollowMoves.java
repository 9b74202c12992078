package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Where the batch is after the operators that pick, join, repeat and move elements. */
final class FollowMoves {
  private final Lowering lowering;
  private final Map<String, BatchAxis> axes;
  private final OtherBatch other;

  FollowMoves(Lowering lowering, Map<String, BatchAxis> axes, OtherBatch other) {
    this.lowering = lowering;
    this.axes = axes;
    this.other = other;
  }

  private BatchAxis first(Operation operation) {
    return axes.get(operation.inputs().get(0));
  }

  private int[] dims(Operation operation) {
    return lowering.dims(operation.inputs().get(0));
  }

  private static int given(Operation operation, int rank) {
    return Extents.axis(operation.attributes().integer("axis", 0), rank);
  }

  /**
   * The operators that leave the elements in their order: the same element of the same sample must come out where it
   * would for more samples.
   */
  Optional<BatchAxis> reshaped(Operation operation) {
    BatchAxis batch = first(operation);
    int[] before = dims(operation);
    int[] after = lowering.dims(operation.output());
    int[] wide;
    try {
      wide = reshape(operation, other.dims(before, batch));
    } catch (NotTaken e) {
      MixesBatch.when(lowering.batch() > 1);
      return Optional.empty(); // the file holds for one sample alone
    }
    MixesBatch.when(wide.length != after.length);
    int[] grown = IntStream.range(0, after.length).filter(axis -> wide[axis] != after[axis]).toArray();
    MixesBatch.when(grown.length != 1);
    int axis = grown[0];
    int front = Extents.size(Arrays.copyOf(before, batch.axis())) * batch.outer();
    int passed = Extents.size(Arrays.copyOf(after, axis));
    MixesBatch.when(front % passed != 0 || after[axis] % (front / passed) != 0);
    return Optional.of(new BatchAxis(axis, front / passed, after[axis] / (front / passed)));
  }

  private int[] reshape(Operation operation, int... dims) {
    Attributes given = operation.attributes();
    long[] listed = other.constant(operation, 1).map(FoldConstants::integers).orElseGet(() -> given.has("axes") ? given.integers("axes") : null);
    return switch (operation.type()) {
      case "Flatten" -> Reshaped.flatten(dims, given.integer("axis", 1));
      case "Squeeze" -> Reshaped.squeeze(dims, listed);
      case "Unsqueeze" -> Reshaped.unsqueeze(dims, listed);
      default -> Reshaped.reshape(dims, other.constant(operation, 1).orElseThrow(), given.integer("allowzero", 0) != 0, 1);
    };
  }

  Optional<BatchAxis> expanded(Operation operation) {
    BatchAxis batch = first(operation);
    int[] dims = dims(operation);
    int[] after = lowering.dims(operation.output());
    int axis = batch.axis() + after.length - dims.length;
    MixesBatch.when(after[axis] != batch.extent());
    try {
      int[] wide = Broadcast.dims(other.dims(dims, batch), FoldConstants.extents(other.constant(operation, 1).orElseThrow()));
      MixesBatch.when(!Arrays.equals(wide, Drawing.with(after, axis, other.size() * after[axis])));
    } catch (NotTaken e) {
      return Optional.empty(); // the file holds for one sample alone
    }
    return Optional.of(batch.at(axis));
  }

  Optional<BatchAxis> tiled(Operation operation) {
    BatchAxis batch = first(operation);
    String repeats = operation.inputs().get(1);
    MixesBatch.when(!Arrays.equals(FoldConstants.integers(other.constant(repeats)), FoldConstants.integers(lowering.constant(repeats).orElseThrow())));
    MixesBatch.when(other.constant(repeats).at(batch.axis()) != 1);
    return Optional.of(batch);
  }

  /** Only a slice that takes all there is, however much that is, leaves the batch as it is. */
  Optional<BatchAxis> sliced(Operation operation) {
    BatchAxis batch = first(operation);
    int[] dims = dims(operation);
    Tensor starts = other.constant(operation, 1).orElseThrow();
    Tensor ends = other.constant(operation, 2).orElseThrow();
    Optional<Tensor> listed = other.constant(operation, 3);
    Optional<Tensor> steps = other.constant(operation, 4);
    long extent = (long) dims[batch.axis()] * other.size();
    for (int i = 0; i < starts.size(); i++) {
      int axis = listed.isPresent() ? Extents.axis((long) listed.get().at(i), dims.length) : i;
      boolean counted = ends.at(i) == extent && lowering.constant(operation, 2).orElseThrow().at(i) == dims[axis];
      boolean whole = starts.at(i) == 0 && (counted || ends.at(i) >= Integer.MAX_VALUE) && (steps.isEmpty() || steps.get().at(i) == 1);
      MixesBatch.when(axis == batch.axis() && !whole);
    }
    return Optional.of(batch);
  }

  Optional<BatchAxis> split(Operation operation) {
    MixesBatch.when(given(operation, dims(operation).length) == first(operation).axis() && operation.outputs().size() > 1);
    return Optional.of(first(operation));
  }

  /** Of a table the rows are picked by what lies along the batch, otherwise constant indices pick from each sample. */
  Optional<BatchAxis> gathered(Operation operation) {
    int axis = given(operation, dims(operation).length);
    if (axes.containsKey(operation.inputs().get(1))) {
      BatchAxis batch = axes.get(operation.inputs().get(1));
      return Optional.of(batch.at(axis + batch.axis()));
    }
    BatchAxis batch = first(operation);
    MixesBatch.when(axis == batch.axis());
    int more = lowering.dims(operation.inputs().get(1)).length - 1;
    return Optional.of(batch.at(batch.axis() + (axis < batch.axis() ? more : 0)));
  }

  Optional<BatchAxis> joined(Operation operation) {
    List<BatchAxis> found = operation.inputs().stream().filter(axes::containsKey).map(axes::get).distinct().toList();
    MixesBatch.when(found.size() > 1 || given(operation, lowering.dims(operation.output()).length) == found.getFirst().axis());
    return Optional.of(found.getFirst());
  }

  Optional<BatchAxis> padded(Operation operation) {
    BatchAxis batch = first(operation);
    int[][] pads = LowerPad.pads(operation, dims(operation).length, other.constant(operation, 1).orElse(null), other.constant(operation, 3).orElse(null));
    MixesBatch.when(pads[0][batch.axis()] != 0 || pads[1][batch.axis()] != 0);
    return Optional.of(batch);
  }

  /** Indices of one sample pick from the first sample alone, unless there are as many as samples. */
  Optional<BatchAxis> pickedAlong(Operation operation) {
    BatchAxis batch = first(operation);
    MixesBatch.when(batch == null || given(operation, dims(operation).length) == batch.axis() || !other.grows(operation.inputs().get(1), batch.axis()));
    return Optional.of(batch);
  }

  Optional<BatchAxis> pickedBySlices(Operation operation) {
    BatchAxis batch = first(operation);
    int shared = LowerIndices.batchDims(operation);
    int[] indices = lowering.dims(operation.inputs().get(1));
    int depth = indices[indices.length - 1];
    MixesBatch.when(batch.axis() >= shared && batch.axis() < shared + depth);
    return Optional.of(batch.axis() < shared ? batch : batch.at(batch.axis() - shared - depth + indices.length - 1));
  }

  Optional<BatchAxis> scatteredSlices(Operation operation) {
    int[] indices = lowering.dims(operation.inputs().get(1));
    int depth = indices[indices.length - 1];
    int rows = indices.length - 1;
    BatchAxis data = first(operation);
    BatchAxis updates = axes.get(operation.inputs().get(2));
    MixesBatch.when(data != null && data.axis() < depth || updates != null && updates.axis() < rows);
    BatchAxis moved = updates == null ? data : updates.at(updates.axis() - rows + depth);
    MixesBatch.when(data != null && !data.equals(moved));
    return Optional.of(moved);
  }

  /** The batch's letter stands for nothing else and is not summed over. */
  Optional<BatchAxis> summed(Operation operation) {
    EinsumEquation equation = EinsumEquation.parse(operation.attributes().text("equation", ""), operation.inputs().stream().map(lowering::dims).toList());
    Optional<BatchAxis> made = Optional.empty();
    for (int i = 0; i < operation.inputs().size(); i++) {
      BatchAxis batch = axes.get(operation.inputs().get(i));
      if (batch != null) {
        String letters = equation.operands().get(i);
        char letter = letters.charAt(batch.axis());
        int axis = equation.output().indexOf(letter);
        MixesBatch.when(axis < 0 || letters.indexOf(letter) != letters.lastIndexOf(letter) || made.filter(it -> !it.equals(batch.at(axis))).isPresent());
        made = Optional.of(batch.at(axis));
      }
    }
    BatchAxis batch = made.orElseThrow();
    MixesBatch.when(lowering.dims(operation.output())[batch.axis()] != batch.extent());
    return made;
  }
}
