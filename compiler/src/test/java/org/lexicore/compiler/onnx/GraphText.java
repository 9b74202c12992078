package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.lexicore.model.network.FloatGraph;

/** A network as text, in which records with arrays compare by content. */
record GraphText(String text) {
  static GraphText of(FloatGraph graph) {
    return new GraphText(graph.outputs() + "\n" + graph.nodes().stream().map(GraphText::line).collect(Collectors.joining("\n")));
  }

  /** As above, where an output's tensor may have other axes than its node's map, which then has a name of its own. */
  static GraphText behindPorts(FloatGraph graph) {
    return new GraphText(of(graph).text().replace("/map", ""));
  }

  private static String line(FloatGraph.Node node) {
    return switch (node) {
      case FloatGraph.Conv conv ->
          String.join(
              " ", "Conv", conv.name(), conv.shape().toString(), conv.input(), conv.weightName(), conv.window().toString(),
              "groups " + conv.groups(), Arrays.toString(conv.bias()), weight(conv.weight()));
      case FloatGraph.Input other -> other.toString();
      case FloatGraph.Product other -> other.toString();
      case FloatGraph.Host other -> other.toString();
      case FloatGraph.Add other -> other.toString();
      case FloatGraph.Clamp other -> other.toString();
      case FloatGraph.MaxPool other -> other.toString();
      case FloatGraph.AveragePool other -> other.toString();
    };
  }

  private static String weight(FloatGraph.Weight weight) {
    return weight.getClass().getSimpleName()
        + Extents.text(weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX())
        + Arrays.toString(weight.values());
  }
}
