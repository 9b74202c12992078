package org.lexicore.compiler.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
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
  private static Accelerator accelerator(int accumulatorsKib, int resultsKib, int dimension, int entries, CodebookStore.Kind place) {
    return new Accelerator(
        1, "small", new Accelerator.Array(8, 8), 100, new Accelerator.Technology(28),
        place.apply(new CodebookStore.Capacity(entries, dimension, 1, 1)),
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

  private static List<String> expanded(QuantisedNetwork network, Accelerator accelerator) {
    return ExpandedCodes.lines(Mapper.explain(network, accelerator).report().expanded(), ExpandedCodes.Effect.RUN, layer -> layer);
  }

  @Test
  void codewordsThatTheStoreCannotHoldAreExpandedAndTheReasonIsGiven() {
    Accelerator rom = accelerator(8, 4, 4, 256, CodebookStore.Kind.ROM);
    assertEquals(List.of(), expanded(network(8, 4, 256, 1), rom));
    assertEquals(
        List.of("conv1 is on int8 weights instead of its codes: d = 8 is above codebook.dimension (4); 8 bits per weight instead of 16.50, 64 bytes"
            + " instead of 132, codebooks included; raise codebook.dimension"),
        expanded(network(8, 8, 16, 1), rom));
    assertEquals(
        List.of("conv1 is on int8 weights instead of its codes: 300 codewords are more than codebook.entries (256); 8 bits per weight instead of"
            + " 152.25, 64 bytes instead of 1218, codebooks included; raise codebook.entries"),
        expanded(network(8, 4, 300, 1), rom));
    assertEquals(
        List.of("conv1 is on int8 weights instead of its codes: a convolution of 2 groups needs zero weights between the groups; 8 bits per weight"
            + " instead of 17.00, 32 bytes instead of 68, codebooks included; compress with --keep to have int8 weights fitted to it"),
        expanded(network(8, 4, 16, 2), rom));
    assertEquals(
        List.of("conv1 is on int8 weights instead of its codes: the accelerator has no codebook (codebook.place: none); 8 bits per weight instead of"
            + " 9.00, 64 bytes instead of 72, codebooks included; set codebook.place to sram or rom"),
        expanded(network(8, 4, 16, 1), accelerator(8, 4, 4, 256, CodebookStore.Kind.NONE)));
  }

  /** {@code layers} layers one after the other, each with a codebook of its own. */
  private static QuantisedNetwork chain(int layers, int d) {
    List<QuantisedTensor> tensors = new ArrayList<>(List.of(new QuantisedTensor("in", new Shape(8, 4, 8), 1, false)));
    List<QuantisedLayer> chain = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      QuantisedTensor to = new QuantisedTensor("t" + i, new Shape(8, 4, 8), 1, false);
      byte[] codewords = new byte[d * 4];
      codewords[0] = (byte) i;
      LayerWeights weights = new LayerWeights.Coded(8, 8, new Codebook("book" + i, d, codewords), new int[8 * Math.ceilDiv(8, d)]);
      chain.add(new QuantisedLayer("conv" + i, tensors.getLast(), weights, Window.POINT, 1, new int[8],
          Collections.nCopies(8, Requantisation.IDENTITY), Optional.empty(), 0, 255, Optional.empty(), to, List.of()));
      tensors.add(to);
    }
    return new QuantisedNetwork("net", List.of(tensors.getFirst()), List.of(tensors.getLast()), List.copyOf(chain));
  }

  @Test
  void whatHoldsForManyLayersIsOneLineWithItsCost() {
    // Six of seven codebooks have no room: 64 weights each, of 16 indices of 2 bits and 16 bytes of codewords.
    assertEquals(
        List.of("6 layers are on int8 weights instead of their codes (conv1, conv2, conv3, conv4 and 2 more): the ROM's codebook.books (1) are taken by"
            + " other codebooks, of which there are 7 in all; 8 bits per weight instead of 2.50, 384 bytes instead of 120, codebooks included;"
            + " set codebook.place to sram, raise codebook.books, or compress with --scheme universal"),
        expanded(chain(7, 4), accelerator(8, 4, 4, 256, CodebookStore.Kind.ROM)));
    assertEquals(List.of(), expanded(chain(7, 4), accelerator(8, 4, 4, 256, CodebookStore.Kind.SRAM)));
  }

  @Test
  void codewordsNarrowerThanTheStoreAreNotedWithTheirPadding() {
    Accelerator wide = accelerator(8, 4, 8, 256, CodebookStore.Kind.SRAM);
    assertEquals(
        List.of("3 layers (conv0, conv1, conv2): codewords of 4 elements are padded to the store's words of 8 bytes (codebook.dimension 8; 4 is enough);"
            + " 96 bytes of codebooks, 48 without the padding"),
        LayerNote.lines(Mapper.explain(chain(3, 4), wide).report().notes(), layer -> layer));
    assertEquals(List.of(), Mapper.explain(chain(3, 4), accelerator(8, 4, 4, 256, CodebookStore.Kind.SRAM)).report().notes());
    assertEquals(List.of(), Mapper.explain(chain(3, 5), wide).report().notes(), "a word has a power of two of bytes");
  }

  @Test
  void aTileThatFitsNoAccumulatorBankNamesTheLayerAndTheField() {
    Accelerator tiny =
        new Accelerator(
            1, "tiny", new Accelerator.Array(8, 16), 100, new Accelerator.Technology(28),
            CodebookStore.Kind.NONE.apply(new CodebookStore.Capacity(16, 8, 1, 1)),
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
            InputException.class, () -> Mapper.map(network(8, 4, 16, 1), accelerator(8, 3, 4, 256, CodebookStore.Kind.ROM)));
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
        assertThrows(InputException.class, () -> Mapper.map(network, accelerator(8, 4, 4, 256, CodebookStore.Kind.ROM)));
    assertEquals(
        "far: too large for the accelerator's COMPUTE instructions: yStride = 70 does not fit 6 bits", e.getMessage());
  }
}
