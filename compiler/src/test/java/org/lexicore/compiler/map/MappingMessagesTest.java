package org.lexicore.compiler.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** What does a user read whose network runs otherwise than hoped, or not at all? */
class MappingMessagesTest {
  private static Accelerator accelerator(int accumulatorsKib, int resultsKib, int dimension, int entries, Accelerator.Place place) {
    return new Accelerator(
        1, "small", new Accelerator.Array(8, 8), 100, new Accelerator.Technology(28),
        new Accelerator.CodebookStore(place, entries, dimension, 1, 1, Optional.empty()),
        new Accelerator.Buffers(4, accumulatorsKib, 4, resultsKib, 4, 1), new Accelerator.Postprocess(4),
        new Accelerator.Axi(512, 32, 4, 4), new Accelerator.Dram.Ideal(10, 64, 0, 1));
  }

  private static QuantisedNetwork network(int width, int d, int k, int groups) {
    QuantisedTensor in = new QuantisedTensor("in", new Shape(8, 4, width), 1, false);
    QuantisedTensor out = new QuantisedTensor("out", new Shape(8, 4, width), 1, false);
    int length = 8 / groups;
    Codebook codebook = new Codebook("book", d, new byte[d * k]);
    LayerWeights weights = new LayerWeights.Coded(8, length, codebook, new int[8 * Math.ceilDiv(length, d)]);
    QuantisedLayer layer =
        new QuantisedLayer(
            "conv1", in, weights, Window.POINT, groups, new int[8], Collections.nCopies(8, Requantisation.IDENTITY),
            Optional.empty(), 0, 255, Optional.empty(), out, List.of());
    return new QuantisedNetwork("net", List.of(in), List.of(out), List.of(layer));
  }

  private static List<MappingNote> notes(QuantisedNetwork network, Accelerator accelerator) {
    return Mapper.explain(network, accelerator).report().notes();
  }

  @Test
  void codewordsThatTheStoreCannotHoldAreExpandedAndTheReasonIsGiven() {
    Accelerator rom = accelerator(8, 4, 4, 256, Accelerator.Place.ROM);
    assertEquals(List.of(), notes(network(8, 4, 256, 1), rom));
    assertEquals(
        "[MappingNote[layer=conv1, text=codewords are expanded to int8 weights: d = 8 is above codebook.dimension (4)]]",
        notes(network(8, 8, 16, 1), rom).toString());
    assertEquals(
        "[MappingNote[layer=conv1, text=codewords are expanded to int8 weights: 300 codewords are more than codebook.entries (256)]]",
        notes(network(8, 4, 300, 1), rom).toString());
    assertEquals(
        "[MappingNote[layer=conv1, text=codewords are expanded to int8 weights: a convolution of 2 groups needs zero weights between"
            + " the groups]]",
        notes(network(8, 4, 16, 2), rom).toString());
    assertEquals(
        "[MappingNote[layer=conv1, text=codewords are expanded to int8 weights: the accelerator has no codebook"
            + " (codebook.place: none)]]",
        notes(network(8, 4, 16, 1), accelerator(8, 4, 4, 256, Accelerator.Place.NONE)).toString());
  }

  @Test
  void aTileThatFitsNoAccumulatorBankNamesTheLayerAndTheField() {
    Accelerator tiny =
        new Accelerator(
            1, "tiny", new Accelerator.Array(8, 16), 100, new Accelerator.Technology(28),
            new Accelerator.CodebookStore(Accelerator.Place.NONE, 16, 8, 1, 1, Optional.empty()),
            new Accelerator.Buffers(4, 1, 4, 4, 4, 1), new Accelerator.Postprocess(1), new Accelerator.Axi(512, 32, 4, 4),
            new Accelerator.Dram.Ideal(10, 64, 0, 1));
    QuantisedTensor in = new QuantisedTensor("in", new Shape(1, 2, 100), 1, false);
    QuantisedTensor out = new QuantisedTensor("out", new Shape(1, 2, 100), 1, false);
    QuantisedLayer layer =
        new QuantisedLayer(
            "thin", in, new LayerWeights.Plain(1, 1, new byte[1]), Window.POINT, 1, new int[1],
            List.of(Requantisation.IDENTITY), Optional.empty(), 0, 255, Optional.empty(), out, List.of());
    QuantisedNetwork network = new QuantisedNetwork("net", List.of(in), List.of(out), List.of(layer));
    InputException e = assertThrows(InputException.class, () -> Mapper.map(network, tiny));
    assertEquals(
        "thin: the smallest tile takes 64 pixels of accumulators a bank, there are 8; raise buffers.accumulators_kib",
        e.getMessage());
  }

  @Test
  void anAcceleratorThatCannotBeBuiltIsRefusedBeforeAnythingElse() {
    InputException e =
        assertThrows(
            InputException.class, () -> Mapper.map(network(8, 4, 16, 1), accelerator(8, 3, 4, 256, Accelerator.Place.ROM)));
    assertEquals("buffers.results_kib: 3 is not a power of two from 1 to 1024", e.getMessage());
  }

  @Test
  void aStrideBeyondItsFieldIsTheNetworksSizeNotOurBug() {
    QuantisedTensor in = new QuantisedTensor("in", new Shape(4, 200, 4), 1, false);
    QuantisedTensor out = new QuantisedTensor("out", new Shape(4, 3, 4), 1, false);
    Window window = new Window(1, 1, 70, 1, 1, 1, 0, 0, 0, 0);
    QuantisedLayer layer =
        new QuantisedLayer(
            "far", in, new LayerWeights.Plain(4, 4, new byte[16]), window, 1, new int[4],
            Collections.nCopies(4, Requantisation.IDENTITY), Optional.empty(), 0, 255, Optional.empty(), out, List.of());
    QuantisedNetwork network = new QuantisedNetwork("net", List.of(in), List.of(out), List.of(layer));
    InputException e =
        assertThrows(InputException.class, () -> Mapper.map(network, accelerator(8, 4, 4, 256, Accelerator.Place.ROM)));
    assertEquals(
        "far: too large for the accelerator's COMPUTE instructions: yStride = 70 does not fit 6 bits", e.getMessage());
  }
}
