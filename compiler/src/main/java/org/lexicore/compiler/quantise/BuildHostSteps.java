package org.lexicore.compiler.quantise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.network.FloatGraph.Host;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.QuantisedTensor;

/** Pass 4 for the host: makes a step of a group. */
final class BuildHostSteps {
  private final Map<String, ActivationScale> scales;
  private final ChooseStorage storage;

  BuildHostSteps(Map<String, ActivationScale> scales, ChooseStorage storage) {
    this.scales = scales;
    this.storage = storage;
  }

  /** Builds one step that reads some of {@code tensors}. */
  HostStep build(HostGroup group, Map<String, QuantisedTensor> tensors) {
    List<QuantisedTensor> operands = group.reads().stream().map(tensors::get).toList();
    Map<String, Integer> numbers = new HashMap<>();
    operands.forEach(operand -> numbers.put(operand.name(), numbers.size()));
    List<HostStep.Operation> operations = new ArrayList<>();
    for (Host member : group.members()) {
      operations.add(
          new HostStep.Operation(member.operation(), member.inputs().stream().map(numbers::get).toList(), member.shape()));
      numbers.put(member.name(), numbers.size());
    }
    return new HostStep(
        group.last().name(), operands, operations, output(group, operands), group.members().stream().map(Host::name).toList());
  }

  /** What moves bytes keeps them as they are. */
  private QuantisedTensor output(HostGroup group, List<QuantisedTensor> operands) {
    Host last = group.last();
    ActivationScale scale = scales.get(last.name());
    boolean keeps =
        group.moves() && operands.getFirst().storage().bytes() == 1 && operands.getFirst().spread().isEmpty()
            && (operands.getFirst().signed() || !storage.isWeights(last.name()));
    return keeps
        ? new QuantisedTensor(last.name(), last.shape(), operands.getFirst().scale(), operands.getFirst().storage())
        : new QuantisedTensor(last.name(), last.shape(), scale.scale(), storage.of(last.name(), scale.signed()), scale.spread());
  }
}
