package org.lexicore.cli.chain;

import java.nio.file.Path;
import org.lexicore.compiler.data.ArrayFile;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;

/** Opens the right answers for samples. */
public final class LabelFile {
  private LabelFile() {}

  /**
   * The labels in {@code file}: one class per sample.
   *
   * @param graph the network that answers; its first output has one element per class
   * @param samples how many samples there are
   * @throws InputException if there are too few, they are no integers, or one of them is no class of the network
   */
  public static NdArray read(Path file, FloatGraph graph, int samples) {
    NdArray labels = ArrayFile.read(file);
    if (labels.type().floating() || labels.size() < samples) {
      throw new InputException(
          file + ": " + labels.size() + " labels of type " + labels.type() + " for " + samples + " samples; give one integer per sample");
    }
    String output = graph.outputs().values().iterator().next();
    int classes = graph.nodes().stream().filter(node -> node.name().equals(output)).findFirst().orElseThrow().shape().size();
    for (int i = 0; i < samples; i++) {
      if (labels.integer(i) < 0 || labels.integer(i) >= classes) {
        throw new InputException(file + ": label " + i + " is " + labels.integer(i) + "; the network has the classes 0 to " + (classes - 1));
      }
    }
    return labels;
  }
}
