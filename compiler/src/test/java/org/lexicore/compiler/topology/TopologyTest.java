package org.lexicore.compiler.topology;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.compiler.execute.ReferenceExecutor;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.format.CompressedNetworkReader;
import org.lexicore.compiler.format.CompressedNetworkWriter;
import org.lexicore.compiler.onnx.OnnxExporter;
import org.lexicore.compiler.onnx.OnnxImporter;
import org.lexicore.compiler.onnx.WeightSource;
import org.lexicore.compiler.quantise.EstimateRanges;
import org.lexicore.compiler.quantise.Quantiser;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Axis;
import org.lexicore.model.network.host.Constant;
import org.lexicore.model.network.host.Embed;
import org.lexicore.model.network.host.HostOperation;
import org.lexicore.model.network.host.Normalise;

/** Are drawn networks the published ones, and do they go through the chain? */
class TopologyTest {
  /**
   * Parameters as torchvision counts them: a normalised convolution has a scale and a shift a channel where we have a bias. Multiply-
   * accumulates at 224 × 224.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet18, 21, 11689512, 1814073344",
    "resnet34, 37, 21797672, 3663761408",
    "resnet50, 54, 25557032, 4089184256",
    "vgg16, 16, 138357544, 15470264320",
    "mobilenet-v2, 53, 3504872, 300774272",
    "vit-b16, 74, 86567656, 17563828224"
  })
  void sizesAreThePublishedOnes(String title, long convolutions, long parameters, long macs) {
    FloatGraph graph = Topology.of(title).orElseThrow().draw(224, 1);
    assertEquals(convolutions, graph.convolutions().count());
    boolean normalised = !List.of("vgg16", "vit-b16").contains(title);
    long counted = graph.convolutions()
        .mapToLong(conv -> conv.weight().size() + conv.bias().length * (normalised && !conv.name().equals("fc") ? 2L : 1L))
        .sum()
        + graph.nodes().stream().filter(FloatGraph.Host.class::isInstance).mapToLong(node -> parameters((FloatGraph.Host) node)).sum();
    assertEquals(parameters, counted);
    assertEquals(macs, graph.macs());
  }

  /**
   * Parameters as the authors' code counts them, the positions among them, and multiply-accumulates for images of 256 × 256,
   * which the paper counts as 118.6 G. Its normalisations have no parameters; the table of steps is computed.
   */
  @Test
  void theDiffusionTransformerIsThePublishedOne() {
    FloatGraph graph = Topology.DIT_XL2.draw(256, 1);
    long counted = graph.convolutions().mapToLong(conv -> conv.weight().size() + conv.bias().length).sum()
        + graph.nodes().stream().filter(node -> List.of("label_table", "positions").contains(node.name()))
            .mapToLong(node -> parameters((FloatGraph.Host) node)).sum();
    assertEquals(675_129_632L, counted);
    assertEquals(118_621_421_568L, graph.macs());
    assertEquals(new Shape(8, 32, 32), graph.nodes().getLast().shape());
    assertTrue(OnnxExporter.needsDataFile(graph));
    assertFalse(OnnxExporter.needsDataFile(Topology.VGG16.draw(224, 1)));
  }

  private static long parameters(FloatGraph.Host host) {
    return switch (host.operation()) {
      case Constant constant -> constant.values().length;
      case Embed embed -> embed.table().length;
      case Normalise normalise -> normalise.gamma().length + normalise.beta().length;
      case HostOperation other -> 0;
    };
  }

  @Test
  void anExportedTopologyImportsAsItself() {
    FloatGraph drawn = Topology.MOBILENET_V2.draw(32, 7);
    FloatGraph read = OnnxImporter.read(OnnxExporter.plain(drawn, Path.of("drawn.onnx")), WeightSource.NONE);
    assertEquals(drawn.nodes().stream().map(node -> node.name() + node.shape()).toList(),
        read.nodes().stream().map(node -> node.name() + node.shape()).toList());
    assertEquals(drawn.macs(), read.macs());
  }

