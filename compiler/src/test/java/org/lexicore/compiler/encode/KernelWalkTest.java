package org.lexicore.compiler.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lexicore.model.instruction.WeightStream;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph.OutputAxis;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Shape;

/** In which order, and how often, do codewords and weights reach the array? */
class KernelWalkTest {
  private static List<String> passes(KernelWalk walk, KernelPart part) {
    List<String> passes = new ArrayList<>();
    walk.forEachPass(part, (ky, sx, plane, start, rows) -> passes.add(ky + "," + sx + "," + plane + ": " + start + "+" + rows));
    return passes;
  }

  @Test
  void aPassTakesTheMostWholeCodewordsThatTheRowsHold() {
    KernelWalk walk = new KernelWalk(new WeightStream.Indices(8, 6), true, 1, 7, 3, 3, 12);
    assertEquals(List.of("0,0,0: 0+12", "0,0,0: 12+9"), passes(walk, KernelPart.of(walk, 0, 1)));
  }

  @Test
  void aCodewordThatCrossesSegmentsIsTakenOnBothSides() {
    // K = 0..4 at kx = 0 and 5..9 at kx = 1; codewords of 4 begin at 0, 4, 8.
    KernelWalk walk = new KernelWalk(new WeightStream.Indices(8, 4), false, 1, 2, 5, 8, 8);
    assertEquals(List.of("0,0,0: 0+5", "0,1,0: -1+6"), passes(walk, KernelPart.of(walk, 0, 1)));
    assertEquals(4, walk.groups(KernelPart.of(walk, 0, 1)));
  }

  @Test
  void plainSegmentsAreRoundedUpToGroupsSoThatNothingCrosses() {
    KernelWalk walk = new KernelWalk(new WeightStream.Bytes(4), true, 2, 3, 3, 3, 8);
    assertEquals(List.of("0,0,0: 0+8", "0,0,0: 8+4", "1,0,0: 0+8", "1,0,0: 8+4"), passes(walk, KernelPart.of(walk, 0, 1)));
  }

  @Test
  void indicesGoByPassColumnStepGroupAndColumn() {
    Codebook codebook = new Codebook("c", 2, new byte[16 * 2]);
    int[] indices = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    LayerWeights.Coded weights = new LayerWeights.Coded(3, 6, codebook, indices);
    KernelWalk walk = new KernelWalk(new WeightStream.Indices(4, 2), false, 1, 1, 6, 6, 4);
    byte[] stream = IndexStream.encode(weights, walk, KernelPart.of(walk, 0, 1), 0, 3, 2, 4);
    // Pass 0, columns 0 and 1: 0 3 1 4, column 2: 6 7; pass 1: 2 5, 8. Four bits each, little-endian, whole words.
    assertArrayEquals(new byte[] {0x30, 0x41, 0x76, 0x52, 0x08, 0, 0, 0}, stream);
    assertEquals(9 * 4, walk.bits(KernelPart.of(walk, 0, 1), 3));
  }

  @Test
  void plainWeightsOfOtherGroupsAreZero() {
    // Depthwise: channel 1's weight stands in the second row of the second column.
    LayerWeights.Plain weights = new LayerWeights.Plain(2, 1, new byte[] {5, 7});
    KernelWalk walk = new KernelWalk(new WeightStream.Bytes(4), false, 1, 1, 2, 4, 4);
    byte[] stream = new PlainStream(2, 1, 1).encode(weights, walk, KernelPart.of(walk, 0, 1), 0, 2, 4);
    assertArrayEquals(new byte[] {5, 0, 0, 0, 0, 7, 0, 0}, stream);
  }

  @Test
  void aTensorsElementsFollowEachOtherAsWeightsWould() {
    // Two heads of one channel, two pixels each: columns are the pixels of head 0, then of head 1.
    QuantisedTensor tensor = new QuantisedTensor("t", new Shape(2, 1, 2), 1, true);
    KernelWalk walk = new KernelWalk(new WeightStream.Bytes(4), false, 1, 1, 2, 4, 4);
    KernelPart part = KernelPart.of(walk, 0, 1);
    PlainStream byPixel = new PlainStream(4, 1, 2);
    LayerWeights.Streamed keys = new LayerWeights.Streamed(tensor, 2, OutputAxis.PIXEL);
    assertArrayEquals(new int[] {0, -1, -1, -1, 1, -1, -1, -1, -1, 2, -1, -1, -1, 3, -1, -1}, byPixel.order(keys, walk, part, 0, 4, 4));
    // The same tensor by channel: each head's one channel is a column, its pixels the reduction.
    KernelWalk pixels = new KernelWalk(new WeightStream.Bytes(4), false, 1, 1, 4, 4, 4);
    LayerWeights.Streamed values = new LayerWeights.Streamed(tensor, 2, OutputAxis.CHANNEL);
    assertArrayEquals(
        new int[] {0, 1, -1, -1, -1, -1, 2, 3}, new PlainStream(2, 2, 1).order(values, pixels, KernelPart.of(pixels, 0, 1), 0, 2, 4));
  }
}
