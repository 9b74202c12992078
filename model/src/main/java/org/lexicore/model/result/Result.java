package org.lexicore.model.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one inference did: the content of {@code result.json}.
 *
 * @param codebookPlace {@code none}, {@code sram} or {@code rom}
 * @param cycles from the accepted start to the interrupt
 * @param timeMs the cycles at the accelerator's clock
 * @param macs multiply-accumulates of the network
 * @param utilisation macs / (rows · columns · cycles)
 * @param dramBytes bytes on the bus by kind, and {@code total}
 * @param stallCycles cycles by cause, {@code busy} first; they add up to the cycles
 * @param outputsSha256 of the outputs' elements, a byte each, channel-major, one output after the other
 */
public record Result(
    String network,
    String accelerator,
    String codebookPlace,
    long cycles,
    double timeMs,
    long macs,
    double utilisation,
    Map<String, Long> dramBytes,
    Map<String, Long> stallCycles,
    String outputsSha256,
    List<Layer> layers) {
  public Result {
    dramBytes = Collections.unmodifiableMap(new LinkedHashMap<>(dramBytes));
    stallCycles = Collections.unmodifiableMap(new LinkedHashMap<>(stallCycles));
    layers = List.copyOf(layers);
  }

  /**
   * One layer. A cycle belongs to the layer whose compute the array ran or waited for, so that the layers' cycles add up.
   *
   * @param multiplications rows × columns × pixels that took part in the array; padding is among them
   * @param utilisation multiplications / (rows · columns · cycles)
   */
  public record Layer(
      String name,
      long cycles,
      long multiplications,
      double utilisation,
      Map<String, Long> dramBytes,
      Map<String, Long> stallCycles) {
    public Layer {
      dramBytes = Collections.unmodifiableMap(new LinkedHashMap<>(dramBytes));
      stallCycles = Collections.unmodifiableMap(new LinkedHashMap<>(stallCycles));
    }
  }
}
