package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.program.Program;
import org.lexicore.model.program.Stage;

/** Do all benches hold where the host works between several runs of the accelerator? */
class SeveralRunsTest {
  private static final Accelerator ACCELERATOR = Accelerators.tiny(CodebookStore.Kind.SRAM);
  private static final int DRAWN = 700;
  private static final int LAYERS = 5;
  private static final int CASES = 8;

  @TempDir Path folder;

  /** The first {@code count} random networks whose programs are as wanted. */
  private static List<Case> first(int count, Predicate<Program> wanted) {
    return LongStream.range(0, DRAWN).mapToObj(seed -> Case.random(ACCELERATOR, seed, LAYERS)).flatMap(Optional::stream)
        .filter(c -> wanted.test(c.program())).limit(count).toList();
  }

  private static boolean hasSeveralRuns(Program program) {
    return program.runs().size() > 1;
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
    List<Case> drawn = new ArrayList<>(first(CASES, SeveralRunsTest::hasSeveralRuns));
    drawn.addAll(first(1, program -> hasSeveralRuns(program) && loadsATensorAsWeights(program)));
    assertEquals(CASES + 1, drawn.size());
    assertTrue(drawn.stream().anyMatch(c -> rewrites(c.program())), "one rewrites weights");
    Verification verification = Benches.lockstep(drawn, folder, Benches.options().withWaveform(false));
    assertEquals("", verification.first().map(Divergence::toString).orElse(""));
    assertTrue(verification.equal() && verification.outputsEqual());
  }

  @Test
  void theBenchesThatTravelWithTheRtlMakeEveryRun() throws Exception {
    Case subject = first(1, program -> hasSeveralRuns(program) && rewrites(program) && program.instructions().size() < 120).getFirst();
    byte[] none = new byte[0];
    Benches.rtl(ACCELERATOR, none, folder);
    TestbenchWriter.write(folder.resolve("tb"), List.of(subject.inference()), ACCELERATOR, none, ConfigurationHash.of(ACCELERATOR, none));
    assertEquals(
        subject.program().runs().size(),
        Files.readAllLines(folder.resolve("tb/image/image.txt")).stream().filter(line -> line.startsWith("run ")).count());
    for (String bench : List.of("lockstep", "stress", "icarus")) {
      Path log = folder.resolve(bench + ".log");
      int status =
          Tools.run(List.of("make", "-C", folder.resolve("tb").toString(), bench, "OPT=-O0", "VERILATE=-fno-inline", "SPLIT=0"), folder, log);
      assertEquals(0, status, Files.readString(log));
    }
  }
}
