package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.compiler.random.RandomNetworks;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.simulator.random.Feature;

/** Do the benches that travel with the RTL work without Java, and can they fail? */
class TestbenchWriterTest {
  private static final Accelerator ACCELERATOR = Accelerators.tiny();
  private static final List<String> QUICK = List.of("OPT=-O0", "VERILATE=-fno-inline", "SPLIT=0");

  @TempDir static Path folder;

  private static byte[] rom;
  private static List<Inference> inferences;

  @BeforeAll
  static void generate() {
    Case subject = Subjects.coded();
    rom = subject.program().rom();
    inferences = List.of(subject.inference(), subject.again(RandomNetworks.inputs(subject.network(), 7)));
    Benches.rtl(ACCELERATOR, rom, folder);
    TestbenchWriter.write(folder.resolve("tb"), inferences, ACCELERATOR, rom, ConfigurationHash.of(ACCELERATOR, rom));
  }

  @Test
  void makeReplaysTheRecordedRunAndTheRandomPrograms() throws Exception {
    String said = make(0, "lockstep", QUICK);
    assertEquals(2, said.split("\"divergences\": 0", -1).length - 1, said);
  }

  /** The host's and the memory's part, and the carry of counters, are for the other benches. */
  @Test
  void theRandomProgramsReachEveryLineAndBranchThatNeitherErrorsNorTheHostNeed() throws Exception {
    make(0, "coverage", "TRACE=" + folder.resolve("tb/random/trace.gz"), "OPT=-O0", "SPLIT=0");
    Coverage coverage = new Coverage();
    coverage.add(folder.resolve("tb/build/coverage.dat"));
    List<CoverageReport.Module> modules = CoverageReport.of(coverage).modules();
    assertEquals(
        List.of("lexicore_control", "lexicore_counter", "lexicore_registers", "lexicore_rom"),
        modules.stream().filter(m -> m.lines().covered() < m.lines().total() || m.branches().covered() < m.branches().total())
            .map(CoverageReport.Module::name).sorted().toList());
    assertTrue(modules.size() > 25, modules.size() + " modules");
  }

  @Test
  void everyFeatureOfTheAcceleratorIsListedAndShown() throws Exception {
    String features = Files.readString(folder.resolve("tb/random/features.txt"));
    assertFalse(features.contains("missing"), features);
    assertEquals(Feature.of(ACCELERATOR).size() + 1, features.lines().count());
  }

  @Test
  void makeStressRunsTheRtlAgainstAReactiveMemory() throws Exception {
    String said = make(0, "stress", QUICK);
    assertEquals(2, said.split("\"problems\": 0", -1).length - 1, said);
  }

  @Test
  void makeIcarusRunsFourStatesAndModulesByThemselves() throws Exception {
    String said = make(0, "icarus");
    assertEquals(3, said.split("PASS", -1).length - 1, said);
  }

  @Test
  void everyBenchFailsOnAFaultyDesign() throws Exception {
    Path rtl = Benches.rtl(ACCELERATOR, rom, folder.resolve("faulty"));
    Path file = rtl.resolve("lexicore_requantiser.v");
    Files.writeString(file, Files.readString(file).replace("+ 19'd1;", "+ 19'd0;"));
    List<String> common = List.of("RTL=" + rtl, "BUILD=" + folder.resolve("faulty/build"), "OPT=-O0", "VERILATE=-fno-inline", "SPLIT=0");
    for (String bench : List.of("lockstep", "stress", "icarus")) {
      List<String> arguments = new ArrayList<>(common);
      arguments.add(bench);
      make(2, arguments.toArray(String[]::new));
    }
  }

  @Test
  void theSameRunGivesTheSameBytes() throws Exception {
    Path again = folder.resolve("again");
    TestbenchWriter.write(again, inferences, ACCELERATOR, rom, ConfigurationHash.of(ACCELERATOR, rom));
    for (String file : List.of("trace.gz", "image/image.txt", "image/image.vh", "image/after-1.bin", "random/trace.gz", "random/image/after-1.bin", "Makefile")) {
      assertArrayEquals(Files.readAllBytes(folder.resolve("tb").resolve(file)), Files.readAllBytes(again.resolve(file)), file);
    }
    assertNotEquals(0, Files.size(again.resolve("trace.gz")));
  }

  private static String make(int status, String target, List<String> variables) throws Exception {
    List<String> arguments = new ArrayList<>(variables);
    arguments.add(target);
    return make(status, arguments.toArray(String[]::new));
  }

  private static String make(int status, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("make", "-C", folder.resolve("tb").toString()));
    command.addAll(List.of(arguments));
    Path log = folder.resolve("make.log");
    int ended = Tools.run(command, folder, log);
    String said = Files.readString(log);
    assertEquals(status, ended, said);
    return said;
  }
}
