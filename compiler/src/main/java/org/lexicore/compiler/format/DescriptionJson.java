package org.lexicore.compiler.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.lexicore.compiler.data.InputSpecification;
import org.lexicore.compiler.format.Description.CodebookEntry;
import org.lexicore.compiler.quantise.ActivationScale;
import org.lexicore.model.Problems;

/** Parses and prints a {@link Description}; unknown keys are rejected, so that a misspelt one is not silently ignored. */
final class DescriptionJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("format", "network", "codebooks", "layers", "activations", "inputs"));
  private static final Set<String> LAYER_KEYS =
      new TreeSet<>(Set.of("scheme", "codebook", "shape", "order", "d", "k", "index_bits"));
  private static final Set<String> CODES = new TreeSet<>(Set.of("codebook", "d", "k", "index_bits"));
  private static final Set<String> CODED = new TreeSet<>(Set.of("per-layer", "universal"));

  private final String place;
  private final Problems problems;

  private DescriptionJson(String place, Problems problems) {
    this.place = place;
    this.problems = problems;
  }

  /**
   * The description in {@code text}; what is wrong is added to {@code problems}, and what is left may be incomplete.
   *
   * @throws org.lexicore.model.InputException if nothing can be read from it
   */
  static Description parse(String place, String text, Problems problems) {
    try {
      return new DescriptionJson(place, problems).description(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      problems.add("%s: metadata 'lexicore' is no valid JSON: %s", place, e.getOriginalMessage());
      problems.throwIfAny();
      throw new IllegalStateException(e);
    }
  }

  private Description description(JsonNode json) {
    known(json, KEYS, "");
    if (!json.path("format").isInt() || json.path("format").intValue() != Description.FORMAT) {
      problems.add("%s: format is %s; this version reads format 1", place, told(json.path("format")));
      problems.throwIfAny(); // of another format the rest means something else
    }
    problems.require(json.path("network").isTextual(), "%s: network is no string", place);
    Map<String, CodebookEntry> codebooks = new LinkedHashMap<>();
    each(json, "codebooks", (id, node) -> codebooks.put(id, codebook("codebooks." + id, node)));
    Map<String, LayerEntry> layers = new LinkedHashMap<>();
    Set<String> broken = new TreeSet<>();
    each(json, "layers", (name, node) -> {
      int before = problems.count();
      LayerEntry entry = layer("layers." + name, node);
      if (problems.count() == before) {
        layers.put(name, entry);
      } else {
        broken.add(name);
      }
    });
    Map<String, ActivationScale> activations = new LinkedHashMap<>();
    each(json, "activations", (name, node) -> activation("activations." + name, node).ifPresent(it -> activations.put(name, it)));
    Map<String, InputSpecification> inputs = new LinkedHashMap<>();
    each(json, "inputs", (name, node) ->
        inputs.put(name, InputSpecification.parse(name, node, place + ": inputs." + name, problems)));
    return new Description(json.path("network").asText(), codebooks, layers, activations, inputs, broken);
  }

  private static Object told(JsonNode node) {
    return node.isMissingNode() ? "missing" : node;
  }

  private void known(JsonNode json, Set<String> keys, String at) {
    json.fieldNames().forEachRemaining(key ->
        problems.require(keys.contains(key), "%s: unknown key '%s'; known are %s", place, at + key, keys));
  }

  private void each(JsonNode json, String key, BiConsumer<String, JsonNode> visitor) {
    JsonNode node = json.path(key);
    problems.require(node.isObject() || node.isMissingNode(), "%s: %s is no JSON object", place, key);
    node.properties().forEach(entry -> visitor.accept(entry.getKey(), entry.getValue()));
  }

  private CodebookEntry codebook(String at, JsonNode node) {
    known(node, new TreeSet<>(Set.of("k", "d", "sha256")), at + ".");
    int before = problems.count();
    int k = between(at + ".k", node.path("k"), 2, 65_536);
    int d = between(at + ".d", node.path("d"), 1, 32);
    return new CodebookEntry(problems.count() == before ? k : 0, d, node.path("sha256").asText(""));
  }

  private int between(String at, JsonNode node, int least, int most) {
    boolean fits = node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= least && node.intValue() <= most;
    problems.require(fits, "%s: %s is %s; it must be %d to %d", place, at, told(node), least, most);
    return fits ? node.intValue() : least;
  }

  private LayerEntry layer(String at, JsonNode node) {
    known(node, LAYER_KEYS, at + ".");
    String scheme = node.path("scheme").asText();
    boolean coded = CODED.contains(scheme);
    if (scheme.equals("additive")) {
      problems.add("%s: %s: additive codebooks (AQLM) are not supported; use one codebook a layer", place, at);
    } else {
      problems.require(coded || scheme.equals(LayerEntry.INT8),
          "%s: %s.scheme is '%s'; known are int8, per-layer and universal", place, at, scheme);
    }
    int[] given = shape(at, node.path("shape"));
    String letters = order(at, node.path("order"), given);
    boolean line = given.length == 3; // a map with a height of 1
    int[] shape = line ? new int[] {given[0], given[1], 1, given[2]} : given;
    String order = line ? letters.replace("W", "HW") : letters;
    if (!coded) {
      for (String key : CODES) {
        problems.require(!scheme.equals(LayerEntry.INT8) || !node.has(key), "%s: %s.%s is of codes, and its scheme is '%s'; leave it out", place, at, key, scheme);
      }
      return new LayerEntry(scheme, Optional.empty(), shape, order, 0, 0, 0);
    }
    problems.require(node.path("codebook").isTextual(),
        "%s: %s.codebook is %s; give the id of one of codebooks, which a layer's own codebook has, too", place, at, told(node.path("codebook")));
    return new LayerEntry(scheme, Optional.of(node.path("codebook").asText()), shape, order,
        between(at + ".d", node.path("d"), 1, 32), between(at + ".k", node.path("k"), 2, 65_536),
        between(at + ".index_bits", node.path("index_bits"), 1, 16));
  }

  private int[] shape(String at, JsonNode node) {
    boolean fits = node.isArray() && node.size() >= 2 && node.size() <= 4;
    long size = 1;
    for (JsonNode extent : node) {
      fits = fits && extent.isIntegralNumber() && extent.canConvertToInt() && extent.intValue() > 0;
      size = Math.min(1L << 40, size * Math.max(0, extent.intValue()));
    }
    fits &= size <= Integer.MAX_VALUE;
    problems.require(fits, "%s: %s.shape is %s; write the ONNX weight's [O, I, H, W], [O, I, W] of a line, or a matrix's two extents", place, at, told(node));
    int[] shape = new int[fits ? node.size() : 4];
    Arrays.setAll(shape, i -> fits(node, i));
    return shape;
  }

  private static int fits(JsonNode shape, int axis) {
    return shape.path(axis).asInt(1);
  }

  private String order(String at, JsonNode node, int[] shape) {
    String letters = shape.length == 2 ? "OI" : shape.length == 3 ? "OIW" : "OIHW";
    String order = node.asText("");
    char[] sorted = order.toCharArray();
    char[] wanted = letters.toCharArray();
    Arrays.sort(sorted);
    Arrays.sort(wanted);
    boolean fits = Arrays.equals(sorted, wanted);
    problems.require(fits, "%s: %s.order is '%s'; it must be a permutation of %s", place, at, order, letters);
    return fits ? order : letters;
  }

  private Optional<ActivationScale> activation(String at, JsonNode node) {
    known(node, new TreeSet<>(Set.of("scale", "signed", "spread")), at + ".");
    double scale = node.path("scale").asDouble(0);
    boolean fits = scale > 0 && scale < Double.POSITIVE_INFINITY && node.path("signed").isBoolean();
    problems.require(fits, "%s: %s must have a positive scale and signed: true or false", place, at);
    List<Double> spread = new ArrayList<>();
    node.path("spread").forEach(factor -> spread.add(factor.asDouble(0)));
    boolean positive = (node.path("spread").isMissingNode() || node.path("spread").isArray() && !spread.isEmpty()) && spread.stream().allMatch(factor -> factor > 0 && factor < Double.POSITIVE_INFINITY);
    problems.require(positive, "%s: %s.spread must be a list of positive factors, one for each channel", place, at);
    return fits && positive ? Optional.of(new ActivationScale(scale, node.path("signed").booleanValue(), spread)) : Optional.empty();
  }

  /** The description as JSON without line breaks. */
  static String print(Description description) {
    ObjectNode json = JSON.createObjectNode().put("format", Description.FORMAT).put("network", description.network());
    ObjectNode codebooks = json.putObject("codebooks");
    description.codebooks().forEach((id, codebook) ->
        codebooks.putObject(id).put("k", codebook.k()).put("d", codebook.d()).put("sha256", codebook.sha256()));
    ObjectNode layers = json.putObject("layers");
    description.layers().forEach((name, layer) -> print(layer, layers.putObject(name)));
    if (!description.activations().isEmpty()) {
      ObjectNode activations = json.putObject("activations");
      description.activations().forEach((name, scale) -> print(scale, activations.putObject(name)));
    }
    if (!description.inputs().isEmpty()) {
      ObjectNode inputs = json.putObject("inputs");
      description.inputs().forEach((name, input) -> print(input, inputs.putObject(name)));
    }
    return json.toString();
  }

  private static void print(ActivationScale scale, ObjectNode node) {
    node.put("scale", scale.scale()).put("signed", scale.signed());
    if (!scale.spread().isEmpty()) {
      scale.spread().forEach(node.putArray("spread")::add);
    }
  }

  private static void print(LayerEntry layer, ObjectNode node) {
    node.put("scheme", layer.scheme());
    layer.codebook().ifPresent(id -> node.put("codebook", id));
    Arrays.stream(layer.shape()).forEach(node.putArray("shape")::add);
    node.put("order", layer.order());
    if (layer.coded()) {
      node.put("d", layer.d()).put("k", layer.k()).put("index_bits", layer.indexBits());
    }
  }

  private static void print(InputSpecification input, ObjectNode node) {
    node.put("dtype", input.dtype());
    Arrays.stream(input.mean()).forEach(node.putArray("mean")::add);
    Arrays.stream(input.std()).forEach(node.putArray("std")::add);
    node.put("layout", "N" + input.layout());
  }
}
