package org.lexicore.compiler.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lexicore.model.Problems;

/**
 * Pass: keeps the operations that an output depends on, operands first, otherwise in the order of the file. It notes names that nobody
 * makes or that two make, and cycles.
 */
final class SortOperations {
  private final ImportGraph graph;
  private final String place;
  private final Problems problems;
  private final Map<String, Operation> makers = new HashMap<>();
  private final Set<Operation> done = new HashSet<>();
  private final Set<String> unknown = new HashSet<>();
  private final List<Operation> sorted = new ArrayList<>();

  SortOperations(ImportGraph graph, String place, Problems problems) {
    this.graph = graph;
    this.place = place;
    this.problems = problems;
  }

  ImportGraph sort() {
    graph.operations().forEach(this::addMaker);
    Set<Operation> needed = needed();
    graph.operations().stream().filter(needed::contains).forEach(this::visit);
    return graph.with(graph.constants(), List.copyOf(sorted));
  }

  private void addMaker(Operation operation) {
    for (String output : operation.outputs()) {
      boolean taken = !output.isEmpty() && (isGiven(output) || makers.putIfAbsent(output, operation) != null);
      problems.require(!taken, "%s: %s: \"%s\" is made twice; export the network again", place, operation.place(), output);
    }
  }

  private boolean isGiven(String tensor) {
    return graph.constants().containsKey(tensor)
        || graph.inputs().containsKey(tensor)
        || graph.coded().containsKey(tensor)
        || graph.broken().contains(tensor);
  }

  private boolean isKnown(String tensor) {
    return isGiven(tensor) || makers.containsKey(tensor);
  }

  /** What the outputs depend on; notes outputs that nothing makes. */
  private Set<Operation> needed() {
    Set<Operation> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(graph.outputs());
    for (String output : graph.outputs()) {
      problems.require(isKnown(output), "%s: nothing makes the output \"%s\"; export the network again", place, output);
    }
    while (!open.isEmpty()) {
      Operation maker = makers.get(open.pop());
      if (maker != null && needed.add(maker)) {
        open.addAll(maker.inputs());
      }
    }
    return needed;
  }

  /** Depth-first to what the operation reads, without recursion: networks are deeper than the stack. */
  private void visit(Operation last) {
    Deque<Operation> path = new ArrayDeque<>();
    Set<Operation> onPath = new HashSet<>();
    enter(last, path, onPath);
    while (!path.isEmpty()) {
      Operation operation = path.peek();
      Operation next = nextOperand(operation, onPath);
      if (next == null) {
        path.pop();
        onPath.remove(operation);
        done.add(operation);
        sorted.add(operation);
      } else {
        enter(next, path, onPath);
      }
    }
  }

  private void enter(Operation operation, Deque<Operation> path, Set<Operation> onPath) {
    if (!done.contains(operation)) {
      path.push(operation);
      onPath.add(operation);
    }
  }

  /** The maker of the first operand that is not sorted yet, or null. */
  private Operation nextOperand(Operation operation, Set<Operation> onPath) {
    for (String input : operation.inputs()) {
      Operation maker = makers.get(input);
      if (maker == null) {
        checkKnown(operation, input);
      } else if (onPath.contains(maker)) {
        if (unknown.add(operation.place() + '\0' + input)) {
          problems.add("%s: %s: \"%s\" depends on itself; break the cycle", place, operation.place(), input);
        }
      } else if (!done.contains(maker)) {
        return maker;
      }
    }
    return null;
  }

  private void checkKnown(Operation operation, String input) {
    boolean weight = Operators.isWeight(operation, input); // its reader names the missing weights file
    if (!input.isEmpty() && !isGiven(input) && !weight && unknown.add(operation.place() + '\0' + input)) {
      problems.add("%s: %s: reads \"%s\", which nothing makes; export the network again", place, operation.place(), input);
    }
  }
}
