package org.lexicore.compiler.topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.lexicore.model.Problems;

/**
 * The lines of a topology file of SCALE-Sim: a header, then a layer a line. Its names tell which kind of table it is:
 *
 * <pre>
 *   Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,
 *   Layer, M, N, K,
 * </pre>
 *
 * <p>A convolution whose name has DP in it is one of each channel alone. Further fields may be a batch of 1, if the
 * header names it, a sparsity, of which only a dense one (as 1:1) is taken, and in a table of products a number, how
 * many of them are done side by side. A remark may follow a line's last comma. Lines of nothing but commas are left
 * out.
 */
final class ScaleSimTable {
  private static final List<String> CONVOLUTION =
      List.of("IFMAP Height", "IFMAP Width", "Filter Height", "Filter Width", "Channels", "Num Filter", "Strides");
  private static final List<String> PRODUCT = List.of("M", "N", "K");
  private static final String DEPTHWISE = "DP";
  private static final Pattern RATIO = Pattern.compile("0*([1-9][0-9]*)\\s*:\\s*0*([1-9][0-9]*)");
  private static final int MOST = 1 << 24;

  /**
   * Pixels that a row of a product's map has: a row of words of 128 bytes stays below half of the 2²⁰ bytes that an
   * instruction reaches.
   */
  private static final long LONGEST_ROW = 4095;

  private static final long SHORTEST_ROW = 128;
  private static final long CUT_ROW = 1024;

  /** Rows of a map, half of what an instruction counts. */
  private static final long MOST_ROWS = 1 << 14;

  /**
   * Elements of a map, and weights of a layer: positions are ints, sums of two sizes too. A layer of 10⁹ weights takes
   * 12 GB to be mapped.
   */
  private static final long MOST_ELEMENTS = 1 << 30;

  /**
   * One line.
   *
   * @param height of the map, in pixels; so {@code width}, {@code filterHeight} and {@code filterWidth}
   * @param channels of the map, over all groups; so {@code filters}
   * @param groups convolutions side by side, each with its share of the channels and of the filters
   */
  record Layer(
      String name, int height, int width, int filterHeight, int filterWidth, int channels, int filters, int stride, int groups) {}

  private final Path file;
  private final Problems problems = new Problems();
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Layer> layers = new ArrayList<>();
  private List<String> columns = CONVOLUTION;

  /** Whether the header has a batch after the sizes. */
  private boolean batchColumn;

  private ScaleSimTable(Path file) {
    this.file = file;
  }

  /**
   * The layers of {@code file}.
   *
   * @throws org.lexicore.model.InputException naming every line that is no layer
   */
  static List<Layer> read(Path file) {
    ScaleSimTable table = new ScaleSimTable(file);
    List<String> lines = table.lines();
    boolean headed = false;
    for (int i = 0; i < lines.size(); i++) {
      List<String> fields = fields(lines.get(i));
      if (fields.stream().allMatch(String::isEmpty)) {
        continue; // what a spreadsheet leaves of an empty row is its commas
      }
      if (headed) {
        table.parse(file + ": line " + (i + 1), fields);
      } else {
        table.header(file + ": line " + (i + 1), fields);
      }
      headed = true;
    }
    table.problems.require(
        !table.problems.none() || !table.layers.isEmpty(), "%s: has no layers; write a header and a layer a line", file);
    table.problems.throwIfAny();
    return table.layers;
  }

