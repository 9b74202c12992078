package org.lexicore.cli.accuracy;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.Map;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.onnx.OnnxImporter;
import org.lexicore.compiler.onnx.OnnxModel;
import org.lexicore.compiler.onnx.WeightSource;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.compiler.onnx.proto.TensorShapeProto;
import org.lexicore.compiler.onnx.proto.ValueInfoProto;
import org.lexicore.model.network.FloatGraph;

/** Networks as the importer reads them, at the one size of the data they are shown. */
final class Imported {
  private Imported() {}

  static FloatGraph graph(Task task) {
    try {
      ModelProto.Builder model = ModelProto.parseFrom(task.onnx()).toBuilder();
      Map<String, NdArray> data = task.measured();
      model.getGraphBuilder().getInputBuilderList().forEach(input -> fix(input, data.get(input.getName()).shape()));
      FloatGraph graph = OnnxImporter.read(new OnnxModel(Path.of(task.network() + ".onnx"), model.build()), WeightSource.NONE);
      return new FloatGraph(task.network(), graph.nodes(), graph.outputs());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(task.network(), e);
    }
  }

  private static void fix(ValueInfoProto.Builder input, int[] shape) {
    TensorShapeProto.Builder fixed = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < shape.length; axis++) {
      fixed.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(axis == 0 ? 1 : shape[axis]));
    }
    input.getTypeBuilder().getTensorTypeBuilder().setShape(fixed);
  }
}
