package org.lexicore.testbenches;

import java.util.List;
import java.util.Optional;
import org.lexicore.compiler.execute.ReferenceExecutor;
import org.lexicore.compiler.map.Mapper;
import org.lexicore.compiler.random.FittingNetworks;
import org.lexicore.compiler.random.RandomNetworks;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.program.Program;

/** A network mapped to an accelerator, with inputs, and outputs from the plain reference. */
record Case(Accelerator accelerator, QuantisedNetwork network, Program program, Inference inference) {
  /** The random network of {@code seed} on {@code accelerator}, if it fits. */
  static Optional<Case> random(Accelerator accelerator, long seed, int steps) {
    QuantisedNetwork network = RandomNetworks.draw(seed, steps);
    try {
      return Optional.of(of(network, accelerator, RandomNetworks.inputs(network, seed)));
    } catch (InputException tooLarge) {
      return Optional.empty();
    }
  }

  /** {@code network} on {@code accelerator} with {@code inputs}. */
  static Case of(QuantisedNetwork network, Accelerator accelerator, List<int[]> inputs) {
    Program program = Mapper.map(network, accelerator);
    return new Case(accelerator, network, program, Inference.of(program, inputs).expecting(new ReferenceExecutor(network).outputs(inputs)));
  }

  /** The same program with other inputs. */
  Inference again(List<int[]> inputs) {
    return Inference.of(program, inputs).expecting(new ReferenceExecutor(network).outputs(inputs));
  }

  /** The first {@code count} random networks from {@code seed} on that fit {@code accelerator} and whose codebooks one ROM holds. */
  static List<Case> several(Accelerator accelerator, long seed, int count, int layers) {
    return FittingNetworks.draw(accelerator, drawn -> RandomNetworks.draw(drawn, layers), seed, count).networks().stream()
        .map(fitting -> of(fitting.network(), accelerator, RandomNetworks.inputs(fitting.network(), fitting.seed())))
        .toList();
  }

  /** What the ROM must hold for all of {@code cases}. */
  static byte[] rom(List<Case> cases) {
    return cases.stream().map(c -> c.program.rom()).max(java.util.Comparator.comparingInt(rom -> rom.length)).orElseThrow();
  }
}
