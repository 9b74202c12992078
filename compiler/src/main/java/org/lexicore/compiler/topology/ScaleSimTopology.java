package org.lexicore.compiler.topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Window;

/**
 * A topology file of SCALE-Sim (scalesim-project/SCALE-Sim): a header, then a layer a line, of eight fields:
 *
 * <pre>
 *   Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,
 * </pre>
 *
 * <p>Layers have no padding and are not connected: each has an input and an output of the network to itself. As in SCALE-Sim the output's
 * size is rounded up, (extent − filter + stride) / stride; a last window that reaches beyond the map sees zeros there.
 */
public final class ScaleSimTopology {
  private static final int FIELDS = 8;
  private static final String[] NUMBERS =
      {"IFMAP Height", "IFMAP Width", "Filter Height", "Filter Width", "Channels", "Num Filter", "Strides"};
  private static final int MOST = 1 << 16;

  /** One line. */
  private record Layer(String name, int height, int width, int filterHeight, int filterWidth, int channels, int filters, int stride) {
    Window window() {
      return new Window(
          filterHeight, filterWidth, stride, stride, 1, 1, 0, 0, beyond(height, filterHeight), beyond(width, filterWidth));
    }

    /** Zeros that the last window of the rounded-up size sees beyond the map. */
    private int beyond(int extent, int filter) {
      int outputs = Math.ceilDiv(extent - filter + stride, stride);
      return Math.max(0, (outputs - 1) * stride + filter - extent);
    }
  }

  private ScaleSimTopology() {}

  /**
   * The network of the layers in {@code file}, with seeded weights.
   *
   * @throws org.lexicore.model.InputException naming every line that is no layer
   */
  public static FloatGraph read(Path file, long seed) {
    DrawGraph draw = new DrawGraph(seed);
    List<String> outputs = new ArrayList<>();
    for (Layer layer : layers(file)) {
      String input = draw.input(layer.name() + ".input", layer.channels(), layer.height(), layer.width());
      outputs.add(draw.conv(layer.name(), input, layer.filters(), layer.window()));
    }
    return draw.graph(file.getFileName().toString().replaceFirst("\\.csv$", ""), outputs);
  }

  /** Which layers of {@code graph}, read here, are compressed: all but the first and the last of the file. */
  public static LayerSelection selection(FloatGraph graph) {
    List<String> outputs = List.copyOf(graph.outputs().values());
    List<String> keep = List.of(outputs.getFirst() + ".weight", outputs.getLast() + ".weight");
    return new LayerSelection(keep, List.of("*"), LayerSelection.DEFAULT.fewestWeights());
  }

  private static List<Layer> layers(Path file) {
    Problems problems = new Problems();
    List<Layer> layers = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    List<String> lines = lines(file, problems);
    String[] head = lines.isEmpty() ? new String[0] : lines.getFirst().split(",", -1);
    problems.require(head.length < 2 || number(head[1].strip()) <= 0,
        "%s: line 1 is a layer; SCALE-Sim takes it for the header and leaves it out: put a header in front", file);
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        parse(file + ": line " + (i + 1), lines.get(i).split(",", -1), names, layers, problems);
      }
    }
    problems.require(!problems.none() || !layers.isEmpty(), "%s: has no layers; write a header and a layer a line", file);
    problems.throwIfAny();
    return layers;
  }

  private static List<String> lines(Path file, Problems problems) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      problems.add("%s: cannot be read; name a topology file of SCALE-Sim", file);
      return List.of();
    }
  }

  private static void parse(String place, String[] fields, Set<String> names, List<Layer> layers, Problems problems) {
    int found = fields.length > FIELDS && fields[FIELDS].isBlank() ? FIELDS : fields.length;
    if (found != FIELDS) {
      problems.add("%s: has %d fields; a layer has %d: its name, %s", place, found, FIELDS, String.join(", ", NUMBERS));
      return;
    }
    int[] numbers = new int[NUMBERS.length];
    boolean good = true;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(fields[i + 1].strip());
      problems.require(numbers[i] > 0, "%s: %s is '%s'; write a number from 1 to %d", place, NUMBERS[i], fields[i + 1].strip(), MOST);
      good &= numbers[i] > 0;
    }
    if (good && (numbers[2] > numbers[0] || numbers[3] > numbers[1])) {
      problems.add("%s: the filter is larger than the map; make the map larger", place);
    } else if (good) {
      layers.add(new Layer(unique(fields[0].strip(), names), numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]));
    }
  }

  /** The number, or 0 if it is none from 1 to {@link #MOST}. */
  private static int number(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MOST ? Integer.parseInt(text) : 0;
  }

  private static String unique(String wanted, Set<String> names) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "#" + i;
    }
    return name;
  }
}
