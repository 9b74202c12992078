package org.lexicore.compiler.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.host.Embed;

/** The oracle: ONNX Runtime on one sample. */
final class OnnxRuntime {
  private OnnxRuntime() {}

  /** Output name → values of one inference; a batch that the model fixes is filled with the one sample. */
  static Map<String, float[]> run(byte[] model, Map<String, float[]> inputs) throws OrtException {
    return run(model, inputs, FixedExtents.NONE);
  }

  /** As above, with extents for inputs whose axes the model leaves open. */
  static Map<String, float[]> run(byte[] model, Map<String, float[]> inputs, FixedExtents fixed) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    int batch = 1;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession session = environment.createSession(model, options)) {
        for (var info : session.getInputInfo().entrySet()) {
          long[] shape = ((TensorInfo) info.getValue().getInfo()).getShape().clone();
          shape[0] = Math.max(1, shape[0]);
          batch = (int) shape[0];
          for (int axis = 1; axis < shape.length; axis++) {
            boolean given = fixed.inputs().containsKey(info.getKey());
            shape[axis] = shape[axis] > 0 ? shape[axis] : given ? fixed.inputs().get(info.getKey())[axis] : fixed.sequence().orElse(1);
          }
          TensorInfo type = (TensorInfo) info.getValue().getInfo();
          FloatBuffer values = repeated(inputs.get(info.getKey()), batch);
          tensors.put(info.getKey(), tensor(environment, type.type, values, shape));
        }
        try (OrtSession.Result result = session.run(tensors)) {
          return values(result, batch);
        }
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, OnnxJavaType type, FloatBuffer values, long... shape) throws OrtException {
    if (type != OnnxJavaType.INT64) {
      return OnnxTensor.createTensor(environment, values, shape);
    }
    LongBuffer whole = LongBuffer.allocate(values.remaining());
    while (values.hasRemaining()) {
      whole.put((long) values.get());
    }
    return OnnxTensor.createTensor(environment, whole.flip(), shape);
  }

  private static FloatBuffer repeated(float[] sample, int times) {
    FloatBuffer buffer = FloatBuffer.allocate(sample.length * times);
    for (int i = 0; i < times; i++) {
      buffer.put(sample);
    }
    return buffer.flip();
  }

  private static Map<String, float[]> values(OrtSession.Result result, int batch) {
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Map.Entry<String, OnnxValue> output : result) {
      FloatBuffer buffer = floats((OnnxTensor) output.getValue());
      float[] copy = new float[buffer.remaining() / batch];
      buffer.get(copy);
      values.put(output.getKey(), copy);
    }
    return values;
  }

  private static FloatBuffer floats(OnnxTensor tensor) {
    if (tensor.getInfo().type != OnnxJavaType.INT64) {
      return tensor.getFloatBuffer();
    }
    LongBuffer whole = tensor.getLongBuffer();
    FloatBuffer values = FloatBuffer.allocate(whole.remaining());
    while (whole.hasRemaining()) {
      values.put(whole.get());
    }
    return values.flip();
  }

  /** The sample with 1 for what is positive and 0 for the rest, where the model has integers that pick no rows. */
  static Map<String, float[]> whole(Map<String, float[]> sample, ModelProto model) {
    for (var input : model.getGraph().getInputList()) {
      boolean real = input.getType().getTensorType().getElemType() == TensorProto.DataType.FLOAT.getNumber();
      float[] values = sample.get(input.getName());
      for (int i = 0; !real && i < values.length; i++) {
        values[i] = values[i] == Math.rint(values[i]) ? values[i] : values[i] > 0 ? 1 : 0;
      }
    }
    return sample;
  }

  /** A sample for each input: seeded, between −1 and 1; row numbers for what looks tables up. */
  static Map<String, float[]> sample(FloatGraph graph, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> sample = new LinkedHashMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      if (node instanceof FloatGraph.Input input) {
        float[] values = new float[input.shape().size()];
        boolean picks = graph.nodes().stream().anyMatch(it -> it instanceof FloatGraph.Host host && host.operation() instanceof Embed && host.inputs().contains(input.name()));
        for (int i = 0; i < values.length; i++) {
          values[i] = picks ? random.nextInt(9) : random.nextFloat() * 2 - 1;
        }
        sample.put(input.name(), values);
      }
    }
    return sample;
  }
}