  /** Everything of a diffusion transformer but its size: does it compute the same from a file, and run in integers? */
  @Test
  void aSmallDiffusionTransformerSurvivesTheFileAndRuns() {
    DrawGraph draw = new DrawGraph(5);
    draw.input("input", 4, 8, 8);
    new DiffusionTransformer(draw, 32, 4, 2).draw();
    FloatGraph drawn = draw.graph("small");
    FloatGraph read = OnnxImporter.read(OnnxExporter.plain(drawn, Path.of("small.onnx")), WeightSource.NONE);
    Map<String, float[]> sample = Samples.noise(drawn, Map.of(), 1, 3).real(0);
    sample.put("timestep", new float[] {999});
    sample.put("label", new float[] {1000});
    float[] expected = new FloatExecutor(drawn).outputs(sample).get("output");
    assertArrayEquals(expected, new FloatExecutor(read).outputs(sample).get("output"), 1e-4f);
    assertEquals(drawn.macs(), read.macs());
    QuantisedNetwork network = Quantiser.quantise(read, EstimateRanges.of(read)).network();
    Set<Double> scales =
        network.inputs().stream().filter(it -> !it.name().equals("input")).map(QuantisedTensor::scale).collect(toSet());
    assertEquals(Set.of(1.0), scales, "numbers of the step and the class are whole");
    Map<String, int[]> tensors = new ReferenceExecutor(network).run(
        Map.of("input", new int[4 * 8 * 8], "timestep", new int[] {999}, "label", new int[] {1000}));
    assertTrue(Arrays.stream(tensors.get(network.outputs().getFirst().name())).distinct().count() > 20);
  }

  /** Exported, a transformer has more tensors than nodes, under other names: are the scales found again? */
  @Test
  void aTransformersScalesSurviveTheDisk(@TempDir Path folder) {
    DrawGraph draw = new DrawGraph(1);
    String input = draw.input("input", 8, 2, 3);
    String tokens = draw.concatenate("tokens", Axis.WIDTH, draw.constant("class_token", 8, 1), draw.row("patches", input));
    String normalised = draw.normalise("normalised", tokens, 1e-6);
    String[] projected = Stream.of("queries", "keys", "values")
        .map(name -> draw.conv(name, normalised, 8, DrawGraph.square(1, 1))).toArray(String[]::new);
    String shares = draw.softmax("shares", draw.scores("scores", projected[0], projected[1], 2), 2);
    draw.linear("head", draw.pixel("class", draw.mixture("mixture", shares, projected[2], 2), 0), 4);
    CompressedNetwork drawn = SeededCodes.replace(draw.graph("transformer"), LayerSelection.DEFAULT, 16, 4, 1);
    CompressedNetworkWriter.write(drawn, folder);
    CompressedNetwork read = CompressedNetworkReader.read(folder);
    List<FloatGraph.Node> nodes = drawn.graph().nodes();
    assertEquals(nodes.stream().map(node -> node.operands().size()).toList(),
        read.graph().nodes().stream().map(node -> node.operands().size()).toList());
    for (int i = 0; i < nodes.size(); i++) {
      assertEquals(drawn.activations().get(nodes.get(i).name()), read.activations().get(read.graph().nodes().get(i).name()), nodes.get(i).name());
    }
  }

  /** Is a coded topology whole, does it survive the disk, and do its integers use their range? */
  @Test
  void seededCodesRunWithoutCalibration(@TempDir Path folder) {
    FloatGraph graph = Topology.RESNET18.draw(32, 1);
    CompressedNetworkWriter.write(SeededCodes.replace(graph, LayerSelection.DEFAULT, 256, 8, 1), folder);
    CompressedNetwork coded = CompressedNetworkReader.read(folder);
    QuantisedNetwork network = Quantiser.quantise(coded.graph(), coded.activations()).network();
    assertEquals(19, network.layers().stream().filter(layer -> layer.weights() instanceof LayerWeights.Coded).count());
    assertEquals(1, network.codebooks().size());
    Random random = new Random(1);
    int[] image = IntStream.range(0, 3 * 32 * 32).map(i -> (int) Math.clamp(127 / 4.0 * random.nextGaussian(), -127, 127)).toArray();
    Map<String, int[]> tensors = new ReferenceExecutor(network).run(Map.of("input", image));
    assertEquals(network.layers().size() + 1, tensors.size());
    tensors.forEach((name, values) -> {
      long extreme = Arrays.stream(values).filter(v -> v == 255 || v == -128 || v == 127).count();
      long distinct = Arrays.stream(values).distinct().count();
      assertTrue(distinct > 20 && extreme < values.length / 5, name + ": " + distinct + " values, " + extreme + " extreme");
    });
  }

  @Test
  void theSeedAloneDecidesTheBytes(@TempDir Path folder) throws Exception {
    byte[] once = bytes(folder, 3);
    assertArrayEquals(once, bytes(folder, 3));
    assertFalse(Arrays.equals(once, bytes(folder, 4)));
  }

  private static byte[] bytes(Path folder, long seed) throws Exception {
    Path file = folder.resolve("drawn.onnx");
    OnnxExporter.plain(Topology.MOBILENET_V2.draw(32, seed), file).save(file);
    return Files.readAllBytes(file);
  }

