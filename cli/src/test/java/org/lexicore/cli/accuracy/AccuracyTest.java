package org.lexicore.cli.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lexicore.compiler.compress.CompressionScheme;
import org.lexicore.model.network.FloatGraph;

/** How much accuracy do real networks lose in integers and in codewords? {@code make accuracy} asks more samples and variants than a test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccuracyTest {
  private final Extent extent = Extent.asked();
  private final Map<String, Accuracy> networks = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();

  @BeforeAll
  void importAll() {
    for (Task task : extent.tasks()) {
      say(task.network(), "import");
      networks.put(task.network(), Accuracy.of(task));
    }
  }

  @AfterAll
  void write() throws IOException {
    AccuracyTable.write(rows, extent.folder());
  }

  @Test
  void recogniserReadsInIntegersAndCodewordsNearlyWhatItReadsInFloat() {
    Map<String, Row> measured = measure("v4_rec");
  }

  @Test
  void detectorMarksTheSameText() {
    Map<String, Row> measured = measure("v3_det");
  }

  @Test
  void embeddingsPointTheSameWayAndRankAlike() {
    Accuracy network = networks.get("MiniLM-L6");
    rows.add(network.row("others' int8 (-q artifact)", 0, OnnxRuntime.run(Embedding.int8Twin(), network.task().measured())));
    Map<String, Row> measured = measure("MiniLM-L6");
  }

  private Map<String, Row> measure(String name) {
    Accuracy network = networks.get(name);
    List<FloatGraph> all = networks.values().stream().map(Accuracy::graph).toList();
    Map<String, Row> measured = new LinkedHashMap<>();
    measured.put("oracle", network.oracleRow());
    measured.put("float", network.floatRow());
    for (Variant variant : extent.variants()) {
      say(name, variant.name());
      measured.put(variant.name(), network.integers(variant.name(), variant.scheme().apply(all)).row());
    }
    rows.addAll(measured.values());
    return measured;
  }

  private static void say(String network, String what) {
    System.out.println("accuracy: " + network + ": " + what);
  }
}
