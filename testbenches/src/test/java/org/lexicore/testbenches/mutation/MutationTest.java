package org.lexicore.testbenches.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.CodebookStore;

/**
 * Do the benches that travel with the Verilog see a change of one token? {@code make mutation} asks it of many, and prints the table of
 * docs/verification.md; a few are asked here.
 */
class MutationTest {
  private static final int MUTANTS = Integer.getInteger("lexicore.mutants", 12);
  private static final long SEED = Long.getLong("lexicore.seed", 1);

  private static final String RESULTS = System.getProperty("lexicore.mutation", "");

  @TempDir Path folder;

  @Test
  void everyMutantIsCaughtButThoseThatAreArguedToBeEquivalent() throws Exception {
    MutationBench bench = new MutationBench(KnownFaults.accelerator(CodebookStore.Kind.SRAM), new byte[0], folder);
    Path results = RESULTS.isEmpty() ? folder.resolve("results.txt") : Path.of(RESULTS);
    List<Mutant> mutants = MutationTable.draw(bench, MUTANTS, SEED);
    assertEquals(MUTANTS, mutants.size());
    String text = MutationTable.text(new MutationTable(bench, results).run(mutants), argued());
    Files.writeString(results.toAbsolutePath().resolveSibling("table.md"), text);
    System.out.println(text);
    List<String> unseen = text.lines().filter(line -> line.endsWith("not seen")).toList();
    assertEquals(List.of(), unseen);
  }

  @Test
  void aChangeIsOfOneTokenAndNeverInAComment() {
    String text = "// a == b\nmodule m (\n    input wire a\n);\n    assign y = a == 3'd7 && !b[4]; // a == b\nendmodule\n";
    List<Mutant> all = MutationOperators.of("m.v", text);
    assertEquals(
        List.of("== to !=", "&& to ||", "no !", "dropped: && …", "number - 1", "bit index + 1", "bit index - 1"),
        all.stream().map(Mutant::operator).toList());
    assertEquals(List.of(5), all.stream().map(Mutant::line).distinct().toList());
    all.forEach(mutant -> assertFalse(mutant.to().equals(mutant.from())));
    assertEquals("a != 3'd7 && !b[4]", all.getFirst().to());
  }

  /** Reasons by mutant; the last column of the file. */
  private static Map<String, String> argued() {
    try (var in = MutationTest.class.getResourceAsStream("equivalent.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#") && !line.isBlank())
          .collect(Collectors.toMap(line -> line.substring(0, line.lastIndexOf('\t')), line -> line.substring(line.lastIndexOf('\t') + 1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
