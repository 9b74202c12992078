package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.program.Program;
import org.lexicore.model.program.Stage;

/** Do all benches hold where the host works between several runs of the accelerator? */
class SeveralRunsTest {
  private static final Accelerator ACCELERATOR = Accelerators.tiny();
  private static final int DRAWN = 90;
  private static final int LAYERS = 5;
  private static final int CASES = 8;

  @TempDir Path folder;

  private static List<Case> cases() {
    return Case.several(ACCELERATOR, 0, DRAWN, LAYERS).stream().filter(c -> c.program().runs().size() > 1).toList();
  }

  private static Case first(Predicate<Program> wanted) {
    return cases().stream().filter(c -> wanted.test(c.program())).findFirst().orElseThrow();
  }

  private static boolean rewrites(Program program) {
    return program.hostWork().stream().anyMatch(Stage.StreamWeights.class::isInstance);
  }

  private static boolean loadsATensorAsWeights(Program program) {
    return program.instructions().stream()
        .anyMatch(i -> i instanceof Instruction.Load load && load.target() == Target.INDICES.ordinal() && load.region() != Region.DATA.ordinal());
  }

  @Test
  void severalRunsAreEqualInEveryCycle() {
    List<Case> drawn = cases();
    assertTrue(drawn.size() >= CASES, drawn.size() + " cases");
    assertTrue(drawn.stream().anyMatch(c -> rewrites(c.program())), "one rewrites weights");
    assertTrue(drawn.stream().anyMatch(c -> loadsATensorAsWeights(c.program())), "one loads a tensor as weights");
    Verification verification = Benches.lockstep(drawn, folder, Benches.options().withWaveform(false));
    assertEquals("", verification.first().map(Divergence::toString).orElse(""));
    assertTrue(verification.equal() && verification.outputsEqual());
  }

  @Test
  void theBenchesThatTravelWithTheRtlMakeEveryRun() throws Exception {
    Case subject = first(program -> rewrites(program) && program.instructions().size() < 120);
    byte[] rom = subject.program().rom();
    Benches.rtl(ACCELERATOR, rom, folder);
    TestbenchWriter.write(folder.resolve("tb"), List.of(subject.inference()), ACCELERATOR, rom, ConfigurationHash.of(ACCELERATOR, rom));
    assertEquals(
        subject.program().runs().size(),
        Files.readAllLines(folder.resolve("tb/image/image.txt")).stream().filter("run"::equals).count());
    for (String bench : List.of("lockstep", "stress", "icarus")) {
      Path log = folder.resolve(bench + ".log");
      int status =
          Tools.run(List.of("make", "-C", folder.resolve("tb").toString(), bench, "OPT=-O0", "VERILATE=-fno-inline", "SPLIT=0"), folder, log);
      assertEquals(0, status, Files.readString(log));
    }
  }
}
