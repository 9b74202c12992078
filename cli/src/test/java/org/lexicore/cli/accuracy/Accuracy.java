package org.lexicore.cli.accuracy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.lexicore.cli.chain.CompressNetwork;
import org.lexicore.cli.chain.QuantiseNetwork;
import org.lexicore.compiler.compress.CompressionScheme;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.format.CompressedNetworkReader;
import org.lexicore.compiler.format.CompressedNetworkWriter;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.QuantisedNetwork;

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
    return row("float, imported", 32, Outputs.of(graph, samples(task.measured())).values());
  }

  /** The row of answers that came from elsewhere. */
  Row row(String variant, double bitsPerWeight, float[][] answers) {
    return new Row(task.network(), variant, bitsPerWeight, task.judge(answers, oracle));
  }

  /**
   * Compresses the network, stores it, and quantises and runs what is read again, as {@code lexicore compress} and {@code
   * evaluate} do.
   */
  Outcome integers(String variant, CompressionScheme scheme) {
    CompressNetwork.Outcome outcome = new CompressNetwork(scheme, LayerSelection.DEFAULT, Variant.SEED)
        .apply(CompressedNetwork.of(graph, Map.of(), Map.of()), samples(task.calibration()),
            layer -> { });
    CompressedNetwork stored = stored(outcome.network());
    QuantisedNetwork integers =
        QuantiseNetwork.apply(stored, () -> samples(task.calibration()), new PrintWriter(PrintWriter.nullWriter())).network();
    float[][] answers = Outputs.of(integers, samples(task.measured())).values();
    return new Outcome(
        row(variant, outcome.compression().bitsPerWeight().withCodebook(), answers), stored.graph(), integers);
  }

  /** The network as it comes back from the disk. */
  private static CompressedNetwork stored(CompressedNetwork network) {
    try {
      Path file = Files.createTempFile("accuracy", ".zip");
      try {
        CompressedNetworkWriter.write(network, file);
        return CompressedNetworkReader.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Samples samples(Map<String, NdArray> data) {
    return Samples.of(graph, data, Map.of());
  }
}
