package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** One command, run in this process. */
public record CommandLineRun(int status, String out, String err) {
  public static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
  public static final String TINY = EXAMPLES.resolve("networks/tiny-cnn.onnx").toString();
  public static final String RESNET = EXAMPLES.resolve("networks/resnet20-fashion.onnx").toString();
  public static final String EDGE = EXAMPLES.resolve("accelerators/edge-8.yaml").toString();
  public static final String CALIBRATION = EXAMPLES.resolve("data/fashion-calibration-images-idx3-ubyte.gz").toString();
  public static final String IMAGES = EXAMPLES.resolve("data/fashion-test-images-idx3-ubyte.gz").toString();
  public static final String LABELS = EXAMPLES.resolve("data/fashion-test-labels-idx1-ubyte.gz").toString();

  public static CommandLineRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Lexicore.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new CommandLineRun(status, out.toString(), err.toString());
  }

  /** One command that must end with status 0. */
  static CommandLineRun ok(String... arguments) {
    CommandLineRun run = of(arguments);
    assertEquals(0, run.status(), run.err());
    return run;
  }

  static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  /**
   * {@link #TINY} in {@code folder/universal/tiny-cnn}, calibrated, on a codebook of 64 codewords of 4 weights,
   * {@code folder/cb.safetensors}.
   */
  static void universalTiny(Path folder) {
    String codebook = folder.resolve("cb.safetensors").toString();
    ok("codebook", TINY, RESNET, "-k", "64", "-d", "4", "-o", codebook);
    ok("compress", TINY, "--scheme", "universal", "--codebook", codebook, "--calibration", CALIBRATION, "-o", folder.resolve("universal").toString());
  }

  /** The same run with {@code folder} called DIR and the examples' folder EXAMPLES. */
  CommandLineRun in(Path folder) {
    return new CommandLineRun(status, named(out, folder), named(err, folder));
  }

  private static String named(String text, Path folder) {
    return text.replace(folder.toString(), "DIR").replace(EXAMPLES.toString(), "EXAMPLES");
  }
}
