package org.lexicore.cli.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.cli.CommandLineRun;
import org.lexicore.cli.NumpyFile;
import org.lexicore.cli.chain.Networks;
import org.lexicore.cli.chain.QuantiseNetwork;
import org.lexicore.cli.chain.SampleFiles;
import org.lexicore.cli.chain.Variant.Scheme;
import org.lexicore.compiler.execute.InputEncoder;
import org.lexicore.compiler.execute.ReferenceExecutor;
import org.lexicore.model.network.QuantisedNetwork;
import org.xml.sax.InputSource;

/** Does the study set the same network side by side, stored in each way, on the same array? */
class StudyCodebooksTest {
  private static final String ENTRIES = "16";
  private static final String DIMENSION = "4";
  private static final String VGG = CommandLineRun.EXAMPLES.resolve("networks/vgg-fashion.onnx").toString();

  @TempDir static Path folder;

  @BeforeAll
  static void compress() {
    String codebook = folder.resolve("cb.safetensors").toString();
    CommandLineRun.of("codebook", CommandLineRun.TINY, "-k", ENTRIES, "-d", DIMENSION, "-o", codebook);
    compress("universal", CommandLineRun.TINY, "universal", "--codebook", codebook);
    compress("layers", CommandLineRun.TINY, "per-layer", "-k", ENTRIES, "-d", DIMENSION);
    compress("few", CommandLineRun.TINY, "per-layer", "-k", "4", "-d", DIMENSION);
  }

