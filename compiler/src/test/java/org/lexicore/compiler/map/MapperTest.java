package org.lexicore.compiler.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.execute.ReferenceExecutor;
import org.lexicore.compiler.random.RandomAccelerators;
import org.lexicore.compiler.random.RandomNetworks;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Storage;
import org.lexicore.model.network.Window;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.program.Program;
import org.lexicore.model.program.Stage;

/**
 * Do mapped programs, run by the words of the instruction set, compute what the network means? Each is checked for hazards as well.
 */
class MapperTest {
  private static final int CASES = Integer.getInteger("lexicore.mapper.cases", 300);
  private static final int FIRST = Integer.getInteger("lexicore.mapper.first", 0);

  @Test
  void randomNetworksOnRandomAcceleratorsGiveTheReferencesOutputs() {
    int mapped = 0;
    Map<String, Integer> features = new TreeMap<>();
    for (int seed = FIRST; seed < FIRST + CASES; seed++) {
      QuantisedNetwork network = RandomNetworks.draw(seed, 4);
      Accelerator accelerator = RandomAccelerators.draw(seed);
      try {
        count(features, assertComputesLikeTheReference(network, accelerator, seed, seed % 4 == 0 ? 2 + seed % 3 : 1));
        mapped++;
      } catch (InputException e) {
        assertTrue(e.getMessage().contains("raise buffers.accumulators_kib"), e.getMessage());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertTrue(mapped >= CASES * 95 / 100, "only " + mapped + " of " + CASES + " mapped");
    assertEquals(17, features.size(), features::toString);
    features.forEach((feature, programs) -> assertTrue(programs >= CASES / 100, feature + " in " + programs + " programs"));
  }

  /**
   * Do the scales of single channels hold in every sample, where a layer writes them, the host reads and writes them, and a
   * layer reads them?
   */
  @Test
  void everySampleOfABatchKeepsTheScalesOfItsChannels() {
    Shape shape = new Shape(3, 4, 5);
    QuantisedTensor in = new QuantisedTensor("in", shape, 1.0 / 32, Storage.INT8);
    QuantisedTensor made = new QuantisedTensor("made", shape, 1.0 / 16, Storage.INT8, List.of(1.0, 0.5, 0.125));
    QuantisedTensor squared = new QuantisedTensor("squared", shape, 1.0 / 4, Storage.UINT8, List.of(1.0, 0.25, 0.0625));
    QuantisedTensor out = new QuantisedTensor("out", shape, 1.0 / 32, Storage.INT8);
    HostStep.Operation square = new HostStep.Operation(new Combine(BinaryOperator.MULTIPLY), List.of(0, 0), shape);
    QuantisedNetwork network = new QuantisedNetwork("spread", List.of(in), List.of(out), List.of(
        layer("dense", in, new LayerWeights.Plain(3, 3, new byte[] {90, -3, 7, 5, 80, -40, 11, 3, 101}), 1, made),
        new HostStep("square", List.of(made), List.of(square), squared, List.of()),
        layer("depthwise", squared, new LayerWeights.Plain(3, 1, new byte[] {100, -90, 80}), 3, out)));
    assertComputesLikeTheReference(network, RandomAccelerators.draw(1), 7, 3);
  }

  private static QuantisedLayer layer(
      String name, QuantisedTensor input, LayerWeights weights, int groups, QuantisedTensor output) {
    return new QuantisedLayer(
        name, input, weights, Window.POINT, groups, new int[3], Collections.nCopies(3, Requantisation.of(0.01)),
        Optional.empty(), -128, 127, Optional.empty(), output, List.of());
  }

  /** Counts the programs that use each of the things that can go wrong. */
  private static void count(Map<String, Integer> features, Mapping mapping) {
    Program program = mapping.program();
    Map<String, Boolean> has = new TreeMap<>();
    has.put("several runs", program.runs().size() > 1);
    for (Stage.Host host : program.hostWork()) {
      has.put(host instanceof Stage.StreamWeights ? "weights rewritten by the host" : "work of the host", true);
    }
    has.put("several samples", program.inputs().size() > 1 && program.inputs().getLast().tensor().name().contains("#"));
    for (Instruction instruction : program.instructions()) {
      switch (instruction) {
        case Instruction.Load load -> {
          has.merge("codebook loaded", load.target() == Target.CODEBOOK.ordinal(), Boolean::logicalOr);
          boolean fromTensor = load.target() == Target.INDICES.ordinal() && load.region() != Region.DATA.ordinal();
          has.merge("weights loaded as a tensor lies", fromTensor, Boolean::logicalOr);
        }
        case Instruction.Compute compute -> {
          has.put(compute.plain() == 1 ? "plain weights" : "indices", true);
          has.merge("weights along the diagonal", compute.diagonal() == 1, Boolean::logicalOr);
          has.merge("reduction in parts", compute.accumulate() == 1, Boolean::logicalOr);
          boolean crosses = compute.plain() == 0 && compute.segment() % compute.codeword() != 0 && compute.kernelX() > 1;
          has.merge("codeword across segments", crosses, Boolean::logicalOr);
          has.merge("padding of channels only", compute.height() == 0, Boolean::logicalOr);
        }
        case Instruction.Drain drain -> {
          has.merge("residual", drain.addResidual() == 1, Boolean::logicalOr);
          has.merge("residual and pool", drain.addResidual() == 1 && drain.windowX() > 1, Boolean::logicalOr);
          has.merge("sum pool", drain.sumPool() == 1, Boolean::logicalOr);
          has.merge("maximum pool", drain.sumPool() == 0 && drain.windowY() > 1, Boolean::logicalOr);
        }
        case Instruction.Store store -> has.merge("part of a row", store.segments() > 1, Boolean::logicalOr);
      }
    }
    has.forEach((feature, there) -> features.merge(feature, there ? 1 : 0, Integer::sum));
  }

  static Mapping assertComputesLikeTheReference(QuantisedNetwork network, Accelerator accelerator, long seed) {
    return assertComputesLikeTheReference(network, accelerator, seed, 1);
  }

  private static Mapping assertComputesLikeTheReference(QuantisedNetwork network, Accelerator accelerator, long seed, int samples) {
    Mapping mapping = Mapper.explain(network, accelerator, StoreContent.NONE, samples);
    Program program = mapping.program();
    HazardCheck.check(program, accelerator);
    for (Instruction instruction : program.instructions()) {
      assertEquals(instruction, InstructionSet.decode(InstructionSet.encode(instruction), 0));
    }
    List<int[]> inputs = new ArrayList<>();
    List<int[]> expected = new ArrayList<>();
    for (int sample = 0; sample < samples; sample++) {
      List<int[]> own = RandomNetworks.inputs(network, seed + 1000L * sample);
      inputs.addAll(own);
      expected.addAll(reference(network, own));
    }
    List<int[]> actual = new ProgramInterpreter(program, accelerator).run(inputs);
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < actual.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), "seed " + seed + ", output " + i);
    }
    return mapping;
  }

  private static List<int[]> reference(QuantisedNetwork network, List<int[]> inputs) {
    Map<String, int[]> named = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(network.inputs().get(i).name(), inputs.get(i));
    }
    Map<String, int[]> tensors = new ReferenceExecutor(network).run(named);
    return network.outputs().stream().map(output -> tensors.get(output.name())).toList();
  }
}
