package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Einsum's equation, a letter for every axis.
 *
 * @param operands letters of each operand's axes; what an ellipsis stands for has letters of its own, the last axis the
 *     same in all
 * @param output letters of the result's axes
 */
record EinsumEquation(List<String> operands, String output) {
  private static final String DOTS = "...";

  /** Stands for the axes of an ellipsis, from the last one on. */
  private static final String UNNAMED = "0123456789";

  EinsumEquation {
    operands = List.copyOf(operands);
  }

  /**
   * Reads the equation for operands of these extents.
   *
   * @throws NotTaken if it does not fit them
   */
  static EinsumEquation parse(String equation, List<int[]> dims) {
    String text = equation.replace(" ", "");
    String[] sides = text.split("->", -1);
    String[] terms = sides[0].split(",", -1);
    boolean read = sides.length <= 2 && terms.length == dims.size() && text.replace(DOTS, "").matches("[A-Za-z,]*(->[A-Za-z]*)?");
    if (!read) {
      throw new NotTaken("its equation \"" + equation + "\" does not fit its " + dims.size() + " operands", "export the network again");
    }
    List<String> operands = new ArrayList<>();
    int dots = 0;
    for (int i = 0; i < terms.length; i++) {
      int hidden = dims.get(i).length - terms[i].replace(DOTS, "").length();
      if (hidden < 0 || hidden > UNNAMED.length() || hidden > 0 && !terms[i].contains(DOTS)) {
        throw new NotTaken("\"" + terms[i] + "\" does not fit " + Extents.text(dims.get(i)), "check the network's input size");
      }
      dots = Math.max(dots, hidden);
      operands.add(terms[i].replace(DOTS, unnamed(hidden)));
    }
    String output = sides.length == 2 ? sides[1].replace(DOTS, unnamed(dots)) : unnamed(dots) + once(operands);
    if (output.chars().anyMatch(letter -> operands.stream().noneMatch(it -> it.indexOf(letter) >= 0)) || output.chars().distinct().count() < output.length()) {
      throw new NotTaken("its equation \"" + equation + "\" makes axes that no operand has", "export the network again");
    }
    return new EinsumEquation(operands, output);
  }

  private static String unnamed(int count) {
    return new StringBuilder(UNNAMED.substring(0, count)).reverse().toString();
  }

  /** Without an arrow the letters that stand once make the result, in alphabetical order. */
  private static String once(List<String> operands) {
    String all = String.join("", operands);
    return all.chars()
        .filter(letter -> Character.isLetter(letter) && all.indexOf(letter) == all.lastIndexOf(letter))
        .sorted()
        .mapToObj(letter -> String.valueOf((char) letter))
        .collect(Collectors.joining());
  }
}
