package org.lexicore.compiler.quantise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;
import org.lexicore.model.network.host.Rank;

/** Question: are the numbers of channels that a network finds whole, though its other tensors have steps? */
class ChannelNumbersTest {
  private static FloatGraph graph(Rank.Result result) {
    Graphs g = new Graphs(3, new Shape(8, 2, 3));
    g.conv("scores", "input", 11, 1, Window.POINT);
    FloatGraph scores = g.build("scores");
    List<FloatGraph.Node> nodes = new java.util.ArrayList<>(scores.nodes());
    nodes.add(new FloatGraph.Host("found", new Shape(4, 2, 3), List.of("scores"), new Rank(true, result, false)));
    return new FloatGraph("net", nodes, Map.of("found", "found"));
  }

  @Test
  void channelsFoundAreWhole() {
    FloatGraph graph = graph(Rank.Result.CHANNEL);
    Samples samples = Graphs.samples(graph, 16, 5);
    QuantisedNetwork network = Graphs.quantise(graph, samples).network();
    assertEquals(1, network.outputs().getFirst().scale());
    float[][] floats = Outputs.of(graph, samples).values();
    float[][] quantised = Outputs.of(network, samples).values();
    int equal = 0;
    int count = 0;
    for (int i = 0; i < floats.length; i++) {
      for (int k = 0; k < floats[i].length; k++) {
        equal += floats[i][k] == quantised[i][k] ? 1 : 0;
        count++;
      }
    }
    assertTrue(equal > count * 9 / 10, equal + " of " + count + " are those of the float network");
  }

  @Test
  void valuesFoundHaveSteps() {
    FloatGraph graph = graph(Rank.Result.VALUE);
    assertTrue(Graphs.quantise(graph, Graphs.samples(graph, 16, 5)).network().outputs().getFirst().scale() < 0.01);
  }
}
