package org.lexicore.compiler.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.random.FittingNetworks;
import org.lexicore.compiler.random.RandomAccelerators;
import org.lexicore.compiler.random.RandomNetworks;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;
import org.lexicore.model.program.Program;

/** Is the least traffic what the shapes say, and does no program have less? */
class LeastTrafficTest {
  private static final int RANDOM_CASES = 60;

  private static Accelerator accelerator(CodebookStore.Kind place) {
    return new Accelerator(
        1, "edge", new Accelerator.Array(8, 8), 150, new Accelerator.Technology(28), place.apply(new CodebookStore.Capacity(16, 4, 1, 1)),
        new Accelerator.Buffers(64, 16, 8, 16, 16, 4), new Accelerator.Postprocess(4), new Accelerator.Axi(64, 32, 8, 4),
        new Accelerator.Dram.Ideal(40, 8, 0, 1));
  }

  /**
   * Eight channels of 9 x 9 pixels to 12 channels, by codes of 16 codewords of 4; then a 1 x 1 layer of stride 2 with
   * plain weights.
   */
  private static QuantisedNetwork network() {
    QuantisedTensor in = new QuantisedTensor("in", new Shape(8, 9, 9), 1, true);
    QuantisedTensor between = new QuantisedTensor("between", new Shape(12, 9, 9), 1, true);
    QuantisedTensor out = new QuantisedTensor("out", new Shape(5, 5, 5), 1, true);
    LayerWeights coded = new LayerWeights.Coded(12, 72, new Codebook("book", 4, new byte[64]), new int[12 * 18]);
    QuantisedLayer first = layer("first", in, coded, new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1), between);
    QuantisedLayer second =
        layer("second", between, new LayerWeights.Plain(5, 12, new byte[60]), new Window(1, 1, 2, 2, 1, 1, 0, 0, 0, 0), out);
    return new QuantisedNetwork("network", List.of(in), List.of(out), List.of(first, second));
  }

  private static QuantisedLayer layer(String name, QuantisedTensor input, LayerWeights weights, Window window, QuantisedTensor output) {
    return new QuantisedLayer(
        name, input, weights, window, 1, new int[weights.outputs()],
        Collections.nCopies(weights.outputs(), Requantisation.IDENTITY), Optional.empty(), -127, 127, Optional.empty(), output,
        List.of(name));
  }

  private static Map<Traffic, Long> least(CodebookStore.Kind place, int samples) {
    Mapping mapping = Mapper.explain(network(), accelerator(place), StoreContent.NONE, samples);
    return LeastTraffic.of(network(), accelerator(place), mapping.report(), samples);
  }

  @Test
  void everyIndexWeightBiasCodewordAndUsedPixelCountsOnce() {
    Map<Traffic, Long> least = least(CodebookStore.Kind.SRAM, 1);
    assertEquals(12L * 18 * 4 / 8, least.get(Traffic.INDICES), "four bits for each of 16 codewords");
    assertEquals(16L * 4, least.get(Traffic.CODEBOOKS));
    assertEquals(60L, least.get(Traffic.WEIGHTS));
    assertEquals(8L * (12 + 5), least.get(Traffic.BIASES));
    assertEquals(8L * 81 + 12L * 25, least.get(Traffic.ACTIVATIONS_READ), "the stride of 2 needs 5 of 9 rows and columns");
    assertEquals(12L * 81 + 5L * 25, least.get(Traffic.ACTIVATIONS_WRITTEN));
    assertEquals(0L, least.get(Traffic.INSTRUCTIONS));
  }

  @Test
  void aRomIsNotReadFromDramAndWithoutAStoreCodewordsAreWeights() {
    assertEquals(0L, least(CodebookStore.Kind.ROM, 1).get(Traffic.CODEBOOKS));
    assertEquals(0L, least(CodebookStore.Kind.NONE, 1).get(Traffic.INDICES));
    assertEquals(60L + 12 * 72, least(CodebookStore.Kind.NONE, 1).get(Traffic.WEIGHTS));
  }

  @Test
  void weightsServeAllSamplesOfABatch() {
    assertEquals(least(CodebookStore.Kind.ROM, 1).get(Traffic.INDICES), least(CodebookStore.Kind.ROM, 3).get(Traffic.INDICES));
    assertEquals(3 * least(CodebookStore.Kind.ROM, 1).get(Traffic.ACTIVATIONS_READ), least(CodebookStore.Kind.ROM, 3).get(Traffic.ACTIVATIONS_READ));
  }

  @Test
  void noProgramOfARandomNetworkHasLess() {
    int cases = 0;
    for (int seed = 0; seed < RANDOM_CASES; seed++) {
      Accelerator accelerator = RandomAccelerators.draw(seed);
      List<FittingNetworks.Mapped> fitting = FittingNetworks.draw(accelerator, next -> RandomNetworks.draw(next, 4, 7), seed, 1).networks();
      for (FittingNetworks.Mapped one : fitting) {
        Mapping mapping = Mapper.explain(one.network(), accelerator);
        Map<Traffic, Long> least = LeastTraffic.of(one.network(), accelerator, mapping.report(), 1);
        Map<Traffic, Long> moved = traffic(mapping.program(), accelerator.wordBytes());
        for (Traffic kind : Traffic.values()) {
          assertTrue(moved.getOrDefault(kind, 0L) >= least.get(kind), "seed " + seed + ", " + kind + ": " + moved + " for at least " + least);
        }
        cases++;
      }
    }
    assertEquals(RANDOM_CASES, cases);
  }

  private static Map<Traffic, Long> traffic(Program program, int word) {
    Map<Traffic, Long> bytes = new EnumMap<>(Traffic.class);
    for (Instruction instruction : program.instructions()) {
      switch (instruction) {
        case Instruction.Load load -> bytes.merge(Traffic.values()[load.kind()], (long) word * load.segments() * load.words(), Long::sum);
        case Instruction.Store store ->
            bytes.merge(Traffic.ACTIVATIONS_WRITTEN, (long) word * store.segments() * store.words(), Long::sum);
        case Instruction.Compute compute -> { }
        case Instruction.Drain drain -> { }
      }
    }
    return bytes;
  }
}
