package org.lexicore.simulator;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.network.Shape;
import org.lexicore.model.program.Program;
import org.lexicore.model.program.Stage;
import org.lexicore.model.program.TensorLayout;
import org.lexicore.model.result.Activity;
import org.lexicore.model.result.DramUse;
import org.lexicore.model.result.Result;

/** Makes the {@link Result} of a run. */
final class Results {
  /** The order of {@code result.json}. */
  private static final Traffic[] ORDER = {
    Traffic.INSTRUCTIONS,
    Traffic.INDICES,
    Traffic.CODEBOOKS,
    Traffic.WEIGHTS,
    Traffic.BIASES,
    Traffic.ACTIVATIONS_READ,
    Traffic.ACTIVATIONS_WRITTEN
  };

  private Results() {}

  static Result of(Program program, Accelerator accelerator, RunStatistics statistics, Optional<List<int[]>> outputs) {
    long[] bytes = new long[Traffic.values().length];
    long[] causes = new long[Registers.CYCLE_CAUSES.size()];
    List<Result.Layer> layers = new ArrayList<>();
    for (int i = 0; i < program.layers().size(); i++) {
      RunStatistics.Layer layer = statistics.layers().get(i);
      add(bytes, layer.bytes());
      add(causes, layer.causes());
      double used = utilisation(accelerator, layer.multiplications(), layer.cycles());
      layers.add(
          new Result.Layer(
              program.layers().get(i), layer.cycles(), layer.multiplications(), used, bytes(layer.bytes()), causes(layer.causes()),
              activity(layer.activity())));
    }
    long cycles = statistics.cycles();
    return new Result(
        program.network(),
        accelerator.name(),
        accelerator.codebook().word(),
        cycles,
        cycles / (accelerator.clockMhz() * 1e3),
        program.macs(),
        utilisation(accelerator, program.macs(), cycles),
        bytes(bytes),
        causes(causes),
        outputs.map(values -> sha256(program, values)),
        layers,
        program.runs().size(),
        program.hostWork().stream().map(Results::host).toList(),
        statistics.dram().map(dram -> new DramUse(dram.rowHits(), dram.rowMisses(), dram.rowConflicts(), dram.counts())));
  }

  private static void add(long[] sums, long[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  private static double utilisation(Accelerator accelerator, long macs, long cycles) {
    double possible = (double) accelerator.array().rows() * accelerator.array().columns() * cycles;
    if (macs > possible) {
      throw new IllegalStateException(macs + " multiplications in " + cycles + " cycles: the array makes at most " + possible);
    }
    return possible == 0 ? 0 : macs / possible;
  }

  private static Map<String, Long> bytes(long[] bytes) {
    Map<String, Long> named = new LinkedHashMap<>();
    long total = 0;
    for (Traffic traffic : ORDER) {
      named.put(traffic.key(), bytes[traffic.ordinal()]);
      total += bytes[traffic.ordinal()];
    }
    named.put("total", total);
    return named;
  }

  private static Map<String, Long> causes(long[] causes) {
    Map<String, Long> named = new LinkedHashMap<>();
    for (int i = 0; i < causes.length; i++) {
      named.put(Registers.CYCLE_CAUSES.get(i), causes[i]);
    }
    return named;
  }

  private static Map<Activity, Long> activity(long[] counts) {
    Map<Activity, Long> named = new EnumMap<>(Activity.class);
    for (Activity activity : Activity.values()) {
      named.put(activity, counts[activity.ordinal()]);
    }
    return named;
  }

  private static Result.Host host(Stage.Host work) {
    return new Result.Host(work.name(), work.kind(), work.elements(), work.arithmetic(), work.bytesRead(), work.bytesWritten());
  }

  private static String sha256(Program program, List<int[]> outputs) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < outputs.size(); i++) {
        int bytes = program.outputs().get(i).tensor().storage().bytes();
        digest.update(new TensorLayout(new Shape(outputs.get(i).length, 1, 1), 1, bytes, bytes).pack(outputs.get(i)));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
