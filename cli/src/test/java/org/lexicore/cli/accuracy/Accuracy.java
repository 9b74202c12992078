package org.lexicore.cli.accuracy;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import org.lexicore.cli.chain.CompressNetwork;
import org.lexicore.cli.chain.QuantiseNetwork;
import org.lexicore.compiler.compress.CompressionScheme;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.Shape;

/**
 * Runs a task's network in ONNX Runtime, in the importer's float network, and in integers.
 *
 * @param graph the network as the importer read it
 * @param oracle ONNX Runtime's answers to the measured data
 */
record Accuracy(Task task, FloatGraph graph, float[][] oracle) {

  /** What a variant came to. */
  record Outcome(Row row, FloatGraph compressed, QuantisedNetwork integers) {}

  /** Imports the task's network and asks the oracle. */
  static Accuracy of(Task task) {
    return new Accuracy(task, Imported.graph(task), OnnxRuntime.run(task.onnx(), task.measured()));
  }

  /** ONNX Runtime's own row. */
  Row oracleRow() {
    return row("float, ONNX Runtime", 32, oracle);
  }

  /** The row of the float network as imported: it differs from the oracle's by the order of additions alone. */
  Row floatRow() {
    return row("float, imported", 32, answers(Outputs.of(graph, samples(task.measured()))));
  }

  /** The row of answers that came from elsewhere. */
  Row row(String variant, double bitsPerWeight, float[][] answers) {
    return new Row(task.network(), variant, bitsPerWeight, task.judge(answers, oracle));
  }

  /**
   * Compresses, quantises and runs the network, as {@code lexicore compress} and {@code evaluate} do.
   */
  Outcome integers(String variant, CompressionScheme scheme) {
    CompressNetwork.Outcome outcome = new CompressNetwork(scheme, LayerSelection.DEFAULT, Variant.SEED)
        .apply(CompressedNetwork.of(graph, Map.of(), Map.of()), samples(task.calibration()),
            layer -> { });
    QuantisedNetwork integers =
        QuantiseNetwork.apply(outcome.network(), () -> samples(task.calibration()), new PrintWriter(PrintWriter.nullWriter())).network();
    float[][] answers = answers(Outputs.of(integers, samples(task.measured())));
    return new Outcome(
        row(variant, outcome.compression().bitsPerWeight().withCodebook(), answers), outcome.network().graph(), integers);
  }

  Samples samples(Map<String, NdArray> data) {
    return Samples.of(graph, data, Map.of());
  }

  /** The outputs in ONNX's order: where features are channels here, they are its last axis. */
  private float[][] answers(Outputs outputs) {
    String output = graph.outputs().values().iterator().next();
    Shape shape = graph.nodes().stream().filter(node -> node.name().equals(output)).findFirst().orElseThrow().shape();
    return task.featuresLast()
        ? Arrays.stream(outputs.values()).map(values -> transposed(values, shape)).toArray(float[][]::new)
        : outputs.values();
  }

  private static float[] transposed(float[] values, Shape shape) {
    int pixels = shape.height() * shape.width();
    float[] transposed = new float[values.length];
    for (int c = 0; c < shape.channels(); c++) {
      for (int p = 0; p < pixels; p++) {
        transposed[p * shape.channels() + c] = values[c * pixels + p];
      }
    }
    return transposed;
  }
}
