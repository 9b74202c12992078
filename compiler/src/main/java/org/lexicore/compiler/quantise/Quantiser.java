package org.lexicore.compiler.quantise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Step;

/** Turns a float network, compressed or not, into the integers that the accelerator works on. */
public final class Quantiser {
  private Quantiser() {}

  /**
   * The network in integers.
   *
   * @param scales node name → how its tensor is stored, for every node whose tensor leaves a step: from {@link CalibrateRanges}
   *     or from a file
   * @throws org.lexicore.model.InputException naming every node that cannot be carried out, or has no scale
   */
  public static Quantisation quantise(FloatGraph graph, Map<String, ActivationScale> scales) {
    Problems problems = new Problems();
    List<LayerNote> warnings = new ArrayList<>();
    List<StepGroup> groups = FuseNodes.fuse(graph);
    checkScales(graph, scales, groups, problems);
    BuildLayers builder = new BuildLayers(scales, ChooseStorage.of(graph, groups), problems, warnings);
    List<QuantisedTensor> inputs = new ArrayList<>();
    for (FloatGraph.Node node : graph.nodes()) {
      if (node instanceof FloatGraph.Input input) {
        inputs.add(builder.input(input));
      }
    }
    List<Step> steps = groups.stream().map(builder::build).toList();
    List<QuantisedTensor> outputs = outputs(graph, builder, problems);
    problems.throwIfAny();
    QuantisedNetwork network = new QuantisedNetwork(graph.name(), inputs, outputs, steps);
    warnings.addAll(CheckSums.check(network.layers()));
    return new Quantisation(network, warnings);
  }

  private static void checkScales(
      FloatGraph graph, Map<String, ActivationScale> scales, List<StepGroup> groups, Problems problems) {
    Set<String> spreadable = SpreadChannels.in(graph, groups);
    Set<String> unrounded = unrounded(groups);
    for (FloatGraph.Node node : graph.nodes()) {
      ActivationScale scale = scales.get(node.name());
      boolean known = scale != null || unrounded.contains(node.name());
      problems.require(known, "%s: has no activation scale; give calibration samples", node.name());
      problems.require(
          scale == null || scale.spread().isEmpty()
              || scale.spread().size() == node.shape().channels() && spreadable.contains(node.name()),
          "%s: its channels cannot have the %s scales that the file gives them; compress the network again",
          node.name(), scale == null ? 0 : scale.spread().size());
    }
    problems.throwIfAny();
  }

  /** What the host makes and reads within one step: a file may cut a function into operators elsewhere than we do. */
  private static Set<String> unrounded(List<StepGroup> groups) {
    Set<String> names = new HashSet<>();
    for (StepGroup group : groups) {
      if (group instanceof HostGroup host) {
        host.members().forEach(member -> names.add(member.name()));
      }
    }
    groups.forEach(group -> names.remove(group.last().name()));
    return names;
  }

  private static List<QuantisedTensor> outputs(FloatGraph graph, BuildLayers builder, Problems problems) {
    List<QuantisedTensor> outputs = new ArrayList<>();
    graph.outputs().forEach((name, node) -> {
      QuantisedTensor tensor = builder.tensors().get(node);
      problems.require(
          graph.nodes().stream().noneMatch(it -> it instanceof FloatGraph.Input && it.name().equals(node)),
          "output %s: is a network input passed on unchanged; take it out of the network", name);
      outputs.add(tensor);
    });
    return outputs;
  }
}
