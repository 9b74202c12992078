package org.lexicore.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Do the committed pages say what the tables say? {@code make golden} writes them. */
@Tag("golden")
class DocsTest {
  @Test
  void theRegisterPageIsTheRegisterTable() throws IOException {
    check("registers.md", RegisterDocs.text());
  }

  @Test
  void theInstructionSetPageIsTheInstructionRecords() throws IOException {
    check("instruction-set.md", InstructionSetDocs.text());
  }

  private static void check(String page, String expected) throws IOException {
    Path file = Path.of("..", "docs", page);
    if ("write".equals(System.getProperty("lexicore.golden"))) {
      Files.writeString(file, expected);
    }
    assertEquals(expected, Files.readString(file), page + ": make golden");
  }
}
