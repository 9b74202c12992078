package org.lexicore.compiler.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.compiler.note.RoundedCodebook;
import org.lexicore.compiler.onnx.LookedUp.Followed;
import org.lexicore.compiler.onnx.LookedUp.Lost;
import org.lexicore.compiler.onnx.LookedUp.Source;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph.IntegerWeight;

/**
 * Recognises weights that the file looks up in a codebook – {@code Gather(codebook, codes)}, then reordering and a scale – while the
 * constants are folded, so that their codes stay. Codes that cannot stay are noted where they become a weight.
 */
final class FollowCodes {
  private static final Set<String> MOVING =
      Set.of("Identity", "Dropout", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Slice");
  private static final int LARGEST_K = 65_536;
  private static final int LARGEST_D = 32;
  private static final String REMEDY = "docs/format.md says which codes stay; compress fits some to the float network";

  /** A codebook of the file as int8, what one step is worth, and what rounding changed. */
  private record Book(Codebook codebook, float scale, double error) {}

  private final Map<String, LookedUp> constants = new HashMap<>();
  private final Map<String, Book> books = new HashMap<>();
  private final Map<String, ExpandedCodes> expanded = new LinkedHashMap<>();
  private final Map<String, RoundedCodebook> rounded = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();

  /** The file's name of the codes of the constant of that name, if it consists of codewords. */
  Optional<String> name(String tensor) {
    return constants.get(tensor) instanceof Followed followed ? Optional.of(followed.coding().name()) : Optional.empty();
  }

  /** The weights whose codes did not stay. */
  List<ExpandedCodes> expanded() {
    return List.copyOf(expanded.values());
  }

  /** The codebooks of weights whose codes stayed that were no whole numbers up to 127. */
  List<RoundedCodebook> rounded() {
    return List.copyOf(rounded.values());
  }

  /**
   * The constant {@code tensor} as a weight of codes, if it was looked up and can be one. Otherwise it is noted that
   * its codes do not stay.
   *
   * @param weight what the weight is called
   * @param turned whether the constant is a matrix [I, O]
   * @param oihw the weight's extents
   */
  Optional<IntegerWeight> weight(String tensor, String weight, boolean turned, int... oihw) {
    asked.add(tensor);
    return switch (constants.get(tensor)) {
      case null -> Optional.empty();
      case Lost lost -> {
        expand(weight, lost.why(), lost.sources(), Extents.size(oihw));
        yield Optional.empty();
      }
      case Followed followed -> {
        Coding coding = turned ? followed.coding().transposed() : followed.coding();
        Optional<String> obstacle = coding.obstacle(oihw);
        obstacle.ifPresent(why -> expand(weight, why, followed.sources(), Extents.size(oihw)));
        yield obstacle.isPresent() ? Optional.empty() : Optional.of(kept(coding).weight(oihw));
      }
    };
  }

  private Coding kept(Coding coding) {
    String name = coding.codebook().id();
    if (books.get(name).error > 0) {
      rounded.put(name, new RoundedCodebook(name, books.get(name).error));
    }
    return coding;
  }

  /** Notes that an operator has read {@code tensor} as a weight without asking for its codes. */
  void passedOver(String tensor, String weight, String operator, int size) {
    LookedUp constant = constants.get(tensor);
    if (constant != null && asked.add(tensor)) {
      expand(weight, constant instanceof Lost lost ? lost.why() : operator + " takes no codes in this place", constant.sources(), size);
    }
  }

  /** Notes that the codes of {@code weight} do not stay, although they were followed so far. */
  void expand(String weight, ExpandedCodes codes) {
    expanded.putIfAbsent(weight, codes);
  }

  /** Only where codes are smaller than int8 weights. */
  private void expand(String weight, String why, List<Source> sources, long weights) {
    Map<String, Long> bookBits = new LinkedHashMap<>();
    sources.forEach(source -> bookBits.put(source.book(), source.bookBits()));
    long bits = sources.stream().mapToLong(Source::bits).sum();
    if (bits < Byte.SIZE * weights) {
      expand(weight, new ExpandedCodes(weight, why, REMEDY, weights, bits, bookBits));
    }
  }

  /**
   * Notes what a folded operation does to codes.
   *
   * @param operands its constant operands
   * @param origins the file's names of the first two operands
   */
  void follow(Operation operation, Tensor[] operands, String... origins) {
    result(operation, operands, origins).ifPresent(it -> constants.put(operation.output(), it));
  }

  /** Notes that {@code output} is made of the constant {@code tensor} by an operator that is not followed. */
  void lose(String tensor, String operator, String output) {
    LookedUp from = constants.get(tensor);
    if (from != null) {
      constants.put(output, Lost.of("what is looked up passes through " + operator, List.of(from)));
    }
  }

  /** Notes that {@code tensor} is the constant {@code of}. */
  void alias(String tensor, String of) {
    if (constants.containsKey(of)) {
      constants.put(tensor, constants.get(of));
    }
  }

  private Optional<LookedUp> result(Operation operation, Tensor[] operands, String... origins) {
    LookedUp first = operation.has(0) ? constants.get(operation.inputs().get(0)) : null;
    LookedUp second = operation.has(1) ? constants.get(operation.inputs().get(1)) : null;
    String type = operation.type();
    if (type.equals("Gather") && first == null) {
      return second == null ? lookedUp(operation, operands, origins) : Optional.empty();
    }
    if (first != null && MOVING.contains(type)) {
      return Optional.of(first instanceof Followed followed ? new Followed(followed.coding().moved(operation, operands)) : first);
    }
    if (first != null && type.equals("Cast")) {
      return Optional.of(first);
    }
    return switch (type) {
      case "Shape", "Size", "ConstantOfShape" -> Optional.empty();
      case "Mul", "Div" -> scaled(operation, operands, first, second);
      default -> met(operation);
    };
  }

  private Optional<LookedUp> scaled(Operation operation, Tensor[] operands, LookedUp first, LookedUp second) {
    String type = operation.type();
    Optional<Coding> scaled = Optional.empty();
    if (first instanceof Followed followed && second == null) {
      scaled = followed.coding().scaled(type, operands[1]);
    } else if (second instanceof Followed followed && first == null && type.equals("Mul")) {
      scaled = followed.coding().scaled(type, operands[0]);
    }
    return scaled.<LookedUp>map(Followed::new).or(() -> met(operation));
  }

  /** Operations that make something else of codewords. */
  private Optional<LookedUp> met(Operation operation) {
    List<LookedUp> from = operation.inputs().stream().map(constants::get).filter(Objects::nonNull).toList();
    boolean adds = Stream.of("Add", "Sub", "Sum").anyMatch(operation.type()::equals);
    String why = adds && from.size() > 1
        ? "weights are sums of codewords (additive codes)"
        : "what is looked up passes through " + operation.type();
    return from.isEmpty() ? Optional.empty() : Optional.of(Lost.of(why, from));
  }

  private Optional<LookedUp> lookedUp(Operation operation, Tensor[] operands, String... origins) {
    if (!(operands[1] instanceof Tensor.Integers indices) || !repeats(indices)) {
      return Optional.empty();
    }
    int[] dims = operands[0].dims();
    boolean numbers = dims.length == 1 && operands[0] instanceof Tensor.Floats && indices.size() > dims[0]; // shapes are picked from, too
    int d = numbers ? 1 : dims.length == 2 ? dims[1] : 0;
    boolean codebook = d >= 1 && d <= LARGEST_D && dims[0] >= 2 && dims[0] <= LARGEST_K && operation.attributes().integer("axis", 0) == 0;
    if (codebook) {
      return Optional.of(new Followed(coding(operands[0], d, indices, origins)));
    }
    int axis = Extents.axis(operation.attributes().integer("axis", 0), dims.length);
    boolean table = dims.length > 1 && dims[axis] >= 2 && operands[0] instanceof Tensor.Floats;
    Source source = Source.of(origins[1], indices.size(), origins[0], dims[axis], operands[0].size());
    return table
        ? Optional.of(new Lost("the codebook " + Extents.text(dims) + " is not [k, d] with d up to " + LARGEST_D, List.of(source)))
        : Optional.empty();
  }

  /**
   * Whether an entry is looked up twice: where none is, rows are picked and reordered, as networks do for other
   * reasons.
   */
  private static boolean repeats(Tensor.Integers indices) {
    Set<Long> seen = new HashSet<>();
    for (long index : indices.values()) {
      if (!seen.add(index)) {
        return true;
      }
    }
    return false;
  }

  private Coding coding(Tensor codewords, int d, Tensor.Integers indices, String... origins) {
    int k = codewords.dims()[0];
    Book book = books.computeIfAbsent(origins[0], name -> quantised(name, codewords, d));
    int[] codes = new int[indices.size()];
    long[] places = new long[codes.length * d];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (int) (indices.values()[i] < 0 ? indices.values()[i] + k : indices.values()[i]);
    }
    for (int i = 0; i < places.length; i++) {
      places[i] = i;
    }
    int[] looked = MoveElements.gatheredDims(codewords.dims(), indices.dims(), 0);
    Tensor.Floats ones = new Tensor.Floats(looked, Parameters.all(places.length, 1));
    return new Coding(origins[1], book.codebook(), book.scale(), codes, new Tensor.Integers(looked, places), ones);
  }

  /** The codewords with one symmetric scale; whole numbers from −127 to 127 stay exactly what they are. */
  private static Book quantised(String name, Tensor codewords, int d) {
    float largest = 0;
    boolean whole = true;
    for (int i = 0; i < codewords.size(); i++) {
      float value = (float) codewords.at(i);
      largest = Math.max(largest, Math.abs(value));
      whole &= value == Math.rint(value);
    }
    float scale = whole && largest <= Byte.MAX_VALUE || largest == 0 ? 1 : largest / Byte.MAX_VALUE;
    byte[] bytes = new byte[codewords.size()];
    double error = 0;
    double power = 0;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(codewords.at(i) / scale);
      double difference = codewords.at(i) - (double) scale * bytes[i];
      error += difference * difference;
      power += codewords.at(i) * codewords.at(i);
    }
    return new Book(new Codebook(name, d, bytes), scale, power == 0 ? 0 : Math.sqrt(error / power));
  }
}
