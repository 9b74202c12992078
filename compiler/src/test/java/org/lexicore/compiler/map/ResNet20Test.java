package org.lexicore.compiler.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.program.Program;

/** What a whole network of usual shape comes to on arrays of usual size. */
class ResNet20Test {
  private static Accelerator edge(int size, int dimension) {
    return new Accelerator(
        1, "edge-" + size, new Accelerator.Array(size, size), 150, new Accelerator.Technology(28),
        CodebookStore.Kind.ROM.apply(new CodebookStore.Capacity(256, dimension, 1, 1)),
        new Accelerator.Buffers(64, 32, 8, 8, 8, 4), new Accelerator.Postprocess(4), new Accelerator.Axi(128, 32, 8, 4),
        new Accelerator.Dram.Ideal(40, 16, 0, 1));
  }

  @Test
  void theWholeNetworkGivesTheReferencesOutputs() {
    MapperTest.assertComputesLikeTheReference(ResNet20.of(8, 256), edge(16, 8), 1);
    MapperTest.assertComputesLikeTheReference(ResNet20.of(4, 256), edge(8, 8), 2);
  }

  @Test
  void dramTrafficIsNearWhatIsCompulsory() {
    QuantisedNetwork network = ResNet20.of(8, 256);
    Map<Traffic, Long> traffic = traffic(Mapper.map(network, edge(16, 8)));
    long codes = network.layers().stream().mapToLong(l -> l.weights().outputs() * (l.weights().rowLength() / 8L)).sum();
    assertTrue(traffic.get(Traffic.INDICES) <= codes * 102 / 100, traffic + " for " + codes + " codes");
    long activations =
        network.layers().stream()
            .mapToLong(l -> l.input().shape().size() + l.residual().map(r -> (long) r.operand().shape().size()).orElse(0L))
            .sum();
    assertTrue(traffic.get(Traffic.ACTIVATIONS_READ) <= activations * 110 / 100, traffic + " for " + activations);
  }

  @Test
  void theArrayIsBusyInNineCyclesOfTen() {
    for (int d : new int[] {4, 8}) {
      EstimatedRun run = EstimatedRun.of(Mapper.map(ResNet20.of(d, 256), edge(16, 8)), edge(16, 8));
      assertTrue(10 * run.busy() >= 9 * run.cycles(), "d = " + d + ": " + run);
    }
  }

  @Test
  void layersAreReportedWithTheirTiles() {
    Mapping mapping = Mapper.explain(ResNet20.of(8, 256), edge(16, 8));
    List<LayerReport> layers = mapping.report().layers();
    assertEquals(22, layers.size());
    assertEquals(List.of(), mapping.report().notes());
    LayerReport last = layers.get(20);
    assertEquals("stage2.block2.conv2", last.layer());
    assertEquals("indices", last.weights());
    assertEquals(List.of(1, 1, 4L), List.of(last.tileRows(), last.tileColumns(), last.tiles()));
    assertEquals(4 * 36, last.passes());
    assertEquals(64 * 64 * 9 / 8, last.streamBytes());
    assertEquals("int8", layers.get(0).weights());
  }

  @Test
  void smallerBuffersCostCyclesButNeverChangeTheOutputs() {
    Accelerator ample = edge(16, 8);
    Accelerator tight =
        new Accelerator(
            1, "tight", ample.array(), 150, ample.technology(), ample.codebook(), new Accelerator.Buffers(1, 2, 1, 1, 1, 1),
            ample.postprocess(), ample.axi(), ample.dram());
    MapperTest.assertComputesLikeTheReference(ResNet20.of(8, 256), tight, 3);
  }

  private static Map<Traffic, Long> traffic(Program program) {
    Map<Traffic, Long> bytes = new EnumMap<>(Traffic.class);
    for (Instruction instruction : program.instructions()) {
      if (instruction instanceof Instruction.Load load) {
        bytes.merge(Traffic.values()[load.kind()], 16L * load.segments() * load.words(), Long::sum);
      }
    }
    return bytes;
  }
}
