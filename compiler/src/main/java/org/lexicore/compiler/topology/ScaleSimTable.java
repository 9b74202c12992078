package org.lexicore.compiler.topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.lexicore.model.Problems;

/**
 * The lines of a topology file of SCALE-Sim: a header, then a layer a line. Its names tell which kind of table it is:
 *
 * <pre>
 *   Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,
 *   Layer, M, N, K,
 * </pre>
 *
 * <p>A convolution whose name has DP in it is one of each channel alone; a product of M × K by K × N may have a fifth field, how many of
 * them are done side by side. As in SCALE-Sim what follows a line's last comma counts nothing, and a sparsity may come at the end, of which
 * only a dense one (as 1:1) is taken here.
 */
final class ScaleSimTable {
  private static final List<String> CONVOLUTION =
      List.of("IFMAP Height", "IFMAP Width", "Filter Height", "Filter Width", "Channels", "Num Filter", "Strides");
  private static final List<String> PRODUCT = List.of("M", "N", "K");
  private static final String DEPTHWISE = "DP";
  private static final int MOST = 1 << 16;

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
    if (!lines.isEmpty()) {
      table.header(fields(lines.getFirst()));
    }
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        table.parse(file + ": line " + (i + 1), fields(lines.get(i)));
      }
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

  private void header(List<String> head) {
    problems.require(head.size() < 2 || number(head.get(1)).isEmpty(),
        "%s: line 1 is a layer; SCALE-Sim takes it for the header and leaves it out: put a header in front", file);
    List<String> upper = head.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
    columns = upper.size() > PRODUCT.size() && upper.subList(1, 1 + PRODUCT.size()).equals(PRODUCT) ? PRODUCT : CONVOLUTION;
  }

  private void parse(String place, List<String> line) {
    int needed = 1 + columns.size();
    List<String> fields = line.size() > needed ? line.subList(0, line.size() - 1) : line;
    if (fields.size() < needed) {
      problems.add("%s: has %d fields; a layer has %d: its name, %s%s", place, fields.size(), needed, String.join(", ", columns),
          columns == CONVOLUTION ? " (or three, if the header is Layer, M, N, K)" : "");
      return;
    }
    int[] numbers = new int[columns.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(place, columns.get(i), fields.get(i + 1));
    }
    int products = rest(place, fields.subList(needed, fields.size()));
    if (products > 0 && Arrays.stream(numbers).allMatch(number -> number > 0)) {
      add(place, columns == PRODUCT ? product(fields.getFirst(), numbers, products) : convolution(fields.getFirst(), numbers));
    }
  }

  /** What follows the sizes: a sparsity, and of products how many there are. Returns that, or 0 if it cannot be taken. */
  private int rest(String place, List<String> fields) {
    int products = 1;
    for (String field : fields) {
      if (field.contains(":")) {
        String[] ratio = field.split(":", -1);
        if (ratio.length != 2 || !ratio[0].strip().equals(ratio[1].strip())) {
          problems.add("%s: a sparsity of %s is not modelled; write 1:1", place, field);
          return 0;
        }
      } else if (columns == PRODUCT && !field.isEmpty()) {
        products = number(place, "the number of products", field);
      } else if (!field.isEmpty()) {
        problems.add("%s: '%s' follows %s; leave it out", place, field, columns.getLast());
        return 0;
      }
    }
    return products;
  }

  private static Layer convolution(String name, int[] numbers) {
    int groups = name.contains(DEPTHWISE) ? numbers[4] : 1;
    return new Layer(name, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5] * groups, numbers[6], groups);
  }

  /** A row of the left matrix is a pixel of a map of one row. */
  private static Layer product(String name, int[] numbers, int products) {
    return new Layer(name, 1, numbers[0], 1, 1, numbers[2] * products, numbers[1] * products, 1, products);
  }

  private void add(String place, Layer layer) {
    if (layer.filterHeight() > layer.height() || layer.filterWidth() > layer.width()) {
      problems.add("%s: the filter is larger than the map; make the map larger", place);
    } else if (layer.channels() > MOST || layer.filters() > MOST) {
      problems.add("%s: has %d channels and %d filters in all; at most %d are taken", place, layer.channels(), layer.filters(), MOST);
    } else {
      layers.add(new Layer(unique(layer.name()), layer.height(), layer.width(), layer.filterHeight(), layer.filterWidth(),
          layer.channels(), layer.filters(), layer.stride(), layer.groups()));
    }
  }

  /** The number, or 0 after a complaint. */
  private int number(String place, String what, String text) {
    Optional<Integer> number = number(text);
    problems.require(number.isPresent(), "%s: %s is '%s'; write a number from 1 to %d", place, what, text, MOST);
    return number.orElse(0);
  }

  private static Optional<Integer> number(String text) {
    boolean good = text.matches("[0-9]{1,5}") && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= MOST;
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
