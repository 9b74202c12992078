package org.lexicore.cli.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lexicore.cli.campaign.CampaignCase.Turn;
import org.lexicore.compiler.execute.ReferenceExecutor;
import org.lexicore.compiler.map.Mapper;
import org.lexicore.compiler.random.FittingNetworks;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.testbenches.BenchOptions;
import org.lexicore.testbenches.Divergence;
import org.lexicore.testbenches.Inference;
import org.lexicore.testbenches.Lockstep;
import org.lexicore.testbenches.Stress;
import org.lexicore.testbenches.ToolMissingException;
import org.lexicore.testbenches.Verification;

/**
 * Runs a case: maps its networks, writes the Verilog, runs it in lockstep and holds the outputs against the reference executor's.
 *
 * @param reactive whether the Verilog runs against a reactive memory as well
 */
record RunCase(RtlWriter rtl, BenchOptions options, boolean reactive) {
  /** Runs {@code subject}; Verilog, logs and waveforms lie in {@code work}. */
  Verdict run(CampaignCase subject, Path work) {
    try {
      List<Inference> inferences = map(subject);
      byte[] rom = rom(subject, inferences);
      rtl.write(subject.accelerator(), rom, work);
      return run(inferences, subject.accelerator(), rom, work);
    } catch (InputException tooLarge) {
      return new Verdict.Unfit();
    } catch (ToolMissingException missing) {
      throw missing;
    } catch (RuntimeException failure) {
      return new Verdict.Failed(failure.toString());
    }
  }

  private Verdict run(List<Inference> inferences, Accelerator accelerator, byte[] rom, Path work) {
    Path written = work.resolve("rtl");
    long hash = rtl.configurationHash(accelerator, rom);
    Verification shown =
        Lockstep.verify(
            inferences, accelerator, rom, hash, written, work.resolve("lockstep"), options);
    Optional<Divergence> first = shown.first();
    if (first.isPresent()) {
      return new Verdict.Failed("divergence: " + first.get());
    }
    if (!shown.outputsEqual()) {
      return new Verdict.Failed("an output is not the reference executor's");
    }
    if (reactive) {
      String problem = Stress.run(inferences.subList(0, 1), accelerator, rom, hash, written, work.resolve("reactive"), 1, options).problem();
      if (!problem.isEmpty()) {
        return new Verdict.Failed("reactive memory: " + problem.strip().lines().reduce((one, next) -> next).orElseThrow());
      }
    }
    return new Verdict.Equal(shown.cyclesCompared(), shown.valuesCompared(), reactive);
  }

  private static List<Inference> map(CampaignCase subject) {
    List<Inference> inferences = new ArrayList<>();
    for (Turn turn : subject.turns()) {
      List<int[]> inputs = turn.inputs();
      Inference inference = Inference.of(Mapper.map(turn.network(), subject.accelerator()), inputs);
      inferences.add(inference.expecting(new ReferenceExecutor(turn.network()).outputs(inputs)));
    }
    return inferences;
  }

  /** The ROM that the case names, so that hardware is shared; a smaller case may need another one. */
  private static byte[] rom(CampaignCase subject, List<Inference> inferences) {
    byte[] rom = subject.rom();
    for (Inference inference : inferences) {
      byte[] needed = inference.program().rom();
      rom = FittingNetworks.oneHoldsBoth(rom, needed) && rom.length >= needed.length ? rom : needed;
    }
    return rom;
  }
}
