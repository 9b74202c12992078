package org.lexicore.compiler.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.format.Description.CodebookEntry;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.compiler.note.RoundedCodebook;
import org.lexicore.compiler.onnx.OnnxImporter;
import org.lexicore.compiler.onnx.WeightSource;
import org.lexicore.compiler.quantise.ActivationScale;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.IntegerWeight;

/** Reads a compressed network and checks that its parts belong together. */
public final class CompressedNetworkReader {
  private final Problems problems = new Problems();
  private final Safetensors weights;
  private final Safetensors shared;
  private final Description description;
  private final Map<String, DecodeCodebook> codebooks = new LinkedHashMap<>();
  private final List<RoundedCodebook> rounded = new ArrayList<>();
  private final List<ExpandedCodes> expanded = new ArrayList<>();
  private final Set<String> used = new TreeSet<>();

  private CompressedNetworkReader(Path folder) {
    weights = Safetensors.read(folder.resolve(NetworkFiles.WEIGHTS));
    Path codebook = folder.resolve(NetworkFiles.CODEBOOK);
    shared = Files.exists(codebook) ? Safetensors.read(codebook) : new Safetensors(Map.of(), Map.of());
    String text = weights.metadata().get(Description.KEY);
    if (text == null) {
      throw new InputException(NetworkFiles.WEIGHTS + ": has no metadata 'lexicore'; it is no compressed network's");
    }
    description = DescriptionJson.parse(NetworkFiles.WEIGHTS, text, problems);
  }

  /**
   * Reads a folder or {@code .zip}.
   *
   * @throws InputException with everything that is wrong with it
   */
  public static CompressedNetwork read(Path network) {
    return NetworkFiles.read(network, folder -> new CompressedNetworkReader(folder).build(folder.resolve(NetworkFiles.MODEL)));
  }

  private CompressedNetwork build(Path model) {
    problems.throwIfAny();
    Map<String, IntegerWeight> decoded = new LinkedHashMap<>();
    description.layers().forEach((name, entry) -> decode(name, entry).ifPresent(weight -> decoded.put(name, weight)));
    for (String tensor : weights.tensors().keySet()) {
      problems.require(used.contains(tensor), "%s: tensor %s belongs to no layer of the header", NetworkFiles.WEIGHTS, tensor);
    }
    problems.throwIfAny();
    OnnxImporter.Imported imported = OnnxImporter.trace(model, WeightSource.of(decoded));
    FloatGraph graph = imported.graph();
    for (String name : decoded.keySet()) {
      boolean found = graph.nodes().stream().anyMatch(node -> node instanceof Conv conv && conv.weightName().equals(name));
      problems.require(found, "%s: layer %s is no graph input of %s that a convolution or matrix product reads", NetworkFiles.WEIGHTS, name,
          NetworkFiles.MODEL);
    }
    problems.throwIfAny();
    FloatGraph named = new FloatGraph(description.network(), graph.nodes(), graph.outputs());
    expanded.addAll(imported.expanded());
    rounded.addAll(imported.rounded());
    return new CompressedNetwork(named, description.inputs(), activations(imported), RoundedCodebook.lines(rounded), expanded);
  }

  /** The scales by node, where a node's tensor has another name in the file. */
  private Map<String, ActivationScale> activations(OnnxImporter.Imported imported) {
    Map<String, ActivationScale> scales = new LinkedHashMap<>(description.activations());
    imported.holders().forEach((tensor, node) -> Optional.ofNullable(description.activations().get(tensor))
        .ifPresent(scale -> scales.putIfAbsent(node, scale)));
    return scales;
  }

  private Optional<IntegerWeight> decode(String name, LayerEntry entry) {
    Optional<NdArray> scale = tensor(name + ".scale", name);
    DecodeLayer decoder = new DecodeLayer(NetworkFiles.WEIGHTS, name, entry, problems);
    if (!entry.coded()) {
      Optional<NdArray> stored = tensor(name, name);
      return stored.isPresent() && scale.isPresent() ? decoder.plain(stored.get(), scale.get()) : Optional.empty();
    }
    Optional<NdArray> indices = tensor(name + ".indices", name);
    Optional<DecodeCodebook> codebook = codebook(name, entry);
    if (scale.isEmpty() || indices.isEmpty() || codebook.isEmpty()) {
      return Optional.empty();
    }
    Optional<IntegerWeight> weight = decoder.coded(indices.get(), codebook.get(), scale.get());
    if (weight.isPresent() && !entry.order().equals("OHWI") && !Axes.of(entry, indices.get().count()).isOhwi()) {
      expanded.add(new ExpandedCodes(name, "codewords lie in the order " + entry.order() + ", and OHWI is run (d along the input channels)",
          "store its codes in that order", entry.size(), (long) indices.get().size() * entry.indexBits(),
          Map.of(codebook.get().sha256(), 8L * entry.k() * entry.d())));
    }
    return weight;
  }

  private Optional<NdArray> tensor(String tensor, String layer) {
    used.add(tensor);
    Optional<NdArray> found = weights.tensor(tensor);
    problems.require(found.isPresent(), "%s: tensor %s is missing, which layer %s needs", NetworkFiles.WEIGHTS, tensor, layer);
    return found;
  }

  /** The layer's own codebook where it has one, else the shared one of that id. */
  private Optional<DecodeCodebook> codebook(String name, LayerEntry entry) {
    String id = entry.codebook().orElseThrow();
    Optional<NdArray> own = weights.tensor(name + ".codebook");
    Optional<NdArray> stored = own.or(() -> shared.tensor(id));
    CodebookEntry declared = description.codebooks().get(id);
    if (stored.isEmpty() || declared == null) {
      problems.require(declared != null, "%s: layers.%s.codebook '%s' is not among codebooks", NetworkFiles.WEIGHTS, name, id);
      problems.require(stored.isPresent(), "%s: codebook %s of layer %s is neither %s.codebook nor in %s", NetworkFiles.WEIGHTS, id, name, name,
          NetworkFiles.CODEBOOK);
      return Optional.empty();
    }
    used.add(name + ".codebook");
    DecodeCodebook decoded = codebooks.computeIfAbsent(own.isPresent() ? name + ".codebook" : id, key -> decode(id, key, stored.get()));
    check(name, entry, declared, decoded);
    return Optional.of(decoded);
  }

  private DecodeCodebook decode(String id, String tensor, NdArray stored) {
    DecodeCodebook decoded = DecodeCodebook.of("codebook " + tensor, id, stored, problems);
    decoded.rounding().ifPresent(rounded::add);
    return decoded;
  }

  private void check(String name, LayerEntry entry, CodebookEntry declared, DecodeCodebook decoded) {
    String id = entry.codebook().orElseThrow();
    int k = decoded.codebook().k();
    int d = decoded.codebook().d();
    problems.require(
        entry.k() == k && entry.d() == d && declared.k() == k && declared.d() == d,
        "%s: layer %s says k %d, d %d; codebooks.%s says k %d, d %d; the codebook itself has k %d, d %d", NetworkFiles.WEIGHTS, name, entry.k(),
        entry.d(), id, declared.k(), declared.d(), k, d);
    problems.require(
        entry.indexBits() == decoded.codebook().indexBits(), "%s: layers.%s.index_bits is %d; %d codewords take %d", NetworkFiles.WEIGHTS, name,
        entry.indexBits(), k, decoded.codebook().indexBits());
    problems.require(
        declared.sha256().equals(decoded.sha256()), "%s: codebook %s has the SHA-256 %s, the header says %s; it is another codebook's network",
        NetworkFiles.WEIGHTS, id, decoded.sha256(), declared.sha256());
  }
}
