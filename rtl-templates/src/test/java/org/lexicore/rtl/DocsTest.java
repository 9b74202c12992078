package org.lexicore.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Do the committed pages say what the tables say? {@code -Dgolden.write=true} writes them. */
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
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(file, expected);
    }
    assertEquals(expected, Files.readString(file), page + ": run the test with -Dgolden.write=true");
  }
}
