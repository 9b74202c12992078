package org.lexicore.compiler.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.program.Program;

/** What a whole network of usual shape comes to on arrays of usual size. */
class ResNet20Test {
  private static Accelerator edge(int size, int dimension) {
    return new Accelerator(
        1, "edge-" + size, new Accelerator.Array(size, size), 150, new Accelerator.Technology(28),
        new Accelerator.CodebookStore(Accelerator.Place.ROM, 256, dimension, 1, 1, Optional.empty()),
        new Accelerator.Buffers(64, 32, 8, 8, 8, 4), new Accelerator.Postprocess(4), new Accelerator.Axi(128, 32, 8, 4),
        new Accelerator.Dram("ideal", 40, 16, 0, 1));
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
    System.out.println(traffic + "; compulsory " + codes + " indices, " + activations + " activations read");
  }

  @Test
  void layersAreReportedWithTheirTiles() {
    Mapping mapping = Mapper.explain(ResNet20.of(8, 256), edge(16, 8));
    mapping.report().layers().forEach(System.out::println);
    assertEquals(22, mapping.report().layers().size());
    assertEquals(0, mapping.report().notes().size());
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
