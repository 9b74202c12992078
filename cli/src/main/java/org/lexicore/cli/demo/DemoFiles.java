package org.lexicore.cli.demo;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lexicore.model.InputException;

/**
 * What the demo reads.
 *
 * @param examples the folder of the examples
 * @param networks two of them
 * @param accelerator on which all variants run, but for the codebook's place
 * @param settings overrides of its fields
 * @param allImages whether accuracy is measured on all 10,000 test images, or on the 1,000 of the examples
 */
public record DemoFiles(Path examples, Names networks, Path accelerator, List<String> settings, boolean allImages) {
  /**
   * Two networks of the examples.
   *
   * @param main the one that is measured
   * @param other the one that takes turns with it, and shares its universal codebook
   */
  public record Names(String main, String other) {
    /** Those of {@code make demo}. */
    public static final Names STANDARD = new Names("resnet20-fashion", "vgg-fashion");
  }

  private static final Path WHOLE_SET = Path.of("/usr/share/datasets/fashion-mnist");

  /**
   * The folder of the examples.
   *
   * @throws InputException if it is not there
   */
  public static Path folder() {
    Path examples = Path.of(System.getProperty("lexicore.home", ".")).toAbsolutePath().normalize().resolve("examples");
    if (!Files.isDirectory(examples)) {
      throw new InputException(examples + ": is not there; run ./lexicore from a checkout");
    }
    return examples;
  }

  /** The network that the demo is about. */
  public static Path mainNetwork() {
    return folder().resolve("networks").resolve(Names.STANDARD.main() + ".onnx");
  }

  /** Runs the demo into {@code folder}; returns whether there was no divergence. */
  public boolean run(String command, Path folder, PrintWriter out, PrintWriter err) throws Exception {
    return new DemoRun(open(networks.main()), open(networks.other()), accelerator, settings, command, out, err).write(folder);
  }

  private ExampleNetwork open(String name) throws Exception {
    Path data = examples.resolve("data");
    return ExampleNetwork.open(
        examples.resolve("networks").resolve(name + ".onnx"), data.resolve("fashion-calibration-images-idx3-ubyte.gz"), test(data));
  }

  private ExampleNetwork.Images test(Path data) {
    if (!allImages) {
      return new ExampleNetwork.Images(
          data.resolve("fashion-test-images-idx3-ubyte.gz"), data.resolve("fashion-test-labels-idx1-ubyte.gz"));
    }
    if (!Files.isDirectory(WHOLE_SET)) {
      throw new InputException("--all-images: " + WHOLE_SET + " is not there; apt-get install dataset-fashion-mnist");
    }
    return new ExampleNetwork.Images(WHOLE_SET.resolve("t10k-images-idx3-ubyte.gz"), WHOLE_SET.resolve("t10k-labels-idx1-ubyte.gz"));
  }
}
