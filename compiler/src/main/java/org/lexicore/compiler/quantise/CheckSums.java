package org.lexicore.compiler.quantise;

import java.util.List;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.compiler.note.LayerNote.Amount;
import org.lexicore.compiler.note.LayerNote.Measure;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;

/** Pass 5: warns of sums that could wrap in the worst case, however unlikely the input. */
final class CheckSums {
  private CheckSums() {}

  /** Adds a warning for the layer if some input makes a sum leave the int32 range. */
  static void check(QuantisedLayer layer, List<LayerNote> warnings) {
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
    if (channels > 0) {
      warnings.add(new LayerNote(layer.name(), "a sum could exceed 32 bits in the worst case, and wrap",
          List.of(new Amount(Measure.CHANNELS, channels), new Amount(Measure.SUM, largest))));
    }
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
    long most = layer.bias()[output];
    long least = layer.bias()[output];
    for (int k = 0; k < weights.rowLength(); k++) {
      long high = (long) weights.weight(output, k) * layer.input().highest();
      long low = (long) weights.weight(output, k) * layer.input().lowest();
      most += Math.max(high, low);
      least += Math.min(high, low);
    }
    return Math.max(most, -least);
  }
}
