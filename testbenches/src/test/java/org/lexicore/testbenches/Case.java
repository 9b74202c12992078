package org.lexicore.testbenches;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.compiler.execute.ReferenceExecutor;
import org.lexicore.compiler.map.Mapper;
import org.lexicore.compiler.random.RandomNetworks;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.program.Program;

/** A network mapped to an accelerator, with inputs, and outputs from the plain reference. */
record Case(Accelerator accelerator, QuantisedNetwork network, Program program, Inference inference) {
  /** The random network of {@code seed} on {@code accelerator}, if it fits. */
  static Optional<Case> random(Accelerator accelerator, long seed, int layers) {
    QuantisedNetwork network = RandomNetworks.draw(seed, layers);
    try {
      return Optional.of(of(network, accelerator, RandomNetworks.inputs(network, seed)));
    } catch (InputException tooLarge) {
      return Optional.empty();
    }
  }

  /** {@code network} on {@code accelerator} with {@code inputs}. */
  static Case of(QuantisedNetwork network, Accelerator accelerator, List<int[]> inputs) {
    Program program = Mapper.map(network, accelerator);
    return new Case(accelerator, network, program, Inference.of(program, inputs).expecting(reference(network, inputs)));
  }

  /** The same program with other inputs. */
  Inference again(List<int[]> inputs) {
    return Inference.of(program, inputs).expecting(reference(network, inputs));
  }

  private static List<int[]> reference(QuantisedNetwork network, List<int[]> inputs) {
    Map<String, int[]> tensors = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      tensors.put(network.inputs().get(i).name(), inputs.get(i));
    }
    Map<String, int[]> all = new ReferenceExecutor(network).run(tensors);
    return network.outputs().stream().map(QuantisedTensor::name).map(all::get).toList();
  }

  /**
   * The first {@code count} cases of random networks from {@code seed} on that fit {@code accelerator} and whose codebooks its ROM can
   * hold at once.
   */
  static List<Case> several(Accelerator accelerator, long seed, int count, int layers) {
    List<Case> cases = new ArrayList<>();
    byte[] rom = new byte[0];
    for (long next = seed; cases.size() < count && next < seed + 400; next++) {
      Optional<Case> drawn = random(accelerator, next, layers);
      if (drawn.isPresent() && compatible(rom, drawn.get().program.rom())) {
        cases.add(drawn.get());
        rom = rom.length >= drawn.get().program.rom().length ? rom : drawn.get().program.rom();
      }
    }
    return cases;
  }

  /** What the ROM must hold for all of {@code cases}. */
  static byte[] rom(List<Case> cases) {
    return cases.stream().map(c -> c.program.rom()).max(java.util.Comparator.comparingInt(rom -> rom.length)).orElseThrow();
  }

  private static boolean compatible(byte[] one, byte[] other) {
    int common = Math.min(one.length, other.length);
    return java.util.Arrays.equals(one, 0, common, other, 0, common);
  }
}
