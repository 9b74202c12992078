package org.lexicore.model.result;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * @param outputsSha256 of the outputs' elements, little-endian in as many bytes as they are stored in, channel-major, one output after the
 *     other; none of a run without arithmetic
 * @param runs how often the accelerator was started
 * @param host what the host did between the runs, in order; none of it is in the cycles and the DRAM bytes
 * @param dram what timed DRAM did
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
    Optional<String> outputsSha256,
    List<Layer> layers,
    int runs,
    List<Host> host,
    Optional<DramUse> dram) {
  public Result {
    dramBytes = Collections.unmodifiableMap(new LinkedHashMap<>(dramBytes));
    stallCycles = Collections.unmodifiableMap(new LinkedHashMap<>(stallCycles));
    layers = List.copyOf(layers);
    host = List.copyOf(host);
  }

  /**
   * One layer. A cycle belongs to the layer whose compute the array ran or waited for, so that the layers' cycles add up.
   *
   * @param multiplications rows × columns × pixels that took part in the array; padding is among them
   * @param utilisation multiplications / (rows · columns · cycles)
   * @param activity what else the datapath did
   */
  public record Layer(
      String name,
      long cycles,
      long multiplications,
      double utilisation,
      Map<String, Long> dramBytes,
      Map<String, Long> stallCycles,
      Map<Activity, Long> activity) {
    public Layer {
      dramBytes = Collections.unmodifiableMap(new LinkedHashMap<>(dramBytes));
      stallCycles = Collections.unmodifiableMap(new LinkedHashMap<>(stallCycles));
      activity = Collections.unmodifiableMap(new EnumMap<>(activity));
    }
  }

  /**
   * Work of the host.
   *
   * @param name of the step, or of the layer whose weights are written
   * @param kind what is done
   * @param elements that it makes
   * @param arithmetic additions, multiplications, comparisons and functions, each counted as one
   * @param bytesRead of the operands' elements, each once
   * @param bytesWritten padding included
   */
  public record Host(String name, String kind, long elements, long arithmetic, long bytesRead, long bytesWritten) {}
}