  private static void compress(String name, String onnx, String scheme, String... further) {
    List<String> arguments = new ArrayList<>(List.of("compress", onnx, "--scheme", scheme));
    arguments.addAll(List.of(further));
    arguments.addAll(List.of("--calibration", CommandLineRun.CALIBRATION, "-o", folder.resolve(name).toString()));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.status(), run.err());
  }

  private static String network(String scheme) {
    return folder.resolve(scheme).resolve("tiny-cnn").toString();
  }

  private static JsonNode study(String name, String... networks) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("study", "codebooks"));
    arguments.addAll(List.of(networks));
    arguments.addAll(List.of("-a", CommandLineRun.EDGE, "--batches", "1,2", "-o", folder.resolve(name).toString()));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.status(), run.err());
    return new ObjectMapper().readTree(folder.resolve(name).resolve("study.json").toFile());
  }

  private static JsonNode inference(JsonNode study, int chip, String occasion) {
    for (JsonNode inference : study.at("/chips/" + chip + "/networks/0/inferences")) {
      if (inference.path("occasion").asText().equals(occasion)) {
        return inference;
      }
    }
    throw new AssertionError(occasion);
  }

  @Test
  void fourChipsRunTheSameNetworkAndOnlyTheSramLoadsTheUniversalCodebookOnce() throws Exception {
    JsonNode study = study("study", network("layers"), network("universal"));
    assertEquals(List.of("int8", "per-layer-sram", "universal-sram", "universal-rom"), study.path("chips").findValuesAsText("variant").subList(0, 4));
    long[] first = new long[4];
    long[] steady = new long[4];
    for (int i = 0; i < 4; i++) {
      first[i] = inference(study, i, "first").at("/dram_bytes/codebooks").asLong();
      steady[i] = inference(study, i, "steady").at("/dram_bytes/codebooks").asLong();
    }
    assertEquals(0, first[0]);
    assertTrue(first[1] > 0 && steady[1] > 0, "a codebook a layer is loaded again and again");
    assertTrue(first[2] > 0);
    assertArrayEquals(new long[] {0, 0}, new long[] {steady[2], first[3]});
    assertEquals(inference(study, 2, "steady").path("dram_bytes"), inference(study, 3, "steady").path("dram_bytes"));
    for (String variant : List.of("int8", "per-layer-sram", "universal-sram", "universal-rom")) {
      assertTrue(Files.exists(folder.resolve("study").resolve(variant).resolve("tiny-cnn/result.json")), variant);
    }
    assertTrue(inference(study, 3, "steady").at("/energy/parts/codebook/typical").asDouble() > 0);
    assertTrue(study.at("/chips/2/area_mm2/typical").asDouble() > study.at("/chips/0/area_mm2/typical").asDouble(), "an SRAM takes area");
    assertEquals(2, study.at("/chips/0/networks/0/batches").size());
  }

  @Test
  void itsPageDrawsTrafficEnergyRunsBatchesAndShares() throws Exception {
    study("page", network("layers"), network("universal"));
    String page = Files.readString(folder.resolve("page/report.html"));
    Matcher figure = Pattern.compile("(?s)<figure id=\"([^\"]+)\">.*?(<svg viewBox=\"0 0 \\d.*?</svg>)\\s*</div></figure>").matcher(page);
    List<String> drawn = new ArrayList<>();
    while (figure.find()) {
      DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(figure.group(2))));
      drawn.add(figure.group(1));
    }
    String network = "study-tiny-cnn-";
    assertEquals(List.of(network + "traffic", network + "energy", network + "row-dram", network + "row-cycles", network + "row-energy",
        network + "row-area-energy", network + "batch-dram", network + "batch-energy", network + "batch-area-energy", network + "networks-dram",
        network + "networks-cycles", network + "networks-energy", network + "networks-area-energy", "study-share"), drawn);
  }

  @Test
  void itsPageOpensWithExactFiguresAndNamesNetworkArrayNodeAndClock() throws Exception {
    JsonNode study = study("opening", network("layers"), network("universal"));
    String page = Files.readString(folder.resolve("opening/report.html")).replace("&nbsp;", " ");
    String opening = page.substring(page.indexOf("</h1>"), page.indexOf("<section>"));
    assertTrue(opening.contains("tiny-cnn on edge-8, an array of 8 × 8, 28 nm, 150 MHz"), opening);
    assertEquals("8 8 28 150.0", study.at("/array/rows").asText() + " " + study.at("/array/columns").asText() + " " + study.at("/array/node_nm").asText()
        + " " + study.at("/array/clock_mhz").asText());
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      least = Math.min(least, inference(study, i, "steady").at("/dram_bytes/total").asLong());
    }
    assertTrue(opening.contains("the least DRAM traffic, " + String.format(Locale.ROOT, "%,d", least).replace(',', ' ') + " bytes"), opening);
    assertTrue(page.contains("<td>first = steady</td>"), "inferences that are equal have one row");
  }

  /**
   * Colours from 12 on stand for one name each; those below stand for kinds, which traffic, energy and area name in
   * their own words.
   */
  @Test
  void noTwoThingsOfItsPageHaveOneColour() throws Exception {
    study("colours", network("layers"), network("universal"));
    Matcher entry = Pattern.compile("<i class=\"s(\\d+)\"></i>([^<]+)</span>").matcher(Files.readString(folder.resolve("colours/report.html")));
    Map<Integer, String> names = new TreeMap<>();
    while (entry.find()) {
      if (Integer.parseInt(entry.group(1)) >= 12) {
        assertEquals(names.computeIfAbsent(Integer.parseInt(entry.group(1)), colour -> entry.group(2)), entry.group(2));
      }
    }
    assertEquals(12, names.size(), "four variants, two ways to share, six codebooks: " + names);
  }

  @Test
  void aNodeWithoutFactorsOfEnergyHasEverythingElse() throws Exception {
    JsonNode study = study("old-node", network("layers"), network("universal"), "--set", "technology.node_nm=90");
    assertEquals(Set.of("cycles", "dram"), Set.copyOf(study.path("break_evens").findValuesAsText("metric").stream().map(String::toLowerCase).toList()));
    String page = Files.readString(folder.resolve("old-node/report.html"));
    assertTrue(page.contains("-row-cycles") && page.contains("-batch-dram") && !page.contains("-row-energy") && !page.contains("-batch-energy"));
  }

  @Test
  void aChipHasTheRoomThatItsNetworksNeedAndItsResultNamesWhatWasRead() throws Exception {
    study("room", network("layers"), network("universal"), "--set", "codebook.books=2", "--set", "codebook.entries=4096");
    JsonNode result = new ObjectMapper().readTree(folder.resolve("room/universal-rom/tiny-cnn/result.json").toFile());
    assertEquals(List.of(1, 16), List.of(result.at("/configuration/codebook/books").asInt(), result.at("/configuration/codebook/entries").asInt()));
    List<String> read = new ArrayList<>();
    result.path("inputs").fieldNames().forEachRemaining(file -> read.add(Path.of(file).getFileName().toString()));
    assertTrue(read.containsAll(List.of("edge-8.yaml", "model.onnx", "weights.safetensors")), read.toString());
  }

  @Test
  void ofSeveralVersionsWithACodebookForEachLayerTheOneWithTheLeastTrafficIsTaken() throws Exception {
    JsonNode study = study("several", network("layers"), network("few"), network("universal"));
    assertEquals("k=4, d=4", study.at("/chips/1/networks/0/codebook").asText());
  }

  @Test
  void withLabelsItIsTakenAmongThoseAsAccurateAsTheUniversalOne() throws Exception {
    String[] labelled = {network("layers"), network("few"), network("universal"), "--inputs", CommandLineRun.IMAGES, "--labels", CommandLineRun.LABELS};
    JsonNode exact = study("as-accurate", labelled);
    double universal = exact.at("/chips/2/networks/0/top1").asDouble();
    double chosen = exact.at("/chips/1/networks/0/top1").asDouble();
    assertEquals("k=16, d=4", exact.at("/chips/1/networks/0/codebook").asText());
    List<String> lax = new ArrayList<>(List.of(labelled));
    lax.addAll(List.of("--accuracy-margin", "90"));
    JsonNode any = study("any-accuracy", lax.toArray(String[]::new));
    assertEquals("k=4, d=4", any.at("/chips/1/networks/0/codebook").asText());
    assertTrue(any.at("/chips/1/networks/0/top1").asDouble() < Math.min(universal, chosen), any.at("/chips/1/networks/0").toString());
  }

  @Test
  void samplesFarBeyondWhatTheNetworksWereCalibratedOnAreRefused() throws Exception {
    float[] images = new float[4 * 28 * 28];
    for (int i = 0; i < images.length; i++) {
      images[i] = i % 256;
    }
    String raw = NumpyFile.floats(folder.resolve("raw.npy"), images, 4, 1, 28, 28);
    String labels = NumpyFile.integers(folder.resolve("raw-labels.npy"), new long[4], 4);
    CommandLineRun run = CommandLineRun.of("study", "codebooks", network("layers"), network("universal"), "-a", CommandLineRun.EDGE, "--inputs", raw,
        "--labels", labels, "-o", folder.resolve("beyond").toString());
    assertEquals(2, run.status(), run.err());
    assertTrue(run.err().contains("(" + raw + "): the network was calibrated on values up to 2.02, these samples reach 255"), run.err());
    assertFalse(Files.exists(folder.resolve("beyond")));
  }

  /** The networks were trained on the same pixels, scaled in two ways. */
  @Test
  void eachNetworkScalesTheSamplesInItsOwnWay() throws Exception {
    compress("vgg", VGG, "universal", "--codebook", folder.resolve("cb.safetensors").toString());
    JsonNode study = study("accuracy", network("universal"), folder.resolve("vgg/vgg-fashion").toString(), "--inputs", CommandLineRun.IMAGES, "--labels",
        CommandLineRun.LABELS);
    List<Double> top1 = new ArrayList<>();
    for (String place : List.of(network("universal"), folder.resolve("vgg/vgg-fashion").toString())) {
      CommandLineRun alone = CommandLineRun.of("evaluate", place, "--inputs", CommandLineRun.IMAGES, "--labels", CommandLineRun.LABELS, "--json");
      top1.add(new ObjectMapper().readTree(alone.out()).path("top1").asDouble());
    }
    assertEquals(top1, study.at("/chips/2/networks").findValues("top1").stream().map(JsonNode::asDouble).toList());
    assertNotEquals(top1.get(0), top1.get(1));
  }

  @Test
  void codewordsAsPlainWeightsGiveTheSameAnswers() {
    Version universal = new Version(Path.of(network("universal")), Networks.read(Path.of(network("universal"))));
    assertEquals(Scheme.UNIVERSAL, universal.scheme());
    assertEquals(Scheme.INT8, universal.plain().scheme());
    assertArrayEquals(answers(universal), answers(universal.plain()));
  }

  private static int[] answers(Version version) {
    QuantisedNetwork network = QuantiseNetwork.apply(version.compressed(), () -> null, new PrintWriter(System.err, true, StandardCharsets.UTF_8)).network();
    var sample = new InputEncoder(network).encode(SampleFiles.noise(version.compressed(), 3), 0);
    return new ReferenceExecutor(network).outputs(network.inputs().stream().map(input -> sample.get(input.name())).toList()).getFirst();
  }
}
