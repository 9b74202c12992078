package org.lexicore.compiler.compress;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;

/**
 * Which layers are compressed.
 *
 * <p>Unless a pattern says otherwise these stay int8: layers that read a network input, layers after which no other convolution comes,
 * convolutions in groups ({@link GroupedLayers} says why), depthwise ones among them, and layers with few weights.
 *
 * @param keep patterns of weight names that stay int8; {@code *} stands for any characters
 * @param compress patterns of weight names that are compressed although they would stay int8
 * @param fewestWeights layers with fewer weights stay int8
 */
public record LayerSelection(List<String> keep, List<String> compress, int fewestWeights) {
  /** No patterns; layers below 1,024 weights stay int8. */
  public static final LayerSelection DEFAULT = new LayerSelection(List.of(), List.of(), 1024);

  /** Fewer channels per group than these make a layer depthwise: nobody thinks of coding it. */
  private static final int DEPTHWISE = 4;

  /**
   * Names of the weights to compress, in the graph's order.
   *
   * @throws org.lexicore.model.InputException if a pattern matches no weight
   */
  public Set<String> choose(FloatGraph graph) {
    checkPatterns(graph);
    Set<String> last = lastConvolutions(graph);
    Set<String> chosen = new LinkedHashSet<>();
    for (FloatGraph.Node node : graph.nodes()) {
      if (node instanceof Conv conv && wanted(conv, readsInput(graph, conv) || last.contains(conv.name()))) {
        chosen.add(conv.weightName());
      }
    }
    return chosen;
  }

  private void checkPatterns(FloatGraph graph) {
    List<String> names = graph.nodes().stream().filter(Conv.class::isInstance).map(node -> ((Conv) node).weightName()).toList();
    Problems problems = new Problems();
    Stream.concat(keep.stream(), compress.stream()).forEach(pattern -> problems.require(
        names.stream().anyMatch(name -> matches(List.of(pattern), name)),
        "layer pattern '%s': no weight of %s is called so; they are %s", pattern, graph.name(), names));
    problems.throwIfAny();
  }

  /** Names of the weights that stay int8 because of their groups alone, but those of depthwise layers. */
  List<String> leftForGroups(FloatGraph graph) {
    Set<String> last = lastConvolutions(graph);
    return graph.convolutions()
        .filter(conv -> conv.groups() > 1 && conv.weight().inputsPerGroup() >= DEPTHWISE)
        .filter(conv -> !matches(keep, conv.weightName()) && !matches(compress, conv.weightName()))
        .filter(conv -> conv.weight().size() >= fewestWeights && !readsInput(graph, conv) && !last.contains(conv.name()))
        .map(Conv::weightName).distinct().toList();
  }

  private boolean wanted(Conv conv, boolean first) {
    if (matches(keep, conv.weightName())) {
      return false;
    }
    boolean few = conv.weight().size() < fewestWeights;
    return matches(compress, conv.weightName()) || !(first || few || conv.groups() > 1);
  }

  private static boolean matches(List<String> patterns, String name) {
    return patterns.stream()
        .anyMatch(pattern -> name.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q")));
  }

  private static boolean readsInput(FloatGraph graph, Conv conv) {
    return graph.nodes().stream().anyMatch(node -> node instanceof FloatGraph.Input && node.name().equals(conv.input()));
  }

  /** A transformer's residual path leads from every block to the output, past all later ones: so a path without a convolution is not enough. */
  private static Set<String> lastConvolutions(FloatGraph graph) {
    Set<String> last = new LinkedHashSet<>();
    Set<String> followed = new HashSet<>();
    for (FloatGraph.Node node : graph.nodes().reversed()) {
      boolean convolves = node instanceof Conv;
      if (convolves && !followed.contains(node.name())) {
        last.add(node.name());
      }
      if (convolves || followed.contains(node.name())) {
        followed.addAll(node.operands());
      }
    }
    return last;
  }
}
