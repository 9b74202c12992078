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
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.compiler.note.Notice;
import org.lexicore.compiler.note.RoundedCodebook;
import org.lexicore.compiler.onnx.OnnxImporter;
import org.lexicore.compiler.onnx.OnnxModel;
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

  /** Ids that layers name. */
  private final Set<String> named = new TreeSet<>();

  private final List<LayerNote> notes = new ArrayList<>();

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

  private CompressedNetwork build(Path file) {
    Optional<OnnxModel> model = open(file);
    model.ifPresent(this::refuseValues);
    Map<String, IntegerWeight> decoded = new LinkedHashMap<>();
    description.layers().forEach((name, entry) -> decode(name, entry).ifPresent(weight -> decoded.put(name, weight)));
    description.broken().forEach(name -> used.addAll(List.of(name, name + ".scale", name + ".indices", name + ".codebook")));
    description.codebooks().keySet().stream().filter(id -> description.broken().isEmpty() && !named.contains(id)).forEach(id ->
        problems.add("%s: codebooks.%s is used by no layer; leave it out", NetworkFiles.WEIGHTS, id));
    for (String tensor : weights.tensors().keySet()) {
      problems.require(used.contains(tensor), "%s: tensor %s belongs to no layer of the header", NetworkFiles.WEIGHTS, tensor);
    }
    problems.throwIfAny();
    OnnxImporter.Imported imported = OnnxImporter.trace(model.orElseThrow(), WeightSource.of(decoded));
    FloatGraph graph = imported.graph();
    for (String name : decoded.keySet()) {
      boolean found = graph.nodes().stream().anyMatch(
          node -> node instanceof Conv conv && conv.weightName().equals(name) && conv.weight() instanceof IntegerWeight);
      problems.require(found, "%s: layer %s is no graph input of %s that a convolution or matrix product reads", NetworkFiles.WEIGHTS, name,
          NetworkFiles.MODEL);
    }
    problems.throwIfAny();
    FloatGraph renamed = graph.named(description.network());
    expanded.addAll(imported.expanded());
    rounded.addAll(imported.rounded());
    List<Notice> notices = new ArrayList<>(RoundedCodebook.notices(rounded));
    LayerNote.lines(notes, name -> name).forEach(line -> notices.add(Notice.of(line)));
    notices.addAll(imported.notices());
    return new CompressedNetwork(renamed, description.inputs(), activations(imported), notices, expanded);
  }

  private Optional<OnnxModel> open(Path model) {
    try {
      return Optional.of(OnnxModel.load(model));
    } catch (InputException e) {
      e.problems().forEach(problem -> problems.add("%s", problem));
      return Optional.empty();
    }
  }

  /** Exporters leave a weight's values in the model: two sources of one weight, of which one would be passed over. */
  private void refuseValues(OnnxModel model) {
    Set<String> declared = new TreeSet<>(description.layers().keySet());
    declared.addAll(description.broken());
    declared.retainAll(model.constants());
    problems.require(declared.isEmpty(), "%s: holds values of %s, which %s holds, too; make them graph inputs without an initializer, as the"
        + " example in docs/format.md does", NetworkFiles.MODEL, String.join(", ", declared), NetworkFiles.WEIGHTS);
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
    DecodeLayer decoder = new DecodeLayer(NetworkFiles.WEIGHTS, name, entry, problems, notes);
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
    named.add(id);
    used.add(name + ".codebook");
    Optional<NdArray> own = weights.tensor(name + ".codebook");
    Optional<NdArray> stored = own.or(() -> shared.tensor(id));
    CodebookEntry declared = description.codebooks().get(id);
    if (stored.isEmpty() || declared == null) {
      problems.require(declared != null, "%s: layers.%s.codebook '%s' is not among codebooks", NetworkFiles.WEIGHTS, name, id);
      problems.require(stored.isPresent(), "%s: codebook %s of layer %s is neither %s.codebook nor in %s", NetworkFiles.WEIGHTS, id, name, name,
          NetworkFiles.CODEBOOK);
      return Optional.empty();
    }
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
        declared.k() == 0 || entry.k() == k && entry.d() == d && declared.k() == k && declared.d() == d,
        "%s: layer %s says k %d, d %d; codebooks.%s says k %d, d %d; the codebook itself has k %d, d %d", NetworkFiles.WEIGHTS, name, entry.k(),
        entry.d(), id, declared.k(), declared.d(), k, d);
    problems.require(
        entry.indexBits() == decoded.codebook().indexBits(), "%s: layers.%s.index_bits is %d; %d codewords take %d", NetworkFiles.WEIGHTS, name,
        entry.indexBits(), k, decoded.codebook().indexBits());
    checkHash(id, declared.sha256(), decoded.sha256());
  }

  private void checkHash(String id, String declared, String actual) {
    if (declared.isEmpty()) {
      problems.add("%s: codebooks.%s.sha256 is missing; the SHA-256 of its elements' bytes as stored is %s", NetworkFiles.WEIGHTS, id, actual);
    } else {
      problems.require(declared.equalsIgnoreCase(actual), "%s: codebook %s has the SHA-256 %s, the header says %s; it is another codebook's network",
          NetworkFiles.WEIGHTS, id, actual, declared);
    }
  }
}
