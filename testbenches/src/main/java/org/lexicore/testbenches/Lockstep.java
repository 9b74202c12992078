package org.lexicore.testbenches;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lexicore.model.accelerator.Accelerator;

/**
 * Holds the RTL to the simulator, cycle by cycle: the simulator's trace is replayed into the Verilated design and every output is
 * compared in every cycle.
 */
public final class Lockstep {
  private Lockstep() {}

  /**
   * Runs {@code inferences} one after the other, without a reset between them.
   *
   * @param rom codewords in the accelerator's ROM; empty without one
   * @param configurationHash what the registers CONFIGURATION_* of this RTL read
   * @param rtl folder with the Verilog, module {@code lexicore_core} among it, and its memory images
   * @param work folder for logs, and for the waveform of a divergence
   * @throws ToolMissingException if Verilator, make or a C++ compiler is missing
   * @throws BenchException if the design cannot be built or the run does not come to an end
   */
  public static Verification verify(
      List<Inference> inferences, Accelerator accelerator, byte[] rom, long configurationHash, Path rtl, Path work, BenchOptions options) {
    Recorder recorder = new Recorder(accelerator, rom, configurationHash, inferences);
    AtomicBoolean outputsEqual = new AtomicBoolean();
    Verification verification = new Replay(options).run(out -> outputsEqual.set(recorder.trace(out)), rtl, work);
    return verification.withOutputsEqual(verification.divergences() == 0 && outputsEqual.get());
  }

  /** Replays a trace that was written before, without a simulator that writes it meanwhile. */
  public static Verification replay(Path trace, Path rtl, Path work, BenchOptions options) {
    return new Replay(options).run(out -> Files.copy(trace, out), rtl, work);
  }
}
