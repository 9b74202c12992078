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
  private static final Set<String> CODED = new TreeSet<>(Set.of("per-layer", "universal"));

  private final String place;
  private final Problems problems;

  private DescriptionJson(String place, Problems problems) {
    this.place = place;
    this.problems = problems;
  }

  /** The description in {@code text}; what is wrong is added to {@code problems}, and what is left may be incomplete. */
  static Description parse(String place, String text, Problems problems) {
    try {
      return new DescriptionJson(place, problems).description(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      problems.add("%s: metadata 'lexicore' is no valid JSON: %s", place, e.getOriginalMessage());
      return new Description("", Map.of(), Map.of(), Map.of(), Map.of());
    }
  }

  private Description description(JsonNode json) {
    known(json, KEYS, "");
    problems.require(
        json.path("format").asInt() == Description.FORMAT, "%s: format is %s; this version reads format 1", place, json.path("format"));
    problems.require(json.path("network").isTextual(), "%s: network is no string", place);
    Map<String, CodebookEntry> codebooks = new LinkedHashMap<>();
    each(json, "codebooks", (id, node) -> codebooks.put(id, codebook("codebooks." + id, node)));
    Map<String, LayerEntry> layers = new LinkedHashMap<>();
    each(json, "layers", (name, node) -> layers.put(name, layer("layers." + name, node)));
    Map<String, ActivationScale> activations = new LinkedHashMap<>();
    each(json, "activations", (name, node) -> activation("activations." + name, node).ifPresent(it -> activations.put(name, it)));
    Map<String, InputSpecification> inputs = new LinkedHashMap<>();
    each(json, "inputs", (name, node) ->
        inputs.put(name, InputSpecification.parse(name, node, place + ": inputs." + name, problems)));
    return new Description(json.path("network").asText(), codebooks, layers, activations, inputs);
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
    return new CodebookEntry(between(at + ".k", node.path("k"), 2, 65_536), between(at + ".d", node.path("d"), 1, 32),
        node.path("sha256").asText());
  }

  private int between(String at, JsonNode node, int least, int most) {
    boolean fits = node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= least && node.intValue() <= most;
    problems.require(fits, "%s: %s is %s; it must be %d to %d", place, at, node.isMissingNode() ? "missing" : node, least, most);
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
    int[] shape = shape(at, node.path("shape"));
    String order = order(at, node.path("order"), shape);
    if (!coded) {
      return new LayerEntry(scheme, Optional.empty(), shape, order, 0, 0, 0);
    }
    problems.require(node.path("codebook").isTextual(), "%s: %s.codebook is no string", place, at);
    return new LayerEntry(scheme, Optional.of(node.path("codebook").asText()), shape, order,
        between(at + ".d", node.path("d"), 1, 32), between(at + ".k", node.path("k"), 2, 65_536),
        between(at + ".index_bits", node.path("index_bits"), 1, 16));
  }

  private int[] shape(String at, JsonNode node) {
    boolean fits = node.isArray() && (node.size() == 2 || node.size() == 4);
    long size = 1;
    for (JsonNode extent : node) {
      fits = fits && extent.isIntegralNumber() && extent.canConvertToInt() && extent.intValue() > 0;
      size = Math.min(1L << 40, size * Math.max(0, extent.intValue()));
    }
    fits &= size <= Integer.MAX_VALUE;
    problems.require(fits, "%s: %s.shape is %s; write the ONNX weight's [O, I, H, W], or a matrix's two extents", place, at, node);
    int[] shape = new int[fits ? node.size() : 4];
    Arrays.setAll(shape, i -> fits(node, i));
    return shape;
  }

  private static int fits(JsonNode shape, int axis) {
    return shape.path(axis).asInt(1);
  }

  private String order(String at, JsonNode node, int[] shape) {
    String letters = shape.length == 2 ? "OI" : "OIHW";
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
    boolean positive = spread.stream().allMatch(factor -> factor > 0 && factor < Double.POSITIVE_INFINITY);
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
