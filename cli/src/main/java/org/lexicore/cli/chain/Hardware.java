package org.lexicore.cli.chain;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.rtl.RtlGenerator;
import org.lexicore.testbenches.BenchOptions;
import org.lexicore.testbenches.Inference;
import org.lexicore.testbenches.Lockstep;
import org.lexicore.testbenches.TestbenchWriter;
import org.lexicore.testbenches.Verification;

/** The Verilog of a deployment: writing it with its benches, and holding it to the simulator. */
public final class Hardware {
  private Hardware() {}

  /** Writes {@code rtl/} and {@code tb/} into {@code folder}; the benches replay the inferences of {@code samples}. */
  public static void write(Deployment deployment, List<Map<String, int[]>> samples, Path folder) {
    try (Progress progress = Progress.of("writing Verilog and benches", 2)) {
      writeRtl(deployment, folder);
      progress.step();
      TestbenchWriter.write(
          folder.resolve("tb"), inferences(deployment, samples), deployment.accelerator(), deployment.rom(), deployment.configurationHash());
      progress.step();
    }
  }

  /** Writes {@code rtl/} alone. */
  public static void writeRtl(Deployment deployment, Path folder) {
    RtlGenerator.generate(deployment.accelerator(), deployment.rom(), folder);
  }

  /**
   * Runs {@code samples} through the Verilog in {@code rtl} and compares every cycle with the simulator.
   *
   * @param work folder for logs and the waveform of a divergence
   */
  public static Verification verify(Deployment deployment, List<Map<String, int[]>> samples, Path rtl, Path work) {
    return lockstep(deployment, inferences(deployment, samples), rtl, work);
  }

  /** As {@link #verify(Deployment, List, Path, Path)}, all {@code occasions} in one run without a reset. */
  public static Verification verify(Occasions occasions, Path rtl, Path work) {
    List<Inference> inferences = occasions.inOrder().stream()
        .map(occasion -> inference(occasion.deployment(), occasion.inputs()).expecting(occasion.expected()))
        .toList();
    return lockstep(occasions.inOrder().getFirst().deployment(), inferences, rtl, work);
  }

  private static Verification lockstep(Deployment deployment, List<Inference> inferences, Path rtl, Path work) {
    return Progress.during("building the Verilog, and comparing", () -> Lockstep.verify(
        inferences, deployment.accelerator(), deployment.rom(), deployment.configurationHash(), rtl, work, BenchOptions.standard()));
  }

  /** Replays the trace that {@link #write} left in {@code folder}, {@code unpacked} before. */
  public static Verification replay(Path unpacked, Path folder, Path work) {
    return Lockstep.replay(unpacked, folder.resolve("rtl"), work, BenchOptions.standard());
  }

  private static List<Inference> inferences(Deployment deployment, List<Map<String, int[]>> samples) {
    return samples.stream()
        .map(deployment::inputs)
        .map(inputs -> inference(deployment, inputs).expecting(deployment.expected(inputs)))
        .toList();
  }

  private static Inference inference(Deployment deployment, List<int[]> inputs) {
    return Inference.of(deployment.program(), inputs);
  }
}
