package org.lexicore.compiler.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.compiler.onnx.proto.ValueInfoProto;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;

/**
 * One case of ONNX's operator conformance suite: a model, its inputs and the outputs that every implementation owes.
 *
 * @param name folder's name
 * @param inputs in the model's order
 * @param outputs in the model's order
 */
record ConformanceCase(String name, ModelProto model, List<TensorProto> inputs, List<TensorProto> outputs) {
  private static final Set<Integer> REALS = Set.of(TensorProto.DataType.FLOAT.getNumber(), TensorProto.DataType.DOUBLE.getNumber());
  private static final Set<Integer> OTHER_RESULTS = Set.of(TensorProto.DataType.BOOL.getNumber(), TensorProto.DataType.INT64.getNumber());
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-4;

  /** The case in a folder with {@code model.onnx} and {@code test_data_set_0}. */
  static ConformanceCase read(Path folder) {
    try {
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(folder.resolve("model.onnx")));
      return new ConformanceCase(folder.getFileName().toString(), renewed(model), tensors(folder, "input"), tensors(folder, "output"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The operators taken are today what they were before opset 7, where a case was not written anew. */
  private static ModelProto renewed(ModelProto model) {
    ModelProto.Builder renewed = model.toBuilder();
    renewed.getOpsetImportBuilderList().stream()
        .filter(set -> Operators.isOwnDomain(set.getDomain()) && set.getVersion() < 7)
        .forEach(set -> set.setVersion(7));
    return renewed.build();
  }

  private static List<TensorProto> tensors(Path folder, String kind) throws IOException {
    List<TensorProto> tensors = new ArrayList<>();
    for (int i = 0; Files.exists(file(folder, kind, i)); i++) {
      tensors.add(TensorProto.parseFrom(Files.readAllBytes(file(folder, kind, i))));
    }
    return tensors;
  }

  private static Path file(Path folder, String kind, int number) {
    return folder.resolve("test_data_set_0/" + kind + "_" + number + ".pb");
  }

  /**
   * Whether all inputs are tensors as the model declares them, some of them reals, and the outputs are reals, truth
   * values or numbers of elements.
   */
  boolean isFloat() {
    GraphProto graph = model.getGraph();
    boolean given = inputs.size() == graph.getInputCount() && outputs.size() == graph.getOutputCount();
    for (int i = 0; i < inputs.size() && given; i++) {
      given = type(graph.getInput(i)) == inputs.get(i).getDataType() && type(graph.getInput(i)) != TensorProto.DataType.STRING.getNumber();
    }
    return given
        && graph.getInputList().stream().anyMatch(input -> REALS.contains(type(input)))
        && graph.getOutputList().stream().allMatch(output -> REALS.contains(type(output)) || OTHER_RESULTS.contains(type(output)));
  }

  private static int type(ValueInfoProto value) {
    return value.getType().getTensorType().getElemType();
  }

  /** The operator it is about; {@code decompositions} where there are several nodes. */
  String operator() {
    return model.getGraph().getNodeCount() == 1 ? model.getGraph().getNode(0).getOpType() : "(decompositions)";
  }

  /**
   * Imports and runs the case, once with all inputs computed, once with only the first and once with only the second; the others are constants
   * then. Operators need the one or the other.
   *
   * @return whether each way that was taken gave the outputs owed; nothing if none was taken
   */
  List<Boolean> run(List<String> reasons) {
    List<Boolean> results = new ArrayList<>();
    List<List<Integer>> ways = new ArrayList<>(List.of(all()));
    for (int i = 0; i < Math.min(2, inputs.size()) && inputs.size() > 1; i++) {
      ways.add(List.of(i));
    }
    for (List<Integer> computed : ways) {
      try {
        results.add(isRight(computed));
      } catch (InputException e) {
        reasons.add(e.problems().getFirst().replaceFirst("^[^:]*: ", ""));
      }
    }
    return results;
  }

  private List<Integer> all() {
    return Stream.iterate(0, i -> i + 1).limit(inputs.size()).toList();
  }

  private boolean isRight(List<Integer> computed) {
    try {
      return matches(List.of(sample(computed, 0, false)), false);
    } catch (InputException e) {
      boolean batch = e.problems().stream().allMatch(problem -> problem.contains("has a batch within the network"));
      if (!batch || !sharesBatch(computed)) {
        throw e;
      }
    }
    int samples = (int) inputs.get(computed.getFirst()).getDims(0);
    return matches(Stream.iterate(0, i -> i + 1).limit(samples).map(i -> sample(computed, i, true)).toList(), true);
  }

  private boolean sharesBatch(List<Integer> computed) {
    long batch = inputs.get(computed.getFirst()).getDims(0);
    return computed.stream().allMatch(i -> inputs.get(i).getDimsCount() > 0 && inputs.get(i).getDims(0) == batch)
        && outputs.stream().allMatch(output -> output.getDimsCount() > 0 && output.getDims(0) == batch);
  }

  /** Outputs of one sample, or of everything at once. */
  private Map<String, float[]> sample(List<Integer> computed, int number, boolean split) {
    GraphProto.Builder graph = model.getGraph().toBuilder().clearInput();
    Map<String, int[]> shapes = new HashMap<>();
    Map<String, float[]> values = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      ValueInfoProto input = model.getGraph().getInput(i);
      if (computed.contains(i)) {
        Tensor tensor = TensorReader.INLINE.read(inputs.get(i));
        int[] dims = tensor.dims().clone();
        int size = split ? tensor.size() / dims[0] : tensor.size();
        if (split) {
          dims[0] = 1;
        }
        float[] sample = new float[size];
        for (int k = 0; k < size; k++) {
          sample[k] = (float) tensor.at(number * size + k);
        }
        graph.addInput(input);
        shapes.put(input.getName(), dims);
        values.put(input.getName(), sample);
      } else {
        graph.addInitializer(inputs.get(i).toBuilder().setName(input.getName()));
      }
    }
    OnnxModel changed = new OnnxModel(Path.of(name), model.toBuilder().setGraph(graph).build());
    FloatGraph network = OnnxImporter.read(changed, WeightSource.NONE, new FixedExtents(shapes, OptionalInt.empty()));
    return new FloatExecutor(network).outputs(values);
  }

  private boolean matches(List<Map<String, float[]>> samples, boolean split) {
    boolean same = true;
    for (int i = 0; i < outputs.size(); i++) {
      Tensor expected = TensorReader.INLINE.read(outputs.get(i));
      int at = 0;
      for (Map<String, float[]> sample : samples) {
        float[] actual = sample.get(model.getGraph().getOutput(i).getName());
        same &= actual.length == expected.size() / (split ? samples.size() : 1);
        for (int k = 0; k < actual.length && same; k++, at++) {
          same = isClose(expected.at(at), actual[k]);
        }
      }
    }
    return same;
  }

  private static boolean isClose(double expected, double actual) {
    return expected == actual
        || Double.isNaN(expected) && Double.isNaN(actual)
        || Math.abs(expected - actual) <= ABSOLUTE + RELATIVE * Math.abs(expected);
  }
}
