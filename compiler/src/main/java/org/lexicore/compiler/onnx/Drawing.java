package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Constant;
import org.lexicore.model.network.host.HostOperation;
import org.lexicore.model.network.host.Pick;
import org.lexicore.model.network.host.Rearrange;

/** The drafts made so far, and how a view's elements are brought into the order that an operator needs. */
final class Drawing {
  /** Marks views of constants, which get a draft only in the order in which they are needed. */
  private static final String CONSTANT = "\0";

  private static final int MAP_AXES = 4;

  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new HashMap<>();
  private final Map<String, String> arranged = new HashMap<>();
  private final Set<String> names;

  /**
   * @param names of the file's tensors, which nothing made here may take
   */
  Drawing(Set<String> names) {
    this.names = new HashSet<>(names);
  }

  List<Draft> drafts() {
    return List.copyOf(drafts.values());
  }

  /** A name that nothing else has. */
  String fresh(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + i;
    }
    return name;
  }

  void add(Draft draft) {
    drafts.put(draft.name(), draft);
  }

  /** Adds a host operation on tensors in their own shapes. */
  void host(String name, Shape shape, HostOperation operation, String... operands) {
    add(new Draft.Plain(new FloatGraph.Host(name, shape, List.of(operands), operation)));
  }

  Draft draft(String name) {
    return drafts.get(name);
  }

  /** The shape in which the viewed tensor was made. */
  Shape shape(View view) {
    return drafts.get(view.draft()).shape();
  }

  /** The draft whose elements are those of the view, in the same order, if one was made. */
  Optional<String> holder(View view) {
    if (isConstant(view)) {
      return Optional.of(operandOf(name(view))).filter(drafts::containsKey);
    }
    // A reshaped map has a draft of its own where an operator took it as a map.
    return Optional.of(view).filter(it -> it.rank() == MAP_AXES)
        .map(it -> arranged.get(key(it, it.loops(), Order.natural(MAP_AXES).shape(it.dims()))))
        .or(() -> Optional.of(view).filter(it -> it.isInOrder(shape(it).size())).map(View::draft));
  }

  private static String operandOf(String constant) {
    return constant + "/operand";
  }

  private static String key(View view, List<View.Loop> nest, Shape shape) {
    return view.draft() + '\0' + view.start() + nest + shape;
  }

  /** A constant as an operand; it becomes a draft where its elements are arranged. */
  View constant(String name, Tensor tensor) {
    constants.put(CONSTANT + name, tensor);
    return View.of(CONSTANT + name, tensor.dims());
  }

  boolean isConstant(View view) {
    return constants.containsKey(view.draft());
  }

  /** The file's name of a constant. */
  String name(View constant) {
    return constant.draft().substring(CONSTANT.length());
  }

  /** The constant viewed. */
  Tensor tensor(View constant) {
    return constants.get(constant.draft());
  }

  /** The constant's elements in the order of the view's axes. */
  float[] values(View constant, Order order) {
    Tensor tensor = constants.get(constant.draft());
    View view = constant.transposed(order.axes());
    int[] steps = Extents.strides(view.dims());
    float[] values = new float[Extents.constantSizeFrom(tensor.size(), view.dims())];
    for (int i = 0; i < values.length; i++) {
      int at = view.start();
      for (int axis = 0; axis < view.rank(); axis++) {
        at += i / steps[axis] % view.dims()[axis] * view.strides()[axis];
      }
      values[i] = (float) tensor.at(at);
    }
    return values;
  }

  /** The view of a map that holds the elements in that order: the draft's own, if it does already. */
  View arrange(View view, Order order) {
    Shape shape = order.shape(view.dims());
    List<View.Loop> nest = view.transposed(order.axes()).loops();
    boolean constant = isConstant(view);
    if (!constant && shape(view).equals(shape) && view.transposed(order.axes()).isInOrder(shape.size())) {
      return order.view(view.draft(), view.dims());
    }
    String key = key(view, nest, shape);
    String known = arranged.get(key);
    if (known == null) {
      known = constant ? constant(view, order, shape) : rearranged(view, nest, shape);
      arranged.put(key, known);
    }
    return order.view(known, view.dims());
  }

  private String rearranged(View view, List<View.Loop> nest, Shape shape) {
    List<View.Loop> loops = nest.isEmpty() ? List.of(new View.Loop(1, 1)) : nest;
    String name = fresh(view.draft() + "/rearranged");
    int[] extents = loops.stream().mapToInt(View.Loop::extent).toArray();
    int[] strides = loops.stream().mapToInt(View.Loop::stride).toArray();
    host(name, shape, new Rearrange(view.start(), extents, strides), view.draft());
    return name;
  }

  private String constant(View view, Order order, Shape shape) {
    String file = name(view);
    float[] values = values(view, order);
    for (int i = 0; i < values.length; i++) {
      if (Float.isNaN(values[i])) {
        throw new NotTaken("\"" + file + "\" is NaN", "train or export the network again");
      }
      values[i] = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, values[i])); // a mask's −∞ does not survive 0 · ∞
    }
    String name = fresh(operandOf(file));
    host(name, shape, new Constant(values));
    return name;
  }

  /** As {@link #arrange}, but what is only repeated along the outer axes of channels, rows or columns is there once. */
  View arrangeOnce(View view, Order order) {
    int[] dims = view.dims().clone();
    for (int[] axes : List.of(order.channels(), order.rows(), order.columns())) {
      for (int i = 0; i < axes.length && (view.strides()[axes[i]] == 0 || dims[axes[i]] == 1); i++) {
        dims[axes[i]] = 1;
      }
    }
    return arrange(new View(view.draft(), view.start(), dims, view.strides()), order);
  }

  /** A map of elements of the view, wherever they lie: {@code picked} counts in the view's own order. */
  View pick(String name, View view, PickPositions picked, float absent) {
    View made = isConstant(view) ? arrange(view, Order.natural(view.rank())) : view;
    int[] steps = Extents.strides(made.dims());
    int[] positions = picked.from().clone();
    for (int i = 0; i < positions.length; i++) {
      int at = positions[i];
      if (at >= 0) {
        positions[i] = made.start();
        for (int axis = 0; axis < made.rank(); axis++) {
          positions[i] += at / steps[axis] % made.dims()[axis] * made.strides()[axis];
        }
      }
    }
    host(name, Order.natural(picked.dims().length).shape(picked.dims()), new Pick(positions, absent), made.draft());
    return View.of(name, picked.dims());
  }

  /** The view of a map all of whose elements it sees: the draft's own, if it does already. Repeated axes stay repeated. */
  View whole(View view) {
    View once = view.once();
    if (!isConstant(view) && once.isComplete(shape(view).size())) {
      return view;
    }
    Order order = isConstant(view) ? Order.natural(view.rank()) : Order.of(once, shape(view));
    View made = arrange(once, order);
    return new View(made.draft(), 0, view.dims(), made.strides());
  }

  /** The view under other extents, its elements put in order where they have to be, as the map that those extents mean. */
  View reshape(View view, int... dims) {
    return view.reshaped(dims)
        .orElseGet(
            () -> {
              Shape wanted = Order.natural(dims.length).shape(dims);
              Order order = Order.grouped(wanted, view.dims()).orElse(Order.natural(view.rank()));
              return arrange(view, order).reshaped(dims).orElseThrow();
            });
  }

  /** Whether the view's draft is a map with these channels whose pixels are in this order, whatever its rows and columns. */
  boolean hasPixels(View view, Order order) {
    return !isConstant(view)
        && view.transposed(order.axes()).isInOrder(shape(view).size())
        && shape(view).channels() == Order.product(order.channels(), view.dims());
  }

  /** As {@link #arrange}, but the pixels may be in any rows and columns. */
  View arrangePixels(View view, Order order) {
    return hasPixels(view, order) ? order.view(view.draft(), view.dims()) : arrange(view, order);
  }

  /** All axes in order. */
  static int[] axes(int rank) {
    return IntStream.range(0, rank).toArray();
  }

  /** The extents with {@code extent} for {@code axis}. */
  static int[] with(int[] dims, int axis, int extent) {
    int[] other = Arrays.copyOf(dims, dims.length);
    other[axis] = extent;
    return other;
  }
}
