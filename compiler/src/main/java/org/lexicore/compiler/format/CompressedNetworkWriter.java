package org.lexicore.compiler.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.Optional;
import org.lexicore.compiler.data.ElementType;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.format.Description.CodebookEntry;
import org.lexicore.compiler.onnx.OnnxExporter;
import org.lexicore.compiler.quantise.ActivationScale;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;

/** Writes a compressed network; equal networks give equal bytes. */
public final class CompressedNetworkWriter {
  private final CompressedNetwork network;
  private final Map<String, NdArray> tensors = new LinkedHashMap<>();
  private final Map<String, LayerEntry> layers = new LinkedHashMap<>();
  private final Map<String, Codebook> shared = new LinkedHashMap<>();
  private final Map<String, CodebookEntry> codebooks = new LinkedHashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();

  /** By content. */
  private final Map<String, String> ids = new HashMap<>();

  private CompressedNetworkWriter(CompressedNetwork network) {
    this.network = network;
    for (FloatGraph.Node node : network.graph().nodes()) {
      if (node instanceof Conv conv && conv.weight() instanceof IntegerWeight weight) {
        codebook(weight).ifPresent(codebook -> uses.merge(id(codebook), 1, Integer::sum));
      }
    }
  }

  /** The id under which a codebook is written: its own, unless other codewords have taken that. */
  private String id(Codebook codebook) {
    return ids.computeIfAbsent(codebook.sha256() + "/" + codebook.d(), content -> {
      String id = codebook.id();
      for (int i = 2; ids.containsValue(id); i++) {
        id = codebook.id() + "#" + i;
      }
      return id;
    });
  }

  private static Optional<Codebook> codebook(IntegerWeight weight) {
    return switch (weight.integers()) {
      case LayerWeights.Plain plain -> Optional.empty();
      case LayerWeights.Coded coded -> Optional.of(coded.codebook());
    };
  }

  /**
   * Writes a folder or, where the path ends so, a {@code .zip}; what was there of an earlier network is replaced.
   *
   * @throws org.lexicore.model.InputException if it cannot be written
   */
  public static void write(CompressedNetwork network, Path target) {
    NetworkFiles.write(target, new CompressedNetworkWriter(network)::write);
  }

  private void write(Path folder) {
    for (FloatGraph.Node node : network.graph().nodes()) {
      if (node instanceof Conv conv && conv.weight() instanceof IntegerWeight weight) {
        add(conv, weight);
      }
    }
    Description description =
        new Description(network.graph().name(), codebooks, layers, activations(), network.inputs(), Set.of());
    Map<String, String> metadata = Map.of(Description.KEY, DescriptionJson.print(description));
    new Safetensors(tensors, metadata).write(folder.resolve(NetworkFiles.WEIGHTS));
    if (!shared.isEmpty()) {
      CodebookFile.write(shared, folder.resolve(NetworkFiles.CODEBOOK));
    }
    Path model = folder.resolve(NetworkFiles.MODEL);
    OnnxExporter.compressed(network.graph(), model).save(model);
  }

  private Map<String, ActivationScale> activations() {
    UnaryOperator<String> names = OnnxExporter.names(network.graph());
    Map<String, ActivationScale> named = new LinkedHashMap<>();
    network.activations().forEach((node, scale) -> named.put(names.apply(node), scale));
    return named;
  }

  private void add(Conv conv, IntegerWeight weight) {
    String name = conv.weightName();
    int[] shape = {weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX()};
    tensors.put(name + ".scale", NdArray.of(new int[] {weight.scale().length}, weight.scale()));
    switch (weight.integers()) {
      case LayerWeights.Plain plain -> {
        LayerEntry entry = new LayerEntry(LayerEntry.INT8, Optional.empty(), shape, "OIHW", 0, 0, 0);
        byte[] values = Axes.of(entry, shape[0]).fromOhwi(plain.values());
        tensors.put(name, new NdArray(ElementType.I8, shape, ByteBuffer.wrap(values)));
        layers.put(name, entry);
      }
      case LayerWeights.Coded coded -> add(name, shape, coded);
    }
  }

  private void add(String name, int[] shape, LayerWeights.Coded coded) {
    Codebook codebook = coded.codebook();
    String id = id(codebook);
    boolean own = uses.get(id) == 1 && id.equals(name);
    if (own) {
      tensors.put(name + ".codebook", CodebookFile.tensor(codebook));
    } else {
      shared.put(id, codebook);
    }
    codebooks.put(id, new CodebookEntry(codebook.k(), codebook.d(), codebook.sha256()));
    tensors.put(name + ".indices", indices(coded));
    layers.put(name, new LayerEntry(own ? "per-layer" : "universal", Optional.of(id), shape, "OHWI", codebook.d(), codebook.k(),
        codebook.indexBits()));
  }

  private static NdArray indices(LayerWeights.Coded coded) {
    boolean narrow = coded.codebook().k() <= 256;
    ByteBuffer bytes = ByteBuffer.allocate(coded.indices().length * (narrow ? 1 : 2)).order(ByteOrder.LITTLE_ENDIAN);
    for (int index : coded.indices()) {
      if (narrow) {
        bytes.put((byte) index);
      } else {
        bytes.putShort((short) index);
      }
    }
    return new NdArray(narrow ? ElementType.U8 : ElementType.U16, new int[] {coded.outputs(), coded.codewordsPerRow()}, bytes.flip());
  }
}
