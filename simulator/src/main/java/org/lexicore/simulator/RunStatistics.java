package org.lexicore.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.result.Activity;
import org.lexicore.simulator.dram.DramStatistics;

/**
 * What one or more runs did, by layer; the sums over the layers are the hardware's counters.
 *
 * @param layers in the order of the program
 * @param registers the values that the host read, in order
 * @param dram what the memory counted, if it is one that counts
 */
public record RunStatistics(List<Layer> layers, List<Integer> registers, Optional<DramStatistics> dram) {
  public RunStatistics {
    layers = List.copyOf(layers);
    registers = List.copyOf(registers);
  }

  /**
   * One layer. A cycle belongs to the layer whose compute the array ran or waited for.
   *
   * @param causes cycles in the order of {@link Registers#CYCLE_CAUSES}
   * @param bytes on the bus in the order of {@link Traffic}
   * @param multiplications rows × columns × pixels that took part, padding included
   * @param activity what else the datapath did, in the order of {@link Activity}
   */
  public record Layer(long[] causes, long[] bytes, long multiplications, long[] activity) {
    /** Cycles of the layer. */
    public long cycles() {
      return Arrays.stream(causes).sum();
    }

    private Layer plus(Layer next) {
      return new Layer(sum(causes, next.causes), sum(bytes, next.bytes), multiplications + next.multiplications,
          sum(activity, next.activity));
    }

    private static long[] sum(long[] left, long[] right) {
      long[] sums = new long[left.length];
      Arrays.setAll(sums, i -> left[i] + right[i]);
      return sums;
    }
  }

  /** Of no run. */
  static RunStatistics none(int layers) {
    return of(new Counters(Math.max(1, layers), 0), Math.max(1, layers), List.of(), Optional.empty());
  }

  /** This and the next run of the same program together. */
  RunStatistics plus(RunStatistics next) {
    List<Layer> sums = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      sums.add(layers.get(i).plus(next.layers.get(i)));
    }
    List<Integer> values = new ArrayList<>(registers);
    values.addAll(next.registers);
    return new RunStatistics(sums, values, dram.map(own -> next.dram.map(own::plus).orElse(own)).or(() -> next.dram));
  }

  static RunStatistics of(Counters counters, int layers, List<Integer> registers, Optional<DramStatistics> dram) {
    List<Layer> all = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      all.add(new Layer(counters.layerCycles(i), counters.layerBytes(i), counters.layerMacs(i), counters.layerActivity(i)));
    }
    return new RunStatistics(all, registers, dram);
  }

  /** Cycles from the accepted start to the interrupt. */
  public long cycles() {
    return layers.stream().mapToLong(Layer::cycles).sum();
  }

  /** Cycles by cause. */
  public long cycles(String cause) {
    int i = Registers.CYCLE_CAUSES.indexOf(cause);
    return layers.stream().mapToLong(layer -> layer.causes[i]).sum();
  }

  /** Bytes on the bus by kind. */
  public long bytes(Traffic kind) {
    return layers.stream().mapToLong(layer -> layer.bytes[kind.ordinal()]).sum();
  }
}
