package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.compiler.note.LayerNote.Amount;
import org.lexicore.compiler.note.LayerNote.Measure;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.WeightStream;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;

/** Notes codewords that are narrower than the words of the store, and what their padding takes. */
final class NotePadding {
  private NotePadding() {}

  /** A note for each layer with such codewords; a codebook of several layers counts in the first. */
  static List<LayerNote> of(Accelerator accelerator, List<QuantisedLayer> layers, List<WeightStream> streams) {
    int word = accelerator.codewordBytes();
    int widest = 0;
    for (WeightStream stream : streams) {
      widest = stream.looksUp() ? Math.max(widest, stream.group()) : widest;
    }
    String enough = wordBytes(widest) < word ? "; " + widest + " is enough" : ", which other layers need";
    List<LayerNote> notes = new ArrayList<>();
    Set<byte[]> counted = new HashSet<>(); // by identity: layers share one array
    for (int i = 0; i < layers.size(); i++) {
      int d = streams.get(i).group();
      if (streams.get(i).looksUp() && wordBytes(d) < word) {
        LayerWeights.Coded coded = (LayerWeights.Coded) layers.get(i).weights();
        String text = "codewords of " + d + " elements are padded to the store's words of " + word
            + " bytes (codebook.dimension " + accelerator.codebook().dimension() + enough + ")";
        boolean first = counted.add(coded.codebook().codewords());
        notes.add(new LayerNote(layers.get(i).name(), text, first ? amounts(coded, word) : List.of()));
      }
    }
    return notes;
  }

  private static List<Amount> amounts(LayerWeights.Coded coded, int word) {
    Codebook codebook = coded.codebook();
    return List.of(
        new Amount(Measure.CODEBOOK_BYTES, (double) codebook.k() * word),
        new Amount(Measure.UNPADDED_BYTES, (double) codebook.k() * wordBytes(codebook.d())));
  }

  private static int wordBytes(int d) {
    return Integer.highestOneBit(2 * d - 1);
  }
}
