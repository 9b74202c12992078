package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;

/** Does anything unknown leave the design in a 4-state simulator? */
class FourStateTest {
  private static final Accelerator ACCELERATOR = Accelerators.tiny();

  @TempDir static Path folder;

  private static Case subject;

  @BeforeAll
  static void drawTheNetwork() {
    subject = Subjects.coded();
  }

  @Test
  void nothingUnknownLeavesTheDesignAndTheMemoryIsRight() throws Exception {
    String said = run(Benches.rtl(ACCELERATOR, subject.program().rom(), folder.resolve("sound")));
    assertTrue(said.matches("(?s)PASS \\d+ cycles.*"), said);
  }

  @Test
  void aRegisterWithoutItsResetIsFound() throws Exception {
    Path rtl = Benches.rtl(ACCELERATOR, subject.program().rom(), folder.resolve("unreset"));
    Path file = rtl.resolve("lexicore_read_port.v");
    String text = Files.readString(file);
    String reset = "            m_axi_arvalid <= 1'b0;\n            outstanding   <= 7'd0;";
    assertEquals(text.length() - reset.length(), text.replace(reset, "").length(), "the reset is there once");
    Files.writeString(file, text.replace(reset, "            outstanding   <= 7'd0;"));
    String said = run(rtl);
    assertTrue(said.contains("FAIL") && said.contains("a handshake is unknown"), said);
  }

  @Test
  void aRunThatHangsSaysWhatEachUnitWaitsFor() throws Exception {
    Path rtl = Benches.rtl(ACCELERATOR, subject.program().rom(), folder.resolve("hangs"));
    Path file = rtl.resolve("lexicore_core.v");
    String text = Files.readString(file);
    String retire = ".retire     (retire),";
    assertEquals(text.length() - retire.length(), text.replace(retire, "").length(), "the place is there once");
    Files.writeString(file, text.replace(retire, ".retire     (retire & 4'b1011),"));
    String said = run(rtl);
    assertTrue(said.contains("FAIL") && said.contains("no interrupt, and nothing moves for 4001 cycles"), said);
    assertTrue(said.contains("store: waits for drain;"), said);
  }

  private static String run(Path rtl) throws Exception {
    Path work = Files.createDirectories(folder.resolve("work"));
    return FourState.run(subject.inference(), ACCELERATOR, subject.program().rom(), rtl, work);
  }
}
