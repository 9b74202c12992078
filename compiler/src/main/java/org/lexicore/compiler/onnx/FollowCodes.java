package org.lexicore.compiler.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lexicore.model.network.Codebook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises weights that the file looks up in a codebook – {@code Gather(codebook, codes)}, then reordering and a scale – while the
 * constants are folded, so that their codes stay.
 */
final class FollowCodes {
  private static final Logger LOG = LoggerFactory.getLogger(FollowCodes.class);
  private static final Set<String> MOVING =
      Set.of("Identity", "Dropout", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Slice");
  private static final int LARGEST_K = 65_536;
  private static final int LARGEST_D = 32;

  /** A codebook of the file as int8 and what one step is worth. */
  private record Book(Codebook codebook, float scale) {}

  private final Map<String, Coding> codings = new HashMap<>();
  private final Map<String, Book> books = new HashMap<>();

  /** How the constant of that name was looked up, if it was. */
  Optional<Coding> coding(String tensor) {
    return Optional.ofNullable(codings.get(tensor));
  }

  /**
   * Notes what a folded operation does to codes.
   *
   * @param operands its constant operands
   * @param origins the file's names of the first two operands
   */
  void follow(Operation operation, Tensor[] operands, String... origins) {
    coded(operation, operands, origins).ifPresent(coding -> codings.put(operation.output(), coding));
  }

  private Optional<Coding> coded(Operation operation, Tensor[] operands, String... origins) {
    Coding first = operation.has(0) ? codings.get(operation.inputs().get(0)) : null;
    Coding second = operation.has(1) ? codings.get(operation.inputs().get(1)) : null;
    String type = operation.type();
    if (type.equals("Gather")) {
      return first == null && second == null ? lookedUp(operation, operands, origins) : Optional.empty();
    }
    if (first != null && MOVING.contains(type)) {
      return Optional.of(first.moved(operation, operands));
    }
    if (first != null && type.equals("Cast")) {
      return Optional.of(first);
    }
    if (type.equals("Mul") || type.equals("Div") && first != null) {
      return first != null && second == null
          ? first.scaled(type, operands[1])
          : first == null && second != null ? second.scaled(type, operands[0]) : Optional.empty();
    }
    return Optional.empty();
  }

  private Optional<Coding> lookedUp(Operation operation, Tensor[] operands, String... origins) {
    int[] dims = operands[0].dims();
    boolean codebook = dims.length == 2 && dims[0] >= 2 && dims[0] <= LARGEST_K && dims[1] >= 1 && dims[1] <= LARGEST_D;
    if (!codebook || operation.attributes().integer("axis", 0) != 0 || !(operands[1] instanceof Tensor.Integers indices)) {
      return Optional.empty();
    }
    Book book = books.computeIfAbsent(origins[0], name -> quantised(name, operands[0]));
    int[] codes = new int[indices.size()];
    long[] places = new long[codes.length * dims[1]];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (int) (indices.values()[i] < 0 ? indices.values()[i] + dims[0] : indices.values()[i]);
    }
    for (int i = 0; i < places.length; i++) {
      places[i] = i;
    }
    int[] looked = MoveElements.gatheredDims(dims, indices.dims(), 0);
    Tensor.Floats ones = new Tensor.Floats(looked, Parameters.all(places.length, 1));
    return Optional.of(new Coding(origins[1], book.codebook(), book.scale(), codes, new Tensor.Integers(looked, places), ones));
  }

  /** The codewords with one symmetric scale; whole numbers from −127 to 127 stay exactly what they are. */
  private static Book quantised(String name, Tensor codewords) {
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
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(codewords.at(i) / scale);
      error = Math.max(error, Math.abs(codewords.at(i) - (double) scale * bytes[i]));
    }
    if (error > 0) {
      LOG.info("codebook \"{}\": rounding to int8 in steps of {} changes its elements by up to {}", name, scale, error);
    }
    return new Book(new Codebook(name, codewords.dims()[1], bytes), scale);
  }
}
