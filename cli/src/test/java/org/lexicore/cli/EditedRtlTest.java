package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Can a folder of edited Verilog be checked, and is one that cannot be told with what was meant? */
class EditedRtlTest {
  @TempDir static Path folder;

  @BeforeAll
  static void generate() throws Exception {
    CommandLineRun generated = run("generate", "-a", CommandLineRun.EDGE, "--set", "codebook.entries=64", "-o", in("hardware"));
    assertEquals(0, generated.status(), generated.err());
    Files.createDirectories(folder.resolve("empty"));
    Files.createDirectories(folder.resolve("part"));
    Files.copy(folder.resolve("hardware/rtl/lexicore_fifo.v"), folder.resolve("part/lexicore_fifo.v"));
  }

  private static String in(String name) {
    return folder.resolve(name).toString();
  }

  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(arguments);
  }

  private static CommandLineRun campaign(String rtl, String... more) {
    List<String> words = new ArrayList<>(List.of("campaign", "--rtl", rtl));
    words.addAll(Arrays.asList(more));
    return run(words.toArray(String[]::new));
  }

  private static void expectRefused(CommandLineRun run, String message) {
    assertEquals(2, run.status(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertTrue(!Files.exists(folder.resolve("out")), "nothing is written");
  }

  @Test
  void aFolderThatCannotBeCheckedIsToldWithTheOneThatWasMeant() {
    String[] edge = {"-a", CommandLineRun.EDGE, "--set", "codebook.entries=64", "-o", in("out")};
    expectRefused(campaign(in("nowhere"), edge), "nowhere: is no folder");
    expectRefused(campaign(in("empty"), edge), "empty: holds no Verilog; name the folder rtl/");
    expectRefused(campaign(in("part"), edge), "part: holds Verilog, but no lexicore_core.v, the module that is checked");
    expectRefused(campaign(in("hardware"), edge), "hardware: holds no Verilog itself, its folder rtl/ does; name " + in("hardware") + "/rtl");
    expectRefused(campaign(in("hardware/rtl"), "-o", in("out")), "of which accelerator? name it with -a FILE");
    expectRefused(run("campaign", "-a", CommandLineRun.EDGE, "-o", in("out")), "name the accelerator of --rtl DIR");
    CommandLineRun other = campaign(in("hardware/rtl"), "-a", CommandLineRun.EDGE, "--set", "array.rows=16", "--set", "codebook.entries=64", "-o", in("out"));
    expectRefused(other, "rtl: ROWS is 8 there and 16 for edge-8; name the accelerator that it was generated from");
    expectRefused(
        run("verify", CommandLineRun.TINY, "-a", CommandLineRun.EDGE, "--set", "codebook.entries=64", "--rtl", in("hardware"), "-o", in("out")),
        "holds no Verilog itself");
    expectRefused(
        run("verify", CommandLineRun.TINY, "-a", CommandLineRun.EDGE, "--set", "codebook.entries=64", "--set", "codebook.place=none", "--rtl", in("hardware/rtl"), "-o", in("out")),
        "rtl: ENTRY_BITS is 6 there and 1 for edge-8");
    expectRefused(
        run("verify", CommandLineRun.TINY, "-a", CommandLineRun.EDGE, "--set", "codebook.entries=64", "--set", "codebook.place=sram", "--rtl", in("hardware/rtl"), "-o", in("out")),
        "rtl: is configuration ");
  }

  @Test
  void aSoundFolderPassesAndAnEditedOneFailsWithTheCommandThatRepeatsIt() throws Exception {
    String[] three = {"-a", CommandLineRun.EDGE, "--set", "codebook.entries=64", "-n", "3", "--time-budget", "5m", "-o", in("campaign")};
    CommandLineRun sound = campaign(in("hardware/rtl"), three);
    assertEquals(0, sound.status(), sound.err() + sound.out());
    Path edited = folder.resolve("hardware/rtl/lexicore_drain_lane.v");
    String text = Files.readString(edited);
    Files.writeString(edited, text.replace("accumulator4 + parameters4[31:0]", "accumulator4 - parameters4[31:0]"));
    String[] one = {"-a", CommandLineRun.EDGE, "--set", "codebook.entries=64", "-n", "1", "--time-budget", "1s", "-o", in("campaign")};
    CommandLineRun faulty = campaign(in("hardware/rtl"), one);
    Files.writeString(edited, text);
    assertEquals(1, faulty.status(), faulty.err() + faulty.out());
    assertTrue(faulty.err().contains("--rtl " + in("hardware/rtl") + " -a " + CommandLineRun.EDGE + " --set codebook.entries=64"), faulty.err());
  }
}
