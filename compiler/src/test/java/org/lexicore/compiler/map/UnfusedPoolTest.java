package org.lexicore.compiler.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedLayer.Pool;
import org.lexicore.model.network.QuantisedLayer.PoolKind;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** A pool whose window exceeds an accumulator bank of 64 pixels: same numbers, other layers. */
class UnfusedPoolTest {
  private static final Accelerator ACCELERATOR =
      new Accelerator(
          1, "shallow", new Accelerator.Array(8, 8), 100, new Accelerator.Technology(28),
          CodebookStore.Kind.NONE.apply(new CodebookStore.Capacity(16, 8, 1, 1)),
          new Accelerator.Buffers(4, 4, 4, 4, 4, 1), new Accelerator.Postprocess(4), new Accelerator.Axi(64, 32, 4, 4),
          new Accelerator.Dram.Ideal(10, 8, 0, 1));

  private static Mapping map(PoolKind kind, Window window, int lowest, int highest) {
    QuantisedTensor in = new QuantisedTensor("in", new Shape(6, 17, 19), 1, true);
    Shape pooled = new Shape(5, window.outputHeight(17), window.outputWidth(19));
    QuantisedTensor out = new QuantisedTensor("out", pooled, 1, lowest < 0);
    byte[] weights = new byte[5 * 6];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (byte) (i * 37 % 255 - 127);
    }
    Requantisation scale = kind == PoolKind.SUM ? Requantisation.of(1 / 300.0) : Requantisation.IDENTITY;
    QuantisedLayer layer =
        new QuantisedLayer(
            "conv", in, new LayerWeights.Plain(5, 6, weights), Window.POINT, 1, new int[5],
            Collections.nCopies(5, Requantisation.of(0.01)), Optional.empty(), lowest, highest,
            Optional.of(new Pool(kind, window, scale, lowest, highest)), out, List.of());
    QuantisedNetwork network = new QuantisedNetwork("net", List.of(in), List.of(out), List.of(layer));
    return MapperTest.assertComputesLikeTheReference(network, ACCELERATOR, 5);
  }

  @Test
  void aSumRunsAsAConvolutionOfOnes() {
    Mapping mapping = map(PoolKind.SUM, new Window(17, 19, 1, 1, 1, 1, 0, 0, 0, 0), 0, 255);
    assertEquals(List.of("conv", "conv/pool"), mapping.program().layers());
    assertEquals(
        "the pool runs as a layer of its own: its windows do not fit the 64 pixels of an accumulator bank"
            + " (buffers.accumulators_kib)",
        mapping.report().notes().get(0).text());
  }

  @Test
  void aSumWithPaddingLeavesThePaddingOut() {
    assertEquals(2, map(PoolKind.SUM, new Window(11, 9, 4, 5, 1, 1, 5, 4, 3, 2), -128, 127).program().layers().size());
  }

  @Test
  void aMaximumRunsAlongXAndThenAlongY() {
    Mapping mapping = map(PoolKind.MAX, new Window(15, 13, 1, 3, 1, 1, 7, 6, 2, 1), -100, 120);
    assertEquals(List.of("conv", "conv/pool-x", "conv/pool-y"), mapping.program().layers());
  }

  @Test
  void aPoolThatFitsStaysWithItsConvolution() {
    assertEquals(1, map(PoolKind.MAX, new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1), 0, 200).program().layers().size());
  }
}
