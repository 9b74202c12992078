package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Einsum: operand by operand, as products of matrices. Of two operands' letters those of both that are wanted later are
 * groups, those of both that are not are summed over, the others are rows and columns.
 */
final class LowerEinsum {
  /** A tensor and the letters of its axes. */
  private record Term(String tensor, String letters) {}

  /** Stands for an axis of one element. */
  private static final char ONE = '-';

  private final Expansion expansion;

  private LowerEinsum(Expansion expansion) {
    this.expansion = expansion;
  }

  static void lower(Operation operation, Lowering lowering) {
    Expansion expansion = new Expansion(operation, lowering);
    List<int[]> dims = IntStream.range(0, operation.inputs().size()).mapToObj(i -> expansion.dims(expansion.operand(i))).toList();
    EinsumEquation equation = EinsumEquation.parse(operation.attributes().text("equation", ""), dims);
    String made = new LowerEinsum(expansion).run(equation, operation.inputs());
    expansion.output(0, made);
  }

  private String run(EinsumEquation equation, List<String> tensors) {
    Term result = null;
    for (int i = 0; i < tensors.size(); i++) {
      String later = equation.output() + String.join("", equation.operands().subList(i + 1, tensors.size()));
      Term next = single(diagonal(new Term(tensors.get(i), equation.operands().get(i))), later + (result == null ? "" : result.letters));
      result = result == null ? next : product(result, next, later);
    }
    Term kept = single(result, equation.output());
    return ordered(kept, equation.output());
  }

  /** With one axis for a letter that stands twice: its diagonal. */
  private Term diagonal(Term term) {
    String letters = term.letters.chars().distinct().mapToObj(letter -> String.valueOf((char) letter)).collect(Collectors.joining());
    if (letters.length() == term.letters.length()) {
      return term;
    }
    int[] dims = expansion.dims(term.tensor);
    int[] wanted = letters.chars().map(letter -> dims[term.letters.indexOf(letter)]).toArray();
    int[] steps = Extents.strides(wanted);
    int[] strides = Extents.strides(dims);
    long[] from = new long[Extents.constantSize(wanted)];
    for (int i = 0; i < from.length; i++) {
      for (int axis = 0; axis < dims.length; axis++) {
        int at = letters.indexOf(term.letters.charAt(axis));
        from[i] += (long) (i / steps[at] % wanted[at]) * strides[axis];
      }
    }
    String flat = expansion.reshape(term.tensor, Extents.size(dims));
    String picks = expansion.constant("diagonal", new Tensor.Integers(wanted, from));
    return new Term(expansion.node("Gather", List.of(flat, picks)), letters);
  }

  /** Summed over what nobody wants. */
  private Term single(Term term, String wanted) {
    long[] axes = IntStream.range(0, term.letters.length()).filter(i -> wanted.indexOf(term.letters.charAt(i)) < 0).asLongStream().toArray();
    if (axes.length == 0) {
      return term;
    }
    String sum = expansion.node("ReduceSum", List.of(term.tensor, expansion.integers("axes", axes)), Protos.integer("keepdims", 0));
    return new Term(sum, filter(term.letters, letter -> wanted.indexOf(letter) >= 0));
  }

  private Term product(Term left, Term right, String wanted) {
    String groups = filter(left.letters, letter -> right.letters.indexOf(letter) >= 0 && wanted.indexOf(letter) >= 0);
    String summed = filter(left.letters, letter -> right.letters.indexOf(letter) >= 0 && wanted.indexOf(letter) < 0);
    String rows = filter(left.letters, letter -> right.letters.indexOf(letter) < 0);
    String columns = filter(right.letters, letter -> left.letters.indexOf(letter) < 0);
    Map<Character, Integer> extents = extents(left, right);
    if (summed.isEmpty()) {
      return spread(left, right, groups, rows, columns, extents);
    }
    String a = expansion.reshape(ordered(left, groups + rows + summed), sizes(extents, groups, rows, summed));
    String b = expansion.reshape(ordered(right, groups + summed + columns), sizes(extents, groups, summed, columns));
    String made = expansion.node("MatMul", List.of(a, b));
    String letters = groups + rows + columns;
    return new Term(expansion.reshape(made, each(extents, letters)), letters);
  }

  /** A product of elements, of which nothing is summed. */
  private Term spread(Term left, Term right, String groups, String rows, String columns, Map<Character, Integer> extents) {
    Map<Character, Integer> wide = new LinkedHashMap<>(extents);
    wide.put(ONE, 1);
    String a = expansion.reshape(ordered(left, groups + rows), each(wide, groups + rows + String.valueOf(ONE).repeat(columns.length())));
    String b = expansion.reshape(ordered(right, groups + columns), each(wide, groups + String.valueOf(ONE).repeat(rows.length()) + columns));
    return new Term(expansion.node("Mul", List.of(a, b)), groups + rows + columns);
  }

  private Map<Character, Integer> extents(Term... terms) {
    Map<Character, Integer> extents = new LinkedHashMap<>();
    for (Term term : terms) {
      int[] dims = expansion.dims(term.tensor);
      for (int axis = 0; axis < dims.length; axis++) {
        Integer known = extents.putIfAbsent(term.letters.charAt(axis), dims[axis]);
        if (known != null && known != dims[axis]) {
          throw new NotTaken("\"" + term.letters.charAt(axis) + "\" is " + known + " and " + dims[axis], "check the network's input size");
        }
      }
    }
    return extents;
  }

  /** One extent for each group of letters. */
  private static long[] sizes(Map<Character, Integer> extents, String... groups) {
    String[] axes = groups[0].isEmpty() ? Arrays.copyOfRange(groups, 1, groups.length) : groups; // a weight is a plain matrix
    return Arrays.stream(axes).mapToLong(group -> Arrays.stream(each(extents, group)).reduce(1, Math::multiplyExact)).toArray();
  }

  private static long[] each(Map<Character, Integer> extents, String letters) {
    return letters.chars().mapToLong(letter -> extents.get((char) letter)).toArray();
  }

  private String ordered(Term term, String letters) {
    long[] order = letters.chars().mapToLong(term.letters::indexOf).toArray();
    return term.letters.equals(letters) ? term.tensor : expansion.transpose(term.tensor, order);
  }

  private static String filter(String letters, java.util.function.IntPredicate kept) {
    return letters.chars().filter(kept).mapToObj(letter -> String.valueOf((char) letter)).collect(Collectors.joining());
  }
}
