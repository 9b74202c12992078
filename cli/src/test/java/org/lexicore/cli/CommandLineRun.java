package org.lexicore.cli;

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

  /** The same run with {@code folder} called DIR and the examples' folder EXAMPLES. */
  CommandLineRun in(Path folder) {
    return new CommandLineRun(status, named(out, folder), named(err, folder));
  }

  private static String named(String text, Path folder) {
    return text.replace(folder.toString(), "DIR").replace(EXAMPLES.toString(), "EXAMPLES");
  }
}
