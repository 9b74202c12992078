package org.lexicore.cli.chain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lexicore.cli.kept.Kept;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.compiler.execute.ReferenceExecutor;
import org.lexicore.compiler.map.LayerChoice;
import org.lexicore.compiler.map.LayerReport;
import org.lexicore.compiler.map.Mapper;
import org.lexicore.compiler.map.Mapping;
import org.lexicore.compiler.map.StoreContent;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;

/**
 * A network on an accelerator.
 *
 * @param mapping the program for an accelerator that comes out of its reset
 * @param rom what the ROM holds, empty without one
 * @param batch samples that the program runs at once
 */
public record Deployment(
    QuantisedNetwork network, LayerLabels labels, Accelerator accelerator, Mapping mapping, byte[] rom, int batch) {
  /** The page at address 0 stays free, so that a null pointer of the host's is seen. */
  private static final int ORIGIN = 4096;

  /**
   * Maps {@code network} to {@code accelerator}.
   *
   * @throws org.lexicore.model.InputException if it does not fit
   */
  public static Deployment of(QuantiseNetwork.Quantised quantised, Accelerator accelerator) {
    return of(quantised, accelerator, 1);
  }

  /** As {@link #of(QuantiseNetwork.Quantised, Accelerator)}, for {@code batch} samples at once. */
  public static Deployment of(QuantiseNetwork.Quantised quantised, Accelerator accelerator, int batch) {
    return of(quantised.network(), quantised.labels(), accelerator, batch);
  }

  /** As {@link #of(QuantiseNetwork.Quantised, Accelerator, int)}, of a network whose layers {@code labels} calls. */
  public static Deployment of(QuantisedNetwork network, LayerLabels labels, Accelerator accelerator, int batch) {
    Mapping mapping = map(network, accelerator, StoreContent.NONE, batch);
    long bytes = Integer.toUnsignedLong(MemoryMap.of(mapping.program(), ORIGIN).end());
    if (bytes > 1L << accelerator.axi().addressBits()) {
      throw new InputException(network.name() + ": takes more DRAM than axi.address_bits ("
          + accelerator.axi().addressBits() + ") reaches; raise it");
    }
    return new Deployment(network, labels, accelerator, mapping, RomContent.of(accelerator, mapping.program()), batch);
  }

  private static Mapping map(QuantisedNetwork network, Accelerator accelerator, StoreContent before, int batch) {
    return Kept.ofThisRun().get("mapping", List.of(network, accelerator, before, batch), Mapping.class,
        () -> Progress.during("mapping " + network.name(), () -> Mapper.explain(network, accelerator, before, batch)));
  }

  /** The same network on hardware whose ROM holds what {@code others} need too, if one ROM can: that of the most codewords. */
  public Deployment sharing(List<Deployment> others) {
    byte[] longest = rom;
    for (Deployment other : others) {
      longest = longest.length >= other.rom.length ? longest : other.rom;
    }
    return new Deployment(network, labels, accelerator, mapping, longest, batch);
  }

  /** Where the program's regions lie. */
  MemoryMap map() {
    return MemoryMap.of(program(), ORIGIN);
  }

  /** The program that runs right after a reset. */
  public Program program() {
    return mapping.program();
  }

  /** The same network where the codebook store holds {@code before}. */
  public Deployment after(StoreContent before) {
    if (!accelerator.codebook().isLoadable()) {
      return this; // What a ROM holds never changes.
    }
    return new Deployment(network, labels, accelerator, map(network, accelerator, before, batch), rom, batch);
  }

  /** Names of the layers whose codes are streamed; those of others are expanded. */
  public Set<String> coded() {
    return mapping.report().layers().stream().filter(LayerReport::indexed).map(LayerReport::layer).collect(Collectors.toSet());
  }

  /** Why each layer is run as it is. */
  public List<LayerChoice> choices() {
    return Mapper.choices(network, accelerator, batch);
  }

  /** What tells this hardware from another. */
  public long configurationHash() {
    return ConfigurationHash.of(accelerator, rom);
  }

  /** The samples of a batch, each integers by the network's inputs, as one sample of the program, by the program's inputs. */
  public Map<String, int[]> join(List<Map<String, int[]>> samples) {
    Map<String, int[]> joined = new LinkedHashMap<>();
    List<int[]> integers = samples.stream().flatMap(sample -> network.inputs().stream().map(input -> sample.get(input.name()))).toList();
    for (int i = 0; i < integers.size(); i++) {
      joined.put(program().inputs().get(i).tensor().name(), integers.get(i));
    }
    return joined;
  }

  /** The integers of {@code sample} in the order of the program's inputs. */
  public List<int[]> inputs(Map<String, int[]> sample) {
    return program().inputs().stream().map(input -> sample.get(input.tensor().name())).toList();
  }

  /** What the program's outputs must be, by the reference executor; inputs and outputs are in the program's order. */
  public List<int[]> expected(List<int[]> inputs) {
    ReferenceExecutor executor = new ReferenceExecutor(network);
    int each = network.inputs().size();
    return IntStream.range(0, batch).boxed().flatMap(b -> executor.outputs(inputs.subList(b * each, (b + 1) * each)).stream()).toList();
  }
}