  private List<String> lines() {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      problems.add("%s: cannot be read; name a topology file of SCALE-Sim", file);
      return List.of();
    }
  }

  private static List<String> fields(String line) {
    return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
  }

  private void header(String place, List<String> head) {
    problems.require(head.size() < 2 || number(head.get(1)).isEmpty(),
        "%s is a layer; SCALE-Sim takes it for the header and leaves it out: put a header in front", place);
    List<String> names = head.stream().skip(1).limit(PRODUCT.size()).map(name -> name.toUpperCase(Locale.ROOT)).toList();
    columns = Set.copyOf(names).equals(Set.copyOf(PRODUCT)) ? PRODUCT : CONVOLUTION;
    problems.require(columns == CONVOLUTION || names.equals(PRODUCT), "%s has %s; SCALE-Sim's order is M, N, K: put the columns so", place,
        String.join(", ", names));
    batchColumn = 1 + columns.size() < head.size() && head.get(1 + columns.size()).toLowerCase(Locale.ROOT).startsWith("batch");
  }

  private void parse(String place, List<String> line) {
    int needed = 1 + columns.size();
    List<String> fields = line.size() > needed && !meant(line.getLast()) ? line.subList(0, line.size() - 1) : line;
    if (fields.size() < needed) {
      problems.add("%s: has %d fields; a layer has %d: its name, %s%s", place, fields.size(), needed, String.join(", ", columns),
          columns == CONVOLUTION ? " (or three, if the header is Layer, M, N, K)" : "");
      return;
    }
    long[] numbers = new long[columns.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(place, columns.get(i), fields.get(i + 1));
    }
    int sizes = batchColumn && fields.size() > needed ? needed + 1 : needed;
    if (sizes > needed && !fields.get(needed).equals("1")) {
      problems.add("%s: a batch of '%s'; write 1, and give --batch to the command", place, fields.get(needed));
      return;
    }
    long products = rest(place, fields.subList(sizes, fields.size()));
    if (products <= 0 || Arrays.stream(numbers).anyMatch(number -> number <= 0)) {
      return;
    }
    if (columns == PRODUCT) {
      product(numbers, products).forEach((suffix, part) -> add(place, fields.getFirst(), suffix, part));
    } else {
      add(place, fields.getFirst(), "", convolution(fields.getFirst(), numbers));
    }
  }

  /** Whether what follows the last comma is no remark. */
  private static boolean meant(String field) {
    return field.matches("[0-9.:+-]+");
  }

  /** What follows the sizes: a sparsity, and of products how many there are. Returns that, or 0 if it cannot be taken. */
  private long rest(String place, List<String> fields) {
    List<String> counts = new ArrayList<>();
    for (String field : fields) {
      Matcher ratio = RATIO.matcher(field);
      if (!ratio.matches()) {
        counts.add(field);
      } else if (!ratio.group(1).equals(ratio.group(2))) {
        problems.add("%s: a sparsity of %s is not modelled; write 1:1", place, field);
        return 0;
      }
    }
    counts.removeIf(String::isEmpty);
    if (counts.size() > (columns == PRODUCT ? 1 : 0)) {
      problems.add("%s: '%s' follows %s; leave it out", place, counts.getLast(), columns.getLast());
      return 0;
    }
    return counts.isEmpty() ? 1 : number(place, "the number of products", counts.getFirst());
  }

  private static Sizes convolution(String name, long[] numbers) {
    long channels = numbers[4];
    long groups = name.contains(DEPTHWISE) ? channels : 1;
    return new Sizes(numbers[0], numbers[1], numbers[2], numbers[3], channels, numbers[5] * groups, numbers[6], groups);
  }

  /**
   * A row of the left matrix is a pixel of a map of one row, or of several where one would be longer than the
   * accelerator's instructions reach; a number of pixels that makes no such map is cut in two layers, which read the
   * weights twice.
   *
   * @return the sizes, by what follows the layer's name
   */
  private static Map<String, Sizes> product(long[] mnk, long products) {
    long m = mnk[0];
    long shortest = Math.max(SHORTEST_ROW, Math.ceilDiv(m, MOST_ROWS));
    long row = LongStream.iterate(LONGEST_ROW, width -> width >= shortest, width -> width - 1).filter(width -> m % width == 0).findFirst().orElse(0);
    Map<String, Sizes> parts = new LinkedHashMap<>();
    if (m <= LONGEST_ROW) {
      parts.put("", map(1, m, mnk, products));
    } else if (row > 0) {
      parts.put("", map(m / row, row, mnk, products));
    } else {
      parts.put("", map(m / CUT_ROW, CUT_ROW, mnk, products));
      parts.put(".rest", map(1, m % CUT_ROW, mnk, products));
    }
    return parts;
  }

  private static Sizes map(long height, long width, long[] mnk, long products) {
    return new Sizes(height, width, 1, 1, mnk[2] * products, mnk[1] * products, 1, products);
  }

  /** A layer's sizes as they are read. */
  private record Sizes(
      long height, long width, long filterHeight, long filterWidth, long channels, long filters, long stride, long groups) {
    long weights() {
      return times(filters, channels / groups, filterHeight, filterWidth);
    }

    /** Elements of the larger one of its two maps. */
    long elements() {
      long outputs = times(Math.ceilDiv(height - filterHeight + stride, stride), Math.ceilDiv(width - filterWidth + stride, stride), filters);
      return Math.max(times(height, width, channels), outputs);
    }

    /** The product, or the largest number if it is beyond that. */
    private static long times(long... factors) {
      long product = 1;
      for (long factor : factors) {
        product = Math.multiplyHigh(product, factor) == 0 && product * factor >= 0 ? product * factor : Long.MAX_VALUE;
      }
      return product;
    }

    Layer named(String name) {
      return new Layer(
          name, (int) height, (int) width, (int) filterHeight, (int) filterWidth, (int) channels, (int) filters, (int) stride, (int) groups);
    }
  }

  private void add(String place, String name, String suffix, Sizes sizes) {
    if (name.isEmpty()) {
      problems.add("%s: has no name; write one in front", place);
    } else if (sizes.filterHeight > sizes.height || sizes.filterWidth > sizes.width) {
      problems.add("%s: the filter is larger than the map; make the map larger", place);
    } else if (sizes.weights() > MOST_ELEMENTS || sizes.elements() > MOST_ELEMENTS) {
      problems.add("%s: has %d weights and a map of %d elements; at most %d of each are taken: cut the layer in several", place, sizes.weights(),
          sizes.elements(), MOST_ELEMENTS);
    } else {
      layers.add(sizes.named(unique(name + suffix)));
    }
  }

  /** The number, or 0 after a complaint. */
  private int number(String place, String what, String text) {
    Optional<Integer> number = number(text);
    problems.require(number.isPresent(), "%s: %s is '%s'; write a number from 1 to %d", place, what, text, MOST);
    return number.orElse(0);
  }

  private static Optional<Integer> number(String text) {
    boolean good = text.matches("[0-9]{1,8}") && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= MOST;
    return good ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "#" + i;
    }
    return name;
  }
}
