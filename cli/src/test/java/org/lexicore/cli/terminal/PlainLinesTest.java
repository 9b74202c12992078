package org.lexicore.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.cli.CommandLineRun;

/** Question: does no name in a file command the terminal? */
class PlainLinesTest {
  private static final String CLEAR = "\u001b[2J\u0007";

  @TempDir Path folder;

  @Test
  void aNetworksNameIsPlainInNotesAndTables() throws Exception {
    Path file = Files.copy(Path.of(CommandLineRun.TINY), folder.resolve("tiny" + CLEAR + ".onnx"));
    String out = folder.resolve("out").toString();
    CommandLineRun made = CommandLineRun.of("compress", file.toString(), "--scheme", "int8", "-o", out);
    assertEquals(0, made.status(), made.err());
    assertTrue(made.err().contains("note: no calibration data for tiny?[2J?"), made.err());
    CommandLineRun shown = CommandLineRun.of("inspect", Path.of(out, "tiny" + CLEAR).toString());
    assertEquals(0, shown.status(), shown.err());
    assertTrue(shown.out().contains("tiny?[2J?"), shown.out());
    assertFalse((made.err() + shown.out() + shown.err()).matches("(?s).*[\\p{Cntrl}&&[^\\n\\t]].*"), made.err() + shown.out());
  }

  @Test
  void linesWithArgumentsArePlainToo() {
    StringWriter text = new StringWriter();
    try (PlainLines lines = new PlainLines(new PrintWriter(text))) {
      lines.printf(Locale.ROOT, "note: %s%n", CLEAR);
      lines.printf("note: %s%n", CLEAR);
      lines.println("warning: " + CLEAR);
    }
    assertEquals("note: ?[2J?\nnote: ?[2J?\nwarning: ?[2J?\n", text.toString());
  }
}
