package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Step;
import org.lexicore.model.program.TensorLayout;
import org.lexicore.model.program.TensorPlacement;

/** Gives each tensor its place in DRAM; tensors between layers share space once the earlier one has been read for the last time. */
final class PlaceTensors {
  /** Bursts do not cross 256 bytes, so a tensor begins at a multiple. */
  private static final int ALIGNMENT = 256;

  private final Map<String, TensorLayout> layouts;
  private final Map<String, TensorPlacement> placed = new LinkedHashMap<>();
  private final Map<String, List<String>> predecessors = new HashMap<>();
  private int inputBytes;
  private int outputBytes;
  private int scratchBytes;

  PlaceTensors(Map<String, TensorLayout> layouts) {
    this.layouts = layouts;
  }

  /** Where everything lies: {@code predecessors} names the tensors whose space a tensor takes over. */
  record Placement(
      Map<String, TensorPlacement> tensors, Map<String, List<String>> predecessors, int inputBytes, int outputBytes,
      int scratchBytes) {}

  /** Places everything; each element of {@code steps} holds the samples of a step, which go together. */
  Placement place(List<QuantisedTensor> inputs, List<QuantisedTensor> outputs, List<List<Step>> steps) {
    for (QuantisedTensor input : inputs) {
      placed.put(input.name(), new TensorPlacement(input, Region.INPUT, inputBytes, layouts.get(input.name())));
      inputBytes += bytes(input);
    }
    for (QuantisedTensor output : outputs) {
      placed.put(output.name(), new TensorPlacement(output, Region.OUTPUT, outputBytes, layouts.get(output.name())));
      outputBytes += bytes(output);
    }
    placeScratch(steps);
    return new Placement(placed, predecessors, inputBytes, outputBytes, scratchBytes);
  }

  private int bytes(QuantisedTensor tensor) {
    return Span.roundUp(layouts.get(tensor.name()).bytes(), ALIGNMENT);
  }

  private void placeScratch(List<List<Step>> steps) {
    Map<String, Integer> lastUse = lastUses(steps);
    List<TensorPlacement> scratch = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      int now = i;
      for (Step step : steps.get(i)) {
        if (!placed.containsKey(step.output().name())) {
          placeScratch(step.output(), scratch, scratch.stream().filter(p -> lastUse.get(p.tensor().name()) >= now).toList());
        }
      }
    }
  }

  private void placeScratch(QuantisedTensor tensor, List<TensorPlacement> scratch, List<TensorPlacement> live) {
    int offset = firstFit(live, bytes(tensor));
    TensorPlacement placement = new TensorPlacement(tensor, Region.SCRATCH, offset, layouts.get(tensor.name()));
    predecessors.put(tensor.name(), overlapping(scratch, placement));
    placed.put(tensor.name(), placement);
    scratch.add(placement);
    scratchBytes = Math.max(scratchBytes, offset + bytes(tensor));
  }

  /** Tensor name → index of the last step that makes or reads it. */
  private static Map<String, Integer> lastUses(List<List<Step>> steps) {
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (Step step : steps.get(i)) {
        int now = i;
        last.put(step.output().name(), now);
        step.operands().forEach(operand -> last.put(operand.name(), now));
      }
    }
    return last;
  }

  private int firstFit(List<TensorPlacement> live, int bytes) {
    int offset = 0;
    for (TensorPlacement p : live.stream().sorted(Comparator.comparingInt(TensorPlacement::offset)).toList()) {
      if (p.offset() - offset >= bytes) {
        return offset;
      }
      offset = Math.max(offset, p.offset() + bytes(p.tensor()));
    }
    return offset;
  }

  private List<String> overlapping(List<TensorPlacement> scratch, TensorPlacement placement) {
    int end = placement.offset() + bytes(placement.tensor());
    return scratch.stream()
        .filter(p -> p.offset() < end && placement.offset() < p.offset() + bytes(p.tensor()))
        .map(p -> p.tensor().name())
        .toList();
  }
}
