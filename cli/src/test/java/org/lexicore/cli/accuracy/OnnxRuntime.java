package org.lexicore.cli.accuracy;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.compiler.data.NdArray;

/** The oracle: a network in ONNX Runtime. */
final class OnnxRuntime {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private OnnxRuntime() {}

  /**
   * The first output for every sample.
   *
   * @param inputs input name → {@code [samples, …]}; the further extents are those of a sample
   */
  static float[][] run(byte[] model, Map<String, NdArray> inputs) {
    int samples = inputs.values().iterator().next().count();
    float[][] outputs = new float[samples][];
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(2);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      try (OrtSession session = ENVIRONMENT.createSession(model, options)) {
        for (int i = 0; i < samples; i++) {
          outputs[i] = run(session, inputs, i);
        }
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    return outputs;
  }

  private static float[] run(OrtSession session, Map<String, NdArray> inputs, int sample) throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    for (var input : session.getInputInfo().entrySet()) {
      tensors.put(input.getKey(), tensor((TensorInfo) input.getValue().getInfo(), inputs.get(input.getKey()), sample));
    }
    try (OrtSession.Result result = session.run(tensors)) {
      FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(TensorInfo info, NdArray array, int sample) throws OrtException {
    long[] shape = new long[array.shape().length];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = axis == 0 ? 1 : array.shape()[axis];
    }
    int from = sample * array.sliceSize();
    if (info.type == OnnxJavaType.INT64) {
      LongBuffer integers = LongBuffer.allocate(array.sliceSize());
      for (int i = 0; i < array.sliceSize(); i++) {
        integers.put((long) array.real(from + i));
      }
      return OnnxTensor.createTensor(ENVIRONMENT, integers.flip(), shape);
    }
    FloatBuffer reals = FloatBuffer.allocate(array.sliceSize());
    for (int i = 0; i < array.sliceSize(); i++) {
      reals.put((float) array.real(from + i));
    }
    return OnnxTensor.createTensor(ENVIRONMENT, reals.flip(), shape);
  }
}
