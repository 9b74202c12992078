package org.lexicore.cli.accuracy;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.lexicore.compiler.onnx.FixedExtents;
import org.lexicore.compiler.onnx.OnnxImporter;
import org.lexicore.compiler.onnx.OnnxModel;
import org.lexicore.compiler.onnx.WeightSource;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.model.network.FloatGraph;

/** Networks as the importer reads them, at the one size of the data that they are shown. */
final class Imported {
  private Imported() {}

  static FloatGraph graph(Task task) {
    Map<String, int[]> extents = new LinkedHashMap<>();
    task.measured().forEach((input, data) -> {
      int[] one = data.shape().clone();
      one[0] = 1;
      extents.put(input, one);
    });
    try {
      OnnxModel model = new OnnxModel(Path.of(task.network() + ".onnx"), ModelProto.parseFrom(task.onnx()));
      FloatGraph graph = OnnxImporter.read(model, WeightSource.NONE, new FixedExtents(extents, OptionalInt.empty()));
      return new FloatGraph(task.network(), graph.nodes(), graph.outputs());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(task.network(), e);
    }
  }
}