  /** Pixels and multiply-accumulates are those that SCALE-Sim v3 reports for its ResNet-18. */
  @Test
  void scaleSimsLayersHaveTheSizesThatItReports() {
    FloatGraph graph = ScaleSimTopology.read(Path.of("../examples/topologies/scalesim-resnet18.csv"), 1);
    assertEquals(1_471_181_568L, graph.macs());
    assertEquals(
        List.of(12100, 2916, 2916, 2916, 2916, 784, 676, 841, 676, 676, 196, 144, 225, 144, 144, 49, 25, 64, 25, 25, 1),
        graph.convolutions().map(conv -> conv.shape().height() * conv.shape().width()).toList());
    assertEquals(19, ScaleSimTopology.selection(graph).choose(graph).size());
    assertEquals(21, graph.outputs().size());
  }

  private static FloatGraph table(Path folder, String lines) throws Exception {
    return ScaleSimTopology.read(Files.writeString(folder.resolve("table.csv"), lines), 1);
  }

  private static List<String> sizes(FloatGraph graph) {
    return graph.convolutions()
        .map(conv -> conv.shape() + " of " + conv.weight().inputsPerGroup() + " in " + conv.groups())
        .toList();
  }

  @Test
  void aTableOfProductsIsOneOfMatrices(@TempDir Path folder) throws Exception {
    FloatGraph graph = table(folder, """
        Layer,M,N,K,
        qkv,128,1536,512,
        scores,128,64,32,4,
        mlp,128,512,768,1:1,
        last,8,16,16,2
        """);
    assertEquals(
        List.of("1536x1x128 of 512 in 1", "256x1x128 of 32 in 4", "512x1x128 of 768 in 1", "32x1x8 of 16 in 2"), sizes(graph));
    assertEquals(128L * (1536 * 512 + 4 * 64 * 32 + 512 * 768) + 2 * 8 * 16 * 16, graph.macs());
  }

  /** GPT-3's head and Gemma's have more than 2²⁸ weights; they are drawn when they are read. */
  @Test
  void aProductWithAWeightOfAWholeVocabularyIsTaken(@TempDir Path folder) throws Exception {
    FloatGraph graph = table(folder, "Layer, M, N, K,\ngpt3, 1, 50257, 12288,\ngemma, 2048, 256000, 3072,\n");
    assertEquals(List.of("50257x1x1 of 12288 in 1", "256000x1x2048 of 3072 in 1"), sizes(graph));
    assertEquals(List.of(617_558_016L, 786_432_000L), graph.convolutions().map(conv -> conv.weight().size()).toList());
    assertEquals(617_558_016L + 2048 * 786_432_000L, graph.macs());
  }

  @Test
  void aDepthwiseLayerIsToldByItsName(@TempDir Path folder) throws Exception {
    FloatGraph graph = table(folder, """
        Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,, Target
        first,9,9,3,3,3,16,1, NPU
        DP1,8,8,3,3,16,1,1, 2:2, NPU
        point,6,6,1,1,16,80,1, NPU
        """);
    assertEquals(List.of("16x7x7 of 3 in 1", "16x6x6 of 1 in 16", "80x6x6 of 16 in 1"), sizes(graph));
    assertEquals(List.of(), List.copyOf(ScaleSimTopology.selection(graph).choose(graph)));
  }

  @Test
  void columnsOfProductsHaveAnOrder(@TempDir Path folder) {
    InputException refused = assertThrows(InputException.class, () -> table(folder, "Layer, M, K, N,\nqk, 16, 16, 16,\n"));
    assertTrue(refused.getMessage().endsWith("line 1 has M, K, N; SCALE-Sim's order is M, N, K: put the columns so"), refused.getMessage());
  }

  @Test
  void whatATableHasBesidesIsNamed(@TempDir Path folder) {
    InputException refused = assertThrows(InputException.class, () -> table(folder, """
        Layer, m, n, k,
        sparse,16,16,16,2:4,
        none,16,16,16,0,
        short,16,16,
        many,16,60000,16,2,
        large,16,65536,65536,65536,
        heavy,16,32768,32769,
        c,16,16,16,3,1,
        last,16,16,16,4:2
        zero,16,16,16,0:0
        ,16,16,16,
        """));
    assertEquals(
        """
        line 2: a sparsity of 2:4 is not modelled; write 1:1
        line 3: the number of products is '0'; write a number from 1 to 16777216
        line 4: K is ''; write a number from 1 to 16777216
        line 6: has 281474976710656 weights and a map of 68719476736 elements; at most 1073741824 of each are taken: cut the layer in several
        line 7: has 1073774592 weights and a map of 524304 elements; at most 1073741824 of each are taken: cut the layer in several
        line 8: '1' follows K; leave it out
        line 9: a sparsity of 4:2 is not modelled; write 1:1
        line 10: the number of products is '0:0'; write a number from 1 to 16777216
        line 11: has no name; write one in front""",
        String.join("\n", refused.problems()).replace(folder.resolve("table.csv") + ": ", ""));
  }
}
