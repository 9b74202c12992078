package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lexicore.compiler.onnx.ModelBuilder.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;

/** Question: is Einsum what ONNX Runtime computes, and is a product with a constant matrix a layer with weights? */
class EinsumTest {
  /**
   * Equation → extents of its operands, the batch in front; those that begin with 1 are inputs, the others constants.
   */
  private static Map<String, List<int[]>> equations() {
    Map<String, List<int[]>> all = new LinkedHashMap<>();
    all.put("bij,bjk->bik", List.of(new int[] {1, 3, 4}, new int[] {1, 4, 5}));
    all.put("bhid,bhjd->bhij", List.of(new int[] {1, 2, 3, 4}, new int[] {1, 2, 5, 4}));
    all.put("bhij,bhjd->bihd", List.of(new int[] {1, 2, 3, 5}, new int[] {1, 2, 5, 4}));
    all.put("bij,jk->bik", List.of(new int[] {1, 3, 4}, new int[] {4, 5}));
    all.put("bij,kj->bki", List.of(new int[] {1, 3, 4}, new int[] {5, 4}));
    all.put("bchw,dc->bdhw", List.of(new int[] {1, 4, 3, 2}, new int[] {5, 4}));
    all.put("bii->bi", List.of(new int[] {1, 4, 4}));
    all.put("bii->b", List.of(new int[] {1, 4, 4}));
    all.put("bijk->bkji", List.of(new int[] {1, 2, 3, 4}));
    all.put("bijk->bj", List.of(new int[] {1, 2, 3, 4}));
    all.put("bi,bj->bij", List.of(new int[] {1, 3}, new int[] {1, 4}));
    all.put("bij,bij->bij", List.of(new int[] {1, 3, 4}, new int[] {1, 3, 4}));
    all.put("bij,bij->b", List.of(new int[] {1, 3, 4}, new int[] {1, 3, 4}));
    all.put("bij,bik->bi", List.of(new int[] {1, 3, 4}, new int[] {1, 3, 5}));
    all.put("...ij,...jk->...ik", List.of(new int[] {1, 2, 3, 4}, new int[] {1, 2, 4, 5}));
    all.put("bij, bjk", List.of(new int[] {1, 3, 4}, new int[] {1, 4, 5}));
    all.put("bij,bjk,bkl->bil", List.of(new int[] {1, 2, 3}, new int[] {1, 3, 4}, new int[] {1, 4, 5}));
    all.put("bnd,de,bme->bnm", List.of(new int[] {1, 3, 4}, new int[] {4, 5}, new int[] {1, 2, 5}));
    return all;
  }

  private static ModelBuilder model(String equation, List<int[]> dims) {
    ModelBuilder model = new ModelBuilder(13);
    StringBuilder operands = new StringBuilder();
    for (int i = 0; i < dims.size(); i++) {
      int[] extents = dims.get(i).clone();
      if (extents[0] == 1) {
        extents[0] = equation.contains("->") ? 0 : 1; // without an arrow a letter of several operands is summed over
        model.input("x" + i, extents);
      } else {
        model.weight("x" + i, extents);
      }
      operands.append(i == 0 ? "" : " ").append("x").append(i);
    }
    return model.node("Einsum", "y", operands.toString(), text("equation", equation)).output("y");
  }

  @Test
  void everyEquationIsThatOfOnnxRuntime() {
    assertEquals(18, equations().size());
    equations().forEach((equation, dims) -> Chain.check(equation, model(equation, dims)));
  }

  @Test
  void aConstantMatrixIsAWeight() {
    FloatGraph graph = Chain.check("layer", model("bij,kj->bik", List.of(new int[] {1, 3, 4}, new int[] {5, 4})));
    assertEquals(1, graph.convolutions().count());
    assertEquals(5, graph.convolutions().findFirst().orElseThrow().weight().outputs());
  }

  @Test
  void anEquationThatDoesNotFitIsRefused() {
    ModelBuilder short1 = model("bij,bjk->bik", List.of(new int[] {1, 3, 4}));
    ModelBuilder made = model("bij->bik", List.of(new int[] {1, 3, 4}));
    ModelBuilder ranks = model("bijk->b", List.of(new int[] {1, 3, 4}));
    ModelBuilder sizes = model("bij,bjk->bik", List.of(new int[] {1, 3, 4}, new int[] {1, 5, 2}));
    for (ModelBuilder bad : List.of(short1, made, ranks, sizes)) {
      List<String> problems = assertThrows(InputException.class, () -> OnnxImporter.read(bad.model(), WeightSource.NONE)).problems();
      assertTrue(problems.getFirst().startsWith("test.onnx: Einsum \"/y/Einsum\": "), problems.toString());
    }
  }
}
