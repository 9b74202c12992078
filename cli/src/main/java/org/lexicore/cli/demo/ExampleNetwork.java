package org.lexicore.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.lexicore.cli.chain.InputHashes;
import org.lexicore.cli.chain.Networks;
import org.lexicore.cli.chain.SampleFiles;
import org.lexicore.compiler.data.ArrayFile;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.compiler.format.CompressedNetwork;

/**
 * A network of the examples with the data that it is measured on.
 *
 * @param calibration of the training set
 * @param test images that training never saw
 */
record ExampleNetwork(CompressedNetwork network, Samples calibration, Samples test, NdArray labels, SortedMap<String, String> hashes) {
  /**
   * The files of one set of images.
   *
   * @param images 28×28 grey pixels each
   */
  record Images(Path images, Path labels) {}

  static ExampleNetwork open(Path onnx, Path calibration, Images test) throws IOException {
    CompressedNetwork network = Networks.read(onnx);
    return new ExampleNetwork(
        network,
        SampleFiles.read("calibration", List.of(calibration.toString()), network),
        SampleFiles.read("test", List.of(test.images().toString()), network),
        ArrayFile.read(test.labels()),
        hashes(onnx, calibration, test.images(), test.labels()));
  }

  /** By file name: the same on any machine. */
  private static SortedMap<String, String> hashes(Path... files) throws IOException {
    InputHashes hashes = new InputHashes();
    for (Path file : files) {
      hashes.add(file.getFileName().toString(), file);
    }
    return hashes.all();
  }

  /** How often {@code outputs} of the test images are right, 0 to 1. */
  double top1(Outputs outputs) {
    return outputs.evaluate(labels).top1();
  }
}
