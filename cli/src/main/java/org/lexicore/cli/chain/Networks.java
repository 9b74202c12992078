package org.lexicore.cli.chain;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.compiler.data.InputSpecification;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.format.CompressedNetworkReader;
import org.lexicore.compiler.note.Notice;
import org.lexicore.compiler.note.RoundedCodebook;
import org.lexicore.compiler.onnx.FixedExtents;
import org.lexicore.compiler.onnx.OnnxImporter;
import org.lexicore.compiler.onnx.OnnxModel;
import org.lexicore.compiler.onnx.WeightSource;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;

/** Opens networks, whatever they are given as. */
public final class Networks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Networks() {}

  /**
   * The network at {@code place}: an ONNX file, or a compressed network's folder or {@code .zip}.
   *
   * <p>Beside {@code NAME.onnx}, a file {@code NAME.json} may say under {@code inputs} what raw pixels mean, in the words of a
   * compressed network.
   *
   * @throws InputException naming all that is wrong with it
   */
  public static CompressedNetwork read(Path place) {
    return read(place, FixedExtents.NONE);
  }

  /**
   * As above, with extents for inputs that an ONNX file leaves open; a compressed network has its own.
   *
   * @throws InputException naming all that is wrong with it
   */
  public static CompressedNetwork read(Path place, FixedExtents extents) {
    if (!Files.exists(place)) {
      throw new InputException(place + ": is not there; give an ONNX file, or a compressed network's folder or .zip");
    }
    if (place.toString().endsWith(".safetensors")) {
      throw new InputException(place + ": holds weights or codewords, but no network; give the folder of a compressed network, which has a model.onnx");
    }
    return Progress.during("reading " + place.getFileName(), () -> open(place, extents));
  }

  private static CompressedNetwork open(Path place, FixedExtents extents) {
    if (place.toString().endsWith(".zip") || Files.isDirectory(place)) {
      return CompressedNetworkReader.read(place);
    }
    OnnxImporter.Imported imported = OnnxImporter.trace(OnnxModel.load(place), WeightSource.NONE, extents);
    // Exporters call every graph alike; the file's name says more.
    FloatGraph named = imported.graph().named(name(place));
    List<Notice> notices = new ArrayList<>(RoundedCodebook.notices(imported.rounded()));
    notices.addAll(imported.notices());
    return new CompressedNetwork(named, inputs(beside(place)), Map.of(), notices, imported.expanded());
  }

  /** The name under which a network's results are kept: that of its file, without its ending. */
  public static String name(Path place) {
    return place.toAbsolutePath().normalize().getFileName().toString().replaceFirst("\\.(onnx|zip)$", "");
  }

  private static Path beside(Path onnx) {
    return onnx.resolveSibling(onnx.getFileName().toString().replaceFirst("\\.onnx$", "") + ".json");
  }

  private static Map<String, InputSpecification> inputs(Path file) {
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    Problems problems = new Problems();
    Map<String, InputSpecification> inputs = new LinkedHashMap<>();
    try {
      JsonNode json = JSON.readTree(file.toFile());
      json.path("inputs").properties().forEach(entry ->
          inputs.put(entry.getKey(), InputSpecification.parse(entry.getKey(), entry.getValue(), file + ": inputs." + entry.getKey(), problems)));
    } catch (JacksonException e) {
      problems.add("%s: is not JSON: %s; correct or remove it", file, e.getOriginalMessage());
    } catch (IOException e) {
      problems.add("%s: cannot be read; make it readable or remove it", file);
    }
    problems.throwIfAny();
    return inputs;
  }

  /** Names of the network's inputs, in its order. */
  public static List<String> inputs(FloatGraph graph) {
    return graph.nodes().stream().filter(FloatGraph.Input.class::isInstance).map(FloatGraph.Node::name).toList();
  }
}
