package org.lexicore.cli.chain;

import java.nio.file.Path;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.compiler.onnx.OnnxExporter;
import org.lexicore.model.network.FloatGraph;

/** A network with float weights as an ONNX file and, where they are many, {@code FILE.data} beside it. */
public final class PlainModel {
  private PlainModel() {}

  /**
   * Writes {@code graph} to {@code file}; a failure leaves neither of the two.
   *
   * @throws org.lexicore.model.InputException if they cannot be written
   */
  public static void write(FloatGraph graph, Path file) throws Exception {
    if (!OnnxExporter.needsDataFile(graph)) {
      OutputFolder.writeFile(file, place -> {
        OnnxExporter.plain(graph, place).save(place);
        return place;
      });
      return;
    }
    Path data = file.resolveSibling(file.getFileName() + ".data");
    OutputFolder.writeFile(data, weights -> OutputFolder.writeFile(file, place -> {
      OnnxExporter.plain(graph, place, weights, data.getFileName().toString()).save(place);
      return place;
    }));
  }
}
