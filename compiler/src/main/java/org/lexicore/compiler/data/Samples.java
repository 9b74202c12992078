package org.lexicore.compiler.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;

/**
 * Inputs for a network, one sample along the first axis of each array.
 *
 * <p>Integer arrays for an input of {@code uint8} hold raw pixels, which are normalised here; floating-point arrays hold real values.
 */
public final class Samples {
  /** One network input with its data. */
  private record Column(InputSpecification specification, Shape shape, NdArray array, String place) {}

  private final Map<String, Column> columns;
  private final int count;

  private Samples(Map<String, Column> columns, int count) {
    this.columns = columns;
    this.count = count;
  }

  /**
   * Joins the network's inputs with data.
   *
   * @param arrays input name → array of {@code [count, …]} whose further extents multiply to the input's size
   * @param specifications input name → meaning; an input without one holds real values
   * @throws org.lexicore.model.InputException if an input has no data, or of another size, or another number of samples
   */
  public static Samples of(FloatGraph graph, Map<String, NdArray> arrays, Map<String, InputSpecification> specifications) {
    return of(graph, arrays, specifications, Map.of());
  }

  /**
   * As above, for data from files.
   *
   * @param files input name → where its data are from, for messages
   */
  public static Samples of(
      FloatGraph graph, Map<String, NdArray> arrays, Map<String, InputSpecification> specifications, Map<String, ?> files) {
    Problems problems = new Problems();
    Map<String, Column> columns = new LinkedHashMap<>();
    List<FloatGraph.Input> inputs = inputs(graph);
    CheckSamples check = new CheckSamples(TokenInputs.of(graph), problems);
    for (FloatGraph.Input input : inputs) {
      NdArray array = whole(arrays.get(input.name()), graph.ports().get(input.name()));
      if (array == null) {
        problems.add("input %s: no data was given for it; add %s=FILE", input.name(), input.name());
        continue;
      }
      InputSpecification specification = specifications.getOrDefault(input.name(), InputSpecification.real(input.name()));
      String file = files.containsKey(input.name()) ? " (" + files.get(input.name()) + ")" : "";
      Column column = new Column(specification, input.shape(), array, "input " + input.name() + file);
      check.check(input, array, specification, column.place());
      columns.put(input.name(), column);
    }
    arrays.keySet().stream()
        .filter(name -> inputs.stream().noneMatch(input -> input.name().equals(name)))
        .forEach(name -> problems.add("data for %s: the network has no such input; it has %s", name,
            inputs.stream().map(FloatGraph.Input::name).toList()));
    int count = columns.values().stream().mapToInt(column -> column.array().count()).min().orElse(0);
    columns.forEach((name, column) -> problems.require(
        column.array().count() == count, "input %s: %d samples, but another input has %d", name, column.array().count(), count));
    problems.throwIfAny();
    return new Samples(columns, count);
  }

  /** An input without a batch is one sample as a whole, or several one after the other along its first axis. */
  private static NdArray whole(NdArray array, FloatGraph.Port port) {
    boolean joined = array != null && port != null && !port.batch() && array.shape().length == port.dims().size() && array.count() > 0
        && array.count() % port.dims().getFirst() == 0;
    for (int axis = 1; joined && axis < array.shape().length; axis++) {
      joined = array.shape()[axis] == port.dims().get(axis);
    }
    if (!joined) {
      return array;
    }
    int[] shape = new int[array.shape().length + 1];
    shape[0] = array.count() / port.dims().getFirst();
    for (int axis = 1; axis < shape.length; axis++) {
      shape[axis] = port.dims().get(axis - 1);
    }
    return array.withShape(shape);
  }

  private static List<FloatGraph.Input> inputs(FloatGraph graph) {
    List<FloatGraph.Input> inputs = new ArrayList<>();
    for (FloatGraph.Node node : graph.nodes()) {
      if (node instanceof FloatGraph.Input input) {
        inputs.add(input);
      }
    }
    return inputs;
  }

  /**
   * Seeded noise, for want of data: uniform pixels, uniform token numbers, masks that hide nothing, or normally distributed real
   * values.
   *
   * @param specifications as in {@link #of}
   */
  public static Samples noise(FloatGraph graph, Map<String, InputSpecification> specifications, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    Map<String, Integer> tokens = TokenInputs.of(graph);
    Set<String> masks = MaskInputs.of(graph);
    for (FloatGraph.Input input : inputs(graph)) {
      InputSpecification specification = specifications.getOrDefault(input.name(), InputSpecification.real(input.name()));
      DoubleSupplier draw = specification.pixels()
          ? () -> specification.smallest() + random.nextDouble() * (specification.largest() - specification.smallest())
          : tokens.containsKey(input.name()) ? () -> random.nextInt(tokens.get(input.name()))
          : masks.contains(input.name()) ? () -> 1
          : random::nextGaussian;
      float[] values = new float[count * input.shape().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) draw.getAsDouble();
      }
      arrays.put(input.name(), NdArray.of(new int[] {count, input.shape().size()}, values));
    }
    return of(graph, arrays, specifications);
  }

  /** How messages call the data of {@code input}. */
  public String place(String input) {
    return columns.get(input).place();
  }

  /** Number of samples. */
  public int count() {
    return count;
  }

  /** The first {@code wanted} samples, or all if there are fewer. */
  public Samples first(int wanted) {
    return new Samples(columns, Math.min(wanted, count));
  }

  /** Sample {@code index} as real values: input name → channel-major elements. */
  public Map<String, float[]> real(int index) {
    Map<String, float[]> values = new LinkedHashMap<>();
    columns.forEach((name, column) -> values.put(name, real(column, index)));
    return values;
  }

  private static float[] real(Column column, int index) {
    int pixels = column.shape().height() * column.shape().width();
    int channels = column.shape().channels();
    boolean raw = column.specification().pixels() && !column.array().type().floating();
    boolean channelsLast = column.specification().channelsLast();
    float[] values = new float[channels * pixels];
    for (int channel = 0; channel < channels; channel++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        int at = channelsLast ? pixel * channels + channel : channel * pixels + pixel;
        double element = column.array().real(index * values.length + at);
        values[channel * pixels + pixel] = (float) (raw ? column.specification().real(element, channel) : element);
      }
    }
    return values;
  }

  /** Whether an input can be negative: known for pixels, else seen in the samples. */
  public boolean signed(String input) {
    Column column = columns.get(input);
    if (column.specification().pixels()) {
      return column.specification().smallest() < 0;
    }
    for (int i = 0; i < column.array().size(); i++) {
      if (column.array().real(i) < 0) {
        return true;
      }
    }
    return false;
  }

  /** The largest magnitude of a pixel input, which needs no calibration; empty for any other tensor. */
  public OptionalDouble limit(String tensor) {
    Column column = columns.get(tensor);
    if (column == null || !column.specification().pixels()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Math.max(Math.abs(column.specification().smallest()), Math.abs(column.specification().largest())));
  }
}
