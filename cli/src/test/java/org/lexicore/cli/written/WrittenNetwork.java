package org.lexicore.cli.written;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.lexicore.cli.CommandLineRun;
import org.lexicore.cli.chain.Networks;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.compiler.onnx.proto.ModelProto;

/**
 * A model on its way through the commands: what ONNX Runtime says of it, what we say, and whether each command takes
 * what compress wrote.
 */
final class WrittenNetwork {
  private static final int SAMPLES = 2;

  /** Of the largest value of an output: sums are taken in another order. */
  private static final float TOLERANCE = 2e-4f;

  private final ModelProto model;
  private final Path folder;
  private final String place;

  WrittenNetwork(ModelProto model, Path folder, String place) {
    this.model = model;
    this.folder = folder;
    this.place = place;
  }

  /** Every command, on the network compressed by {@code scheme}. */
  void goesThroughEveryCommand(String... scheme) throws Exception {
    Path file = folder.resolve("net.onnx");
    Files.write(file, model.toByteArray());
    Map<String, float[]> samples = samples();
    String[] data = data(samples);
    assertValues(samples);
    run(join(new String[] {"compress", file.toString(), "-o", folder.resolve("c").toString(), "--scheme"}, scheme, named("--calibration", data)));
    String compressed = folder.resolve("c/net").toString();
    run(join(new String[] {"evaluate", compressed}, named("--inputs", data)));
    String[] chip = {compressed, "-a", CommandLineRun.EDGE, "--set", scheme[0].equals("int8") ? "codebook.place=none" : "codebook.place=sram"};
    run(join(new String[] {"check"}, chip));
    // It stops if an output is not what the reference executor says.
    run(join(new String[] {"simulate", "-o", folder.resolve("run").toString()}, chip, named("--inputs", data)));
  }

  private void run(String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals(0, run.status(), () -> place + ": " + String.join(" ", arguments) + "\n" + run.err());
  }

  private static String[] join(String[]... parts) {
    return Arrays.stream(parts).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private static String[] named(String option, String... data) {
    return Arrays.stream(data).flatMap(it -> java.util.stream.Stream.of(option, it)).toArray(String[]::new);
  }

  /** Elements of each input, one sample after the other. */
  private Map<String, float[]> samples() {
    Random random = new Random(5);
    Map<String, float[]> samples = new LinkedHashMap<>();
    model.getGraph().getInputList().forEach(input -> {
      float[] values = new float[SAMPLES * ModelDrawing.size(dims(input.getName()))];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      samples.put(input.getName(), values);
    });
    return samples;
  }

  private int[] dims(String input) {
    return model.getGraph().getInputList().stream().filter(it -> it.getName().equals(input)).findFirst().orElseThrow()
        .getType().getTensorType().getShape().getDimList().stream().mapToInt(dim -> Math.max(1, (int) dim.getDimValue())).toArray();
  }

  /** The samples as NumPy files: {@code NAME=FILE}. */
  private String[] data(Map<String, float[]> samples) {
    return samples.entrySet().stream().map(input -> {
      int[] shape = dims(input.getKey()).clone();
      shape[0] *= SAMPLES;
      return input.getKey() + "=" + numpy(folder.resolve(input.getKey() + ".npy"), input.getValue(), shape);
    }).toArray(String[]::new);
  }

  static Path numpy(Path file, float[] values, int... shape) {
    String extents = Arrays.toString(shape).replace('[', '(').replace(']', ')').replaceFirst("\\((\\d+)\\)", "($1,)");
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + extents + ", }";
    int length = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
    java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(10 + length + 4 * values.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) length);
    bytes.put((header + " ".repeat(length - header.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
    bytes.asFloatBuffer().put(values);
    try {
      return Files.write(file, bytes.array());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Requires of the imported network what ONNX Runtime computes, sample by sample. */
  private void assertValues(Map<String, float[]> samples) throws OrtException {
    FloatExecutor executor = new FloatExecutor(Networks.read(folder.resolve("net.onnx")).graph());
    for (int i = 0; i < SAMPLES; i++) {
      Map<String, float[]> sample = new LinkedHashMap<>();
      int number = i;
      samples.forEach((name, values) -> {
        int size = values.length / SAMPLES;
        sample.put(name, Arrays.copyOfRange(values, number * size, (number + 1) * size));
      });
      Map<String, float[]> actual = executor.outputs(sample);
      oracle(sample).forEach((output, values) ->
          assertArrayEquals(values, actual.get(output), TOLERANCE * largest(values), place + ", " + output));
    }
  }

  private static float largest(float[] values) {
    float largest = 1;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private Map<String, float[]> oracle(Map<String, float[]> sample) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession session = environment.createSession(model.toByteArray(), options)) {
        for (var input : session.getInputInfo().entrySet()) {
          long[] shape = Arrays.stream(dims(input.getKey())).asLongStream().toArray();
          tensors.put(input.getKey(), tensor(environment, (TensorInfo) input.getValue().getInfo(), sample.get(input.getKey()), shape));
        }
        try (OrtSession.Result result = session.run(tensors)) {
          Map<String, float[]> values = new LinkedHashMap<>();
          for (Map.Entry<String, OnnxValue> output : result) {
            FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
            float[] copy = new float[buffer.remaining()];
            buffer.get(copy);
            values.put(output.getKey(), copy);
          }
          return values;
        }
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, TensorInfo type, float[] values, long... shape) throws OrtException {
    if (type.type != OnnxJavaType.INT64) {
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    }
    LongBuffer whole = LongBuffer.allocate(values.length);
    for (float value : values) {
      whole.put((long) value);
    }
    return OnnxTensor.createTensor(environment, whole.flip(), shape);
  }
}
