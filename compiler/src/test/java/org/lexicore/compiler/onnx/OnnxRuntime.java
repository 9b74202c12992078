package org.lexicore.compiler.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.lexicore.model.network.FloatGraph;

/** The oracle: ONNX Runtime on one sample. */
final class OnnxRuntime {
  private OnnxRuntime() {}

  /** Output name → values of one inference; a batch that the model fixes is filled with the one sample. */
  static Map<String, float[]> run(byte[] model, Map<String, float[]> inputs) throws OrtException {
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
          FloatBuffer values = repeated(inputs.get(info.getKey()), batch);
          tensors.put(info.getKey(), OnnxTensor.createTensor(environment, values, shape));
        }
        try (OrtSession.Result result = session.run(tensors)) {
          return values(result, batch);
        }
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
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
      FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
      float[] copy = new float[buffer.remaining() / batch];
      buffer.get(copy);
      values.put(output.getKey(), copy);
    }
    return values;
  }

  /** A sample for each input: seeded, between −1 and 1. */
  static Map<String, float[]> sample(FloatGraph graph, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> sample = new LinkedHashMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      if (node instanceof FloatGraph.Input input) {
        float[] values = new float[input.shape().size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextFloat() * 2 - 1;
        }
        sample.put(input.name(), values);
      }
    }
    return sample;
  }
}
