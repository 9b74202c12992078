package org.lexicore.cli.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.execute.ReferenceExecutor;
import org.lexicore.compiler.map.Mapper;
import org.lexicore.model.InputException;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.simulator.Simulator;

/** Are reduced cases sound cases of their own: do they map, and does the simulator give the reference's outputs? */
class ReductionsTest {
  private static final int CASES = 12;

  @Test
  void whatIsTakenAwayLeavesACaseThatRuns() {
    int ran = 0;
    List<String> kinds = new ArrayList<>();
    for (int number = 0; number < CASES; number++) {
      CaseCode whole = CaseCode.of(5, number);
      CaseCode one = whole.with(Map.entry("network", String.valueOf(number % DrawCase.GROUP)));
      for (Map.Entry<String, String> candidate : Reductions.candidates(one, one.draw().orElseThrow())) {
        if (runs(one.with(candidate))) {
          kinds.add(candidate.getKey());
          ran++;
        }
      }
    }
    assertTrue(ran >= 100, ran + " reduced cases ran");
    for (String kind : List.of("layers", "residuals", "pools", "height", "width", "channels", "dram.stall_percent", "array.rows", "array.columns")) {
      assertTrue(kinds.contains(kind), kind + " was never reduced");
    }
  }

  /** Whether there is such a case; if there is, it must be right. */
  private static boolean runs(CaseCode code) {
    try {
      Optional<CampaignCase> subject = code.draw();
      if (subject.isEmpty()) {
        return false;
      }
      CampaignCase.Turn turn = subject.get().turns().getFirst();
      QuantisedNetwork network = turn.network();
      var program = Mapper.map(network, subject.get().accelerator());
      List<int[]> outputs = Simulator.run(program, subject.get().accelerator(), turn.inputs()).outputs();
      List<int[]> expected = new ReferenceExecutor(network).outputs(turn.inputs());
      for (int i = 0; i < expected.size(); i++) {
        org.junit.jupiter.api.Assertions.assertArrayEquals(expected.get(i), outputs.get(i), code.replay());
      }
      return true;
    } catch (InputException doesNotFit) {
      return false;
    }
  }

  @Test
  void wordsThatAreNoReductionGetAMessage() {
    for (String word : List.of("layers=0..99", "network=x", "array.lines=4", "height=-1")) {
      CaseCode code = CaseCode.parse("5:1", List.of(word));
      assertTrue(assertThrows(InputException.class, code::draw).getMessage().contains(word.substring(0, word.indexOf('='))), word);
    }
    assertThrows(InputException.class, () -> CaseCode.parse("5-1", List.of()));
    assertThrows(InputException.class, () -> CaseCode.parse("5:1", List.of("layers")));
  }

  @Test
  void theReplayCommandNamesTheCase() {
    CaseCode code = CaseCode.of(5, 1).with(Map.entry("network", "2")).with(Map.entry("layers", "0..0"));
    assertEquals("lexicore campaign --replay 5:1 --reduce network=2 --reduce layers=0..0", code.replay());
    assertEquals(code, CaseCode.parse("5:1", List.of("network=2", "layers=0..0")));
  }
}
