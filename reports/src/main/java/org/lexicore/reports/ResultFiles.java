package org.lexicore.reports;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lexicore.model.InputException;
import org.lexicore.model.instruction.Traffic;

/** Writes and reads {@code result.json}, and writes {@code layers.csv}: the same bytes for the same result. */
public final class ResultFiles {
  /** Name of the JSON file in an output folder. */
  public static final String RESULT = "result.json";

  /** Name of the table of layers in an output folder. */
  public static final String LAYERS = "layers.csv";

  private static final Pattern MISSING = Pattern.compile("Null value for creator property '(\\w+)'");

  private ResultFiles() {}

  /** Writes both files into {@code folder}. */
  public static void write(RunResult result, Path folder) throws IOException {
    Files.writeString(folder.resolve(RESULT), json(result));
    Files.writeString(folder.resolve(LAYERS), csv(result));
  }

  /** The text of {@code result.json}. */
  public static String json(RunResult result) {
    return RecordJson.text(result);
  }

  private static String problem(JsonMappingException failure) {
    Matcher missing = MISSING.matcher(failure.getOriginalMessage());
    if (missing.lookingAt()) {
      return "has no " + missing.group(1);
    }
    String path = failure.getPath().stream().map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
        .collect(Collectors.joining());
    return path.replaceFirst("^\\.", "") + " is not what a result has there";
  }

  /**
   * Reads the result in {@code folder}, or the file itself.
   *
   * @throws InputException if there is none, or not one of this schema
   */
  public static RunResult read(Path place) {
    Path file = Files.isDirectory(place) ? place.resolve(RESULT) : place;
    JsonNode tree;
    try {
      tree = RecordJson.MAPPER.readTree(file.toFile());
    } catch (JacksonException e) {
      throw new InputException(file + ": is not JSON; run `lexicore simulate` again to write it");
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read; give a folder that `lexicore simulate` or `verify` wrote");
    }
    if (!tree.has("schema") || !tree.has("inferences") && tree.path("schema").asInt() == RunResult.SCHEMA) {
      throw new InputException(file + ": is no result of a run; give a folder that `lexicore simulate` or `verify` wrote");
    }
    int schema = tree.path("schema").asInt();
    if (schema != RunResult.SCHEMA) {
      throw new InputException(file + ": has schema " + schema + ", this version reads " + RunResult.SCHEMA
          + "; run `lexicore simulate` again to write it");
    }
    try {
      return RecordJson.MAPPER.treeToValue(tree, RunResult.class);
    } catch (JsonMappingException e) {
      throw new InputException(file + ": " + problem(e) + "; run `lexicore simulate` again to write it");
    } catch (JacksonException e) {
      throw new InputException(file + ": is no result; run `lexicore simulate` again to write it");
    }
  }

  /** The text of {@code layers.csv}: one row per layer, DRAM bytes by kind; then one for each step of the host. */
  public static String csv(RunResult result) {
    CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\n");
    row(nothing("", ""), HostCost.NONE).keySet().forEach(schema::addColumn);
    List<Map<String, Object>> rows = new ArrayList<>();
    result.layers().forEach(layer -> rows.add(row(layer, HostCost.NONE)));
    result.host().ifPresent(host -> host.steps().forEach(step -> rows.add(row(nothing(step.name(), "host: " + step.kind()), step.cost()))));
    try {
      return CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build().writer(schema.build()).writeValueAsString(rows);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the accelerator does in a step of the host. */
  private static LayerCost nothing(String name, String what) {
    return new LayerCost(name, what, 0, 0, Optional.empty(), 0, DramBytes.of(kind -> 0), Optional.empty());
  }

  /** Empty where there is no estimate. */
  private static String picojoules(LayerCost layer, ToDoubleFunction<Band> bound) {
    return layer.energy().map(energy -> String.format(Locale.ROOT, "%.0f", bound.applyAsDouble(energy.total()))).orElse("");
  }

  private static Map<String, Object> row(LayerCost layer, HostCost host) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("layer", layer.name());
    row.put("weights", layer.weights());
    row.put("macs", layer.macs());
    row.put("cycles", layer.cycles());
    for (ArrayCycles.Cause cause : ArrayCycles.Cause.values()) {
      row.put("cycles_" + cause.key(), layer.stallCycles().orElse(ArrayCycles.NONE).of(cause));
    }
    row.put("utilisation", String.format(Locale.ROOT, "%.6f", layer.utilisation()));
    for (Traffic kind : Traffic.values()) {
      row.put("bytes_" + kind.key(), layer.dramBytes().of(kind));
    }
    row.put("bytes_total", layer.dramBytes().total());
    row.put("energy_pj_low", picojoules(layer, Band::low));
    row.put("energy_pj", picojoules(layer, Band::typical));
    row.put("energy_pj_high", picojoules(layer, Band::high));
    row.put("host_elements", host.elements());
    row.put("host_arithmetic", host.arithmetic());
    row.put("host_bytes_read", host.bytesRead());
    row.put("host_bytes_written", host.bytesWritten());
    return row;
  }
}
