package org.lexicore.compiler.quantise;

import java.util.List;
import java.util.Optional;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.compiler.note.LayerNote.Amount;
import org.lexicore.compiler.note.LayerNote.Measure;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;

/** Pass 5: warns of sums that could wrap in the worst case, however unlikely the input. */
final class CheckSums {
  private CheckSums() {}

  /** A warning for each layer in which some input makes a sum leave the int32 range, in the order of the layers. */
  static List<LayerNote> check(List<QuantisedLayer> layers) {
    return layers.parallelStream().map(CheckSums::check).flatMap(Optional::stream).toList();
  }

  private static Optional<LayerNote> check(QuantisedLayer layer) {
    int rows = layer.weights() instanceof LayerWeights.Streamed ? 1 : layer.weights().outputs(); // of a tensor all are alike
    int channels = 0;
    long largest = 0;
    for (int o = 0; o < rows; o++) {
      long worst = worstSum(layer, o);
      if (worst > Integer.MAX_VALUE) {
        channels++;
        largest = Math.max(largest, worst);
      }
    }
    return channels == 0 ? Optional.empty() : Optional.of(new LayerNote(layer.name(), "a sum could exceed 32 bits in the worst case, and wrap",
        List.of(new Amount(Measure.CHANNELS, channels), new Amount(Measure.SUM, largest))));
  }

  private static long worstSum(QuantisedLayer layer, int output) {
    return switch (layer.weights()) {
      case LayerWeights.Streamed streamed -> (long) streamed.rowLength() * Byte.MAX_VALUE * magnitude(layer);
      case LayerWeights.Fixed fixed -> worstSum(layer, fixed, output);
    };
  }

  private static int magnitude(QuantisedLayer layer) {
    return Math.max(layer.input().highest(), -layer.input().lowest());
  }

  private static long worstSum(QuantisedLayer layer, LayerWeights.Fixed weights, int output) {
    long positive = 0;
    long negative = 0;
    byte[] row = new byte[weights.rowLength()];
    weights.row(output, row);
    for (byte weight : row) {
      positive += Math.max(weight, 0);
      negative += Math.min(weight, 0);
    }
    long high = Math.max(layer.input().highest(), layer.input().lowest());
    long low = Math.min(layer.input().highest(), layer.input().lowest());
    long most = layer.bias()[output] + positive * high + negative * low;
    long least = layer.bias()[output] + positive * low + negative * high;
    return Math.max(most, -least);
  }
}
