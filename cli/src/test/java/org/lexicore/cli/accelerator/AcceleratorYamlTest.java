package org.lexicore.cli.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.dram.DramStandard;

/** Does an accelerator file say what it seems to say, and does a wrong one get every problem named? */
class AcceleratorYamlTest {
  private static final Path EXAMPLES = Path.of("../examples/accelerators");
  private static final String GOOD = AcceleratorTemplate.yaml(Map.of());

  private static List<String> problems(String text, String... settings) {
    return assertThrows(InputException.class, () -> AcceleratorYaml.parse("a.yaml", text, List.of(settings))).problems();
  }

  @Test
  void theTemplateIsReadBackWithItsValues() {
    Accelerator a = AcceleratorYaml.parse("a.yaml", GOOD, List.of());
    assertEquals(new Accelerator.Array(8, 8), a.array());
    assertEquals("rom", a.codebook().word());
    assertEquals(150, a.clockMhz());
    assertEquals(new Accelerator.Buffers(64, 16, 8, 16, 16, 4), a.buffers());
    assertEquals(new Accelerator.Axi(64, 32, 8, 4), a.axi());
  }

  @Test
  void theExamplesStateEveryField() throws Exception {
    for (String name : List.of("edge-8", "edge-16", "big-16", "big-32")) {
      Path file = EXAMPLES.resolve(name + ".yaml");
      assertEquals(name, AcceleratorYaml.read(file, List.of()).name());
      String text = Files.readString(file);
      for (AcceleratorField field : AcceleratorField.ALL) {
        assertTrue(text.contains(field.key() + ": "), name + " lacks " + field.path());
      }
    }
  }

  @Test
  void theOneLineFormOfTheDesignIsRead() {
    Accelerator a = AcceleratorYaml.parse("a.yaml", """
        version:     1
        name:        edge-16
        array:       {rows: 16, columns: 16}
        clock_mhz:   150
        technology:  {node_nm: 28}
        codebook:    {place: rom, entries: 256, dimension: 8, ports: 1, books: 1}
        buffers:     {activations_kib: 64, accumulators_kib: 32, indices_kib: 8}
        postprocess: {lanes: 4}
        axi:         {data_bits: 128, address_bits: 32, outstanding_reads: 8}
        dram:        {kind: ideal, latency_cycles: 40, bytes_per_cycle: 16, stall_percent: 0, stall_seed: 1}
        """, List.of());
    assertEquals(new Accelerator.Buffers(64, 32, 8, 16, 16, 4), a.buffers());
    assertEquals(4, a.axi().outstandingWrites());
  }

  @Test
  void settingsOverrideTheFile() {
    Accelerator a = AcceleratorYaml.parse("a.yaml", GOOD, List.of("array.rows=16", "codebook.place=none"));
    assertEquals(16, a.array().rows());
    assertEquals("none", a.codebook().word());
  }

  @Test
  void aFoundrysFiguresAreOptionalAndSurviveRewriting() {
    assertEquals(new Accelerator.Technology(28), AcceleratorYaml.parse("a.yaml", GOOD, List.of()).technology());
    Accelerator stated = AcceleratorYaml.parse("a.yaml", GOOD, List.of("technology.gate_um2=0.49", "technology.rom_bit_um2=0.1"));
    assertEquals(
        new Accelerator.Technology(28, OptionalDouble.of(0.49), OptionalDouble.empty(), OptionalDouble.of(0.1)), stated.technology());
    assertEquals(stated, AcceleratorValues.with(stated, List.of()));
    assertEquals(
        List.of(
            "--set technology.gate_um2: technology.gate_um2 \"small\" is not a number; write one, or leave it out",
            "--set technology.sram_bit_um2: technology.sram_bit_um2 0.0 is not positive"),
        problems(GOOD, "technology.gate_um2=small", "technology.sram_bit_um2=0"));
  }

  @Test
  void aHostIsOptionalAndSurvivesRewriting() {
    assertTrue(AcceleratorYaml.parse("a.yaml", GOOD, List.of()).host().isEmpty());
    Accelerator stated = AcceleratorYaml.parse("a.yaml", GOOD.replace("# gops: NUMBER", "gops: 4"), List.of("host.pj_per_byte=20"));
    assertEquals(
        new Accelerator.Host(OptionalDouble.of(4), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(20)),
        stated.host().orElseThrow());
    assertEquals(stated, AcceleratorValues.with(stated, List.of()));
  }

  @Test
  void capacitiesOfTheCodebookMayBeLeftOutWhereThereIsNone() {
    String text = GOOD.replaceAll("(?m)^  (entries|dimension|ports|books):.*\\R", "").replace("place: rom", "place: none");
    assertEquals(1, AcceleratorYaml.parse("a.yaml", text, List.of()).codebook().dimension());
  }

  @Test
  void aTimedMemoryHasTheDefaultsOfItsKindAndIgnoresTheIdealOnesFields() {
    Accelerator a = AcceleratorYaml.parse("a.yaml", GOOD, List.of("dram.kind=hbm2", "dram.read_queue=7", "dram.refresh=off"));
    var timed = (Accelerator.Dram.Timed) a.dram();
    assertEquals(DramStandard.HBM2, timed.standard());
    assertEquals(16, timed.controller().channels());
    assertEquals(7, timed.controller().readQueue());
    assertFalse(timed.controller().refresh());
    assertEquals(a, AcceleratorValues.with(a, List.of("array.rows=8")), "written and read back");
    String silent = GOOD.replaceAll("(?m)^  (latency_cycles|bytes_per_cycle|stall_percent|stall_seed):.*\\R", "");
    assertEquals("ddr4-2400", AcceleratorYaml.parse("a.yaml", silent, List.of("dram.kind=ddr4-2400")).dram().kind());
  }

