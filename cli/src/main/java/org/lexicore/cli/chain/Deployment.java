package org.lexicore.cli.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.execute.ReferenceExecutor;
import org.lexicore.compiler.map.Mapper;
import org.lexicore.compiler.map.Mapping;
import org.lexicore.compiler.map.StoreContent;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.program.Program;

/**
 * A network on an accelerator.
 *
 * @param mapping the program for an accelerator that comes out of its reset
 * @param rom what the ROM holds, empty without one
 */
public record Deployment(QuantisedNetwork network, Accelerator accelerator, Mapping mapping, byte[] rom) {
  /**
   * Maps {@code network} to {@code accelerator}.
   *
   * @throws org.lexicore.model.InputException if it does not fit
   */
  public static Deployment of(QuantisedNetwork network, Accelerator accelerator) {
    Mapping mapping = Mapper.explain(network, accelerator);
    return new Deployment(network, accelerator, mapping, RomContent.of(accelerator, mapping.program()));
  }

  /** The program that runs right after a reset. */
  public Program program() {
    return mapping.program();
  }

  /** The same network where the codebook store holds {@code before}. */
  public Deployment after(StoreContent before) {
    return new Deployment(network, accelerator, Mapper.explain(network, accelerator, before), rom);
  }

  /** What tells this hardware from another. */
  public long configurationHash() {
    return ConfigurationHash.of(accelerator, rom);
  }

  /** The integers of {@code sample} in the order of the network's inputs. */
  public List<int[]> inputs(Map<String, int[]> sample) {
    return network.inputs().stream().map(input -> sample.get(input.name())).toList();
  }

  /** What the outputs must be, by the reference executor. */
  public List<int[]> expected(Map<String, int[]> sample) {
    Map<String, int[]> results = new ReferenceExecutor(network).run(sample);
    List<int[]> outputs = new ArrayList<>();
    for (QuantisedTensor output : network.outputs()) {
      outputs.add(results.get(output.name()));
    }
    return outputs;
  }
}
