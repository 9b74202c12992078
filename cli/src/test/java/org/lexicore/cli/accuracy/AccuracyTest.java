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
  private final List<SignalToNoise> noise = new ArrayList<>();

  @BeforeAll
  void importAll() {
    for (Task task : extent.tasks()) {
      say(task.network(), "import");
      networks.put(task.network(), Accuracy.of(task));
    }
  }

  @AfterAll
  void write() throws IOException {
    AccuracyTable.write(rows, noise, extent.folder());
  }

  /** int8 may misread one character in a hundred more than float. */
  @Test
  void recogniserReadsInIntegersNearlyWhatItReadsInFloat() {
    Map<String, Row> measured = measure("v4_rec");
    double exact = measured.get("oracle").value("character errors");
    assertEquals(1, measured.get("float").value("lines as float"));
    assertTrue(measured.get("int8").value("character errors") <= exact + 0.01, measured::toString);
    assertTrue(measured.get("per-layer k=256 d=2").value("character errors") <= exact + 0.01, measured::toString);
  }

  /** A mask is about ten pixels high: a bound of 0.95 lets one row of pixels move in half of the lines. */
  @Test
  void detectorMarksTheSameText() {
    Map<String, Row> measured = measure("v3_det");
    assertTrue(measured.get("float").value("overlap with float") > 0.999, measured::toString);
    assertTrue(measured.get("int8").value("overlap with float") >= 0.95, measured::toString);
    assertTrue(measured.get("per-layer k=256 d=2").value("overlap with float") >= 0.93, measured::toString);
  }

  /**
   * Others' int8 network, whose sums and functions stay in float between 8-bit products, comes to 0.992. Here all tensors but those of the host
   * are 8 bits wide, but uneven channels are made alike.
   */
  @Test
  void embeddingsPointTheSameWayAndRankAlike() {
    Accuracy network = networks.get("MiniLM-L6");
    rows.add(network.row("int8 of others", 0, OnnxRuntime.run(Embedding.int8Twin(), network.task().measured())));
    Map<String, Row> measured = measure("MiniLM-L6");
    assertEquals(1, measured.get("float").value("cosine to float"), 1e-5);
    assertTrue(measured.get("int8").value("cosine to float") >= 0.99, measured::toString);
    assertTrue(measured.get("int8").value("rank correlation") >= 0.975, measured::toString);
    // Of 36 matrices 35 are coded, in 4 bits per weight.
    assertTrue(measured.get("per-layer k=256 d=2").value("cosine to float") >= 0.96, measured::toString);
  }

  private Map<String, Row> measure(String name) {
    Accuracy network = networks.get(name);
    List<FloatGraph> all = networks.values().stream().map(Accuracy::graph).toList();
    Map<String, Row> measured = new LinkedHashMap<>();
    measured.put("oracle", network.oracleRow());
    measured.put("float", network.floatRow());
    for (Variant variant : extent.variants()) {
      say(name, variant.name());
      measured.put(variant.name(), integers(network, variant.name(), variant.scheme().apply(all)));
    }
    rows.addAll(measured.values());
    return measured;
  }

  /** The variant's row; where int8 loses accuracy is told tensor by tensor. */
  private Row integers(Accuracy network, String variant, CompressionScheme scheme) {
    Accuracy.Outcome outcome = network.integers(variant, scheme);
    if (scheme instanceof CompressionScheme.Int8) {
      noise.addAll(SignalToNoise.of(network, outcome.integers(), 2));
    }
    return outcome.row();
  }

  private static void say(String network, String what) {
    System.out.println("accuracy: " + network + ": " + what);
  }
}