  @Test
  void aTimedMemoryThatCannotBeIsReportedWithItsLine() {
    String text = GOOD.replace("  kind: ideal", "  kind: ddr4-2400").replace("  # channels: 1", "  channels: 3");
    assertEquals(
        List.of(
            "--set dram.page_policy: dram.page_policy \"ajar\" is not open or closed; write e.g. open",
            "a.yaml:49: dram.channels 3 is not a power of two from 1 to 64"),
        problems(text, "dram.page_policy=ajar"));
    assertEquals(
        List.of("a.yaml:43: dram.kind \"ddr2\" is not ideal, ddr4-2400, ddr4-3200, lpddr4-3200, lpddr5-6400 or hbm2; write e.g. ideal"),
        problems(GOOD.replace("  kind: ideal", "  kind: ddr2")));
  }

  @Test
  void everyKindOfMistakeIsReportedAtOnceWithItsLine() {
    String text = GOOD
        .replace("  rows: 8 ", "  rows: eight ")
        .replace("  columns: 8", "  colums: 8")
        .replace("place: rom", "place: flash")
        .replace("clock_mhz: 150", "clock_mhz: 0")
        .replace("postprocess:", "posprocess:")
        .replace("  stall_percent: 0", "  stall_percent: 0\n  stall_percent: 1\n  bank_count: 3");
    assertEquals(
        List.of(
            "a.yaml:47: dram.stall_percent is there twice; remove one",
            "a.yaml:33: posprocess is not a section; did you mean postprocess?",
            "a.yaml:7: array.colums is not a field; did you mean array.columns?",
            "a.yaml:48: dram.bank_count is not a field; remove it, or see `lexicore init` for all fields",
            "a.yaml:6: array.rows \"eight\" is not a whole number; write e.g. 8",
            "a.yaml: array.columns is missing; write \"columns: 8\" under array",
            "a.yaml:18: codebook.place \"flash\" is not none, sram or rom; write e.g. rom",
            "a.yaml: postprocess.lanes is missing; write \"lanes: 4\" under postprocess",
            "a.yaml:9: clock_mhz 0.0 is not from 0.001 to 100000"),
        problems(text));
  }

  @Test
  void valuesThatCannotBeBuiltAreReportedWithTheirLine() {
    assertEquals(
        List.of("a.yaml:6: array.rows 7 is not a power of two from 4 to 128",
            "a.yaml:20: codebook.dimension 8 is not from 1 to 32 and at most array.rows (7)"),
        problems(GOOD.replace("  rows: 8 ", "  rows: 7 ")).stream().filter(p -> !p.contains("lanes")).toList());
  }

  @Test
  void settingsAreCheckedLikeTheFile() {
    assertEquals(
        List.of(
            "--set rows: write --set section.field=value, e.g. --set array.rows=8",
            "--set aray.rows: aray.rows is not a field; did you mean array.rows?",
            "--set axi.data_bits: axi.data_bits \"wide\" is not a whole number; write e.g. 64"),
        problems(GOOD, "rows", "aray.rows=3", "axi.data_bits=wide"));
  }

  @Test
  void whatIsNoYamlIsSaidSoWithItsLine() {
    assertEquals(
        List.of("a.yaml:2: is not YAML: mapping values are not allowed here; compare it with what `lexicore init` writes"),
        problems("version 1\nname: x\n"));
    assertEquals(List.of("a.yaml: holds no fields; `lexicore init` writes a file to start from"), problems(""));
  }

  @Test
  void aListWhereAValueBelongsAndASectionWithoutFieldsAreReported() {
    List<String> problems = problems(GOOD.replace("name: edge-8", "name: [a, b]").replaceAll("technology:\\R.*", "technology: 28"));
    assertEquals("a.yaml:3: name is a list; write one value", problems.get(0));
    assertEquals("a.yaml:11: technology is a section; write its fields below it, indented", problems.get(1));
  }

  @Test
  void theTableInTheDocsIsThatOfTheFields() throws Exception {
    String page = Files.readString(Path.of("../docs/accelerator-yaml.md"));
    assertTrue(page.contains(AcceleratorTemplate.table()), "docs/accelerator-yaml.md lacks:\n" + AcceleratorTemplate.table());
  }

  /** No area is extrapolated: outside the published nodes a foundry states its own. */
  @Test
  void aNodeWithoutPublishedAreasNeedsTheFoundrysOwn() {
    List<String> own = List.of("technology.gate_um2=1", "technology.sram_bit_um2=2", "technology.rom_bit_um2=0.5");
    for (int node : new int[] {0, -7, 1, 6, 181, 250}) {
      String set = "technology.node_nm=" + node;
      InputException refused = assertThrows(InputException.class, () -> AcceleratorYaml.parse("a.yaml", GOOD, List.of(set)));
      assertTrue(refused.getMessage().contains(node + " is not from 7 to 180, the nodes with published areas"), refused.getMessage());
      assertThrows(InputException.class, () -> AcceleratorYaml.parse("a.yaml", GOOD, List.of(set, own.get(0), own.get(1))));
      List<String> all = List.of(set, own.get(0), own.get(1), own.get(2));
      if (node > 0) {
        assertEquals(node, AcceleratorYaml.parse("a.yaml", GOOD, all).technology().nodeNm());
      } else {
        assertThrows(InputException.class, () -> AcceleratorYaml.parse("a.yaml", GOOD, all));
      }
    }
    for (int node : new int[] {7, 65, 66, 180}) {
      assertEquals(node, AcceleratorYaml.parse("a.yaml", GOOD, List.of("technology.node_nm=" + node)).technology().nodeNm());
    }
  }
}
