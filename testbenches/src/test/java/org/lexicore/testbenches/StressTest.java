package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.compiler.random.RandomNetworks;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.accelerator.ConfigurationHash;

/** Is the RTL right by itself, whatever the memory's timing, after soft resets and after errors on the bus? */
class StressTest {
  private static final Accelerator ACCELERATOR = Accelerators.tiny();
  private static final int ROUNDS = 2;
  private static final int PROFILES = 7;
  private static final int RESPONSES = 2;

  @TempDir static Path folder;

  private static Case subject;
  private static List<Inference> inferences;
  private static byte[] rom;

  @BeforeAll
  static void drawTheNetwork() {
    subject = Subjects.mixed();
    rom = subject.program().rom();
    inferences =
        List.of(
            subject.inference(), subject.again(RandomNetworks.inputs(subject.network(), 101)),
            subject.again(RandomNetworks.inputs(subject.network(), 102)));
  }

  @Test
  void theMemoryIsRightUnderAnyTimingAndAfterEveryError() {
    // instructions, indices, weights, biases, activations read and written
    expectAllRight(stress(Benches.rtl(ACCELERATOR, rom, folder.resolve("sound")), ROUNDS), 6, ROUNDS, inferences.size());
  }

  @Test
  void aCodebookThatIsLoadedIsRightToo() {
    Accelerator accelerator = Accelerators.tiny(CodebookStore.Kind.SRAM);
    Inference inference = Subjects.loaded().inference();
    Path rtl = Benches.rtl(accelerator, new byte[0], folder.resolve("sram"));
    expectAllRight(
        Stress.run(List.of(inference), accelerator, new byte[0], ConfigurationHash.of(accelerator, new byte[0]), rtl, folder.resolve("work"), 1, Benches.options()), 7, 1, 1);
  }

  private static void expectAllRight(Stress.Result result, int kinds, int rounds, int given) {
    assertEquals("", result.problem());
    assertEquals(kinds, result.kinds());
    long runs = (long) rounds * PROFILES;
    assertEquals(runs * kinds * RESPONSES, result.errors());
    assertEquals(runs, result.softResets());
    assertEquals(runs * (given + 1 + kinds * RESPONSES + 1), result.inferences());
    assertTrue(result.bursts() > 1000, result.toString());
  }

  @Test
  void aStoreThatIsRetiredBeforeItsResponseIsFound() throws Exception {
    // The end, or a later load, may then overtake the data: this is what the memory that writes at its response is for.
    String problem = stressFault("early", "lexicore_write_port.v", "answered <= m_axi_bvalid;", "answered <= m_axi_wvalid && m_axi_wready && m_axi_wlast;");
    assertTrue(problem.startsWith("wrong: profile none"), problem);
  }

  @Test
  void dataThatWaitForTheHandshakeOfTheirAddressAreFoundByAMemoryThatTakesBothTogether() throws Exception {
    String problem =
        stressFault(
            "waiting", "lexicore_write_port.v", "if (result_read && begins)", "if (pop)",
            "assign result_read    = active &&", "assign result_read    = active && (!begins || !m_axi_awvalid) &&");
    assertTrue(problem.contains("profile together") && problem.contains("wvalid waits for awready"), problem);
  }

  @Test
  void anAddressThatWaitsForTheHandshakeOfItsDataIsFoundByAMemoryThatTakesItFirst() throws Exception {
    String problem =
        stressFault("late", "lexicore_write_port.v", "if (result_read && begins)", "if (m_axi_wvalid && m_axi_wready && m_axi_wlast)");
    assertTrue(problem.contains("write data before their address is offered"), problem);
  }

  @Test
  void aPayloadThatChangesBeforeItsReadyIsFound() throws Exception {
    String problem =
        stressFault(
            "unstable", "lexicore_read_port.v", "wire possible = !hold && (!m_axi_arvalid || m_axi_arready)", "wire possible = !hold");
    assertTrue(problem.contains("ar's payload changes before arready"), problem);
  }

  @Test
  void anErrorThatIsOverlookedIsFound() throws Exception {
    String problem = stressFault("deaf", "lexicore_read_port.v", "m_axi_rvalid && m_axi_rresp[1]", "1'b0");
    assertTrue(problem.contains("STATUS is 2 after an error response"), problem);
  }

  /** @param changes in pairs: what stands once in the file, and what is to stand there */
  private static String stressFault(String name, String file, String... changes) throws Exception {
    Path rtl = Benches.rtl(ACCELERATOR, rom, folder.resolve(name));
    String text = Files.readString(rtl.resolve(file));
    for (int i = 0; i < changes.length; i += 2) {
      String from = changes[i];
      assertEquals(text.length() - from.length(), text.replace(from, "").length(), "the fault's place is there once: " + from);
      text = text.replace(from, changes[i + 1]);
    }
    Files.writeString(rtl.resolve(file), text);
    return stress(rtl, 1).problem();
  }

  private static Stress.Result stress(Path rtl, int rounds) {
    return Stress.run(inferences, ACCELERATOR, rom, ConfigurationHash.of(ACCELERATOR, rom), rtl, folder.resolve("work"), rounds, Benches.options());
  }
}
