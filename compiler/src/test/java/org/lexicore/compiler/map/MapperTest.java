package org.lexicore.compiler.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.execute.ReferenceExecutor;
import org.lexicore.compiler.random.RandomAccelerators;
import org.lexicore.compiler.random.RandomNetworks;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.program.Program;

class MapperTest {
  private static final int CASES = Integer.getInteger("lexicore.mapper.cases", 300);
  private static final int FIRST = Integer.getInteger("lexicore.mapper.first", 0);

  @Test
  void randomNetworksOnRandomAcceleratorsGiveTheReferencesOutputs() {
    int mapped = 0;
    Map<String, Integer> refused = new HashMap<>();
    for (int seed = FIRST; seed < FIRST + CASES; seed++) {
      QuantisedNetwork network = RandomNetworks.draw(seed, 4);
      Accelerator accelerator = RandomAccelerators.draw(seed);
      try {
        assertComputesLikeTheReference(network, accelerator, seed);
        mapped++;
      } catch (InputException e) {
        refused.merge(e.getMessage().replaceAll("[0-9]+", "#"), 1, Integer::sum);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    System.out.println(mapped + " mapped; refused: " + refused);
    assertTrue(mapped >= CASES * 9 / 10, "only " + mapped + " mapped; refused: " + refused);
  }

  static void assertComputesLikeTheReference(QuantisedNetwork network, Accelerator accelerator, long seed) {
    Program program = Mapper.map(network, accelerator);
    HazardCheck.check(program, accelerator);
    for (Instruction instruction : program.instructions()) {
      assertEquals(instruction, InstructionSet.decode(InstructionSet.encode(instruction), 0));
    }
    List<int[]> inputs = RandomNetworks.inputs(network, seed);
    Map<String, int[]> named = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(network.inputs().get(i).name(), inputs.get(i));
    }
    Map<String, int[]> expected = new ReferenceExecutor(network).run(named);
    List<int[]> actual = new ProgramInterpreter(program, accelerator).run(inputs);
    for (int i = 0; i < actual.size(); i++) {
      assertArrayEquals(expected.get(network.outputs().get(i).name()), actual.get(i), "seed " + seed + ", output " + i);
    }
  }
}
