package org.lexicore.cli.accuracy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.compiler.execute.InputEncoder;
import org.lexicore.compiler.execute.ReferenceExecutor;
import org.lexicore.compiler.quantise.EqualiseChannels;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Step;

/**
 * How far a tensor in integers is from the float network's: where a network loses its accuracy.
 *
 * @param decibels of the float tensor's power over that of the difference
 */
record SignalToNoise(String network, String tensor, String shape, String storage, double scale, double decibels) {

  /**
   * One for each tensor of the network in integers that the float network has too, its channels made alike as compressing does;
   * in order, over the first {@code count} measured samples.
   */
  static List<SignalToNoise> of(Accuracy network, QuantisedNetwork integers, int count) {
    Samples samples = network.samples(network.task().measured());
    FloatGraph equalised = EqualiseChannels.apply(network.graph(), network.samples(network.task().calibration()));
    FloatExecutor real = new FloatExecutor(equalised);
    ReferenceExecutor reference = new ReferenceExecutor(integers);
    Map<String, double[]> powers = new LinkedHashMap<>();
    Set<String> known = equalised.nodes().stream().map(FloatGraph.Node::name).collect(Collectors.toSet());
    List<QuantisedTensor> tensors = new ArrayList<>(integers.inputs());
    integers.steps().stream().map(Step::output).filter(tensor -> known.contains(tensor.name())).forEach(tensors::add);
    for (int i = 0; i < Math.min(count, samples.count()); i++) {
      Map<String, float[]> exact = real.run(samples.real(i));
      Map<String, int[]> stored = reference.run(new InputEncoder(integers).encode(samples, i));
      for (QuantisedTensor tensor : tensors) {
        add(powers.computeIfAbsent(tensor.name(), name -> new double[2]), exact.get(tensor.name()), tensor.real(stored.get(tensor.name())));
      }
    }
    return tensors.stream().map(tensor -> of(network.task().network(), tensor, powers.get(tensor.name()))).toList();
  }

  private static void add(double[] powers, float[] exact, double[] stored) {
    for (int j = 0; j < exact.length; j++) {
      double difference = stored[j] - exact[j];
      powers[0] += (double) exact[j] * exact[j];
      powers[1] += difference * difference;
    }
  }

  private static SignalToNoise of(String network, QuantisedTensor tensor, double[] powers) {
    return new SignalToNoise(
        network, tensor.name(), tensor.shape().toString(), tensor.storage().toString(), tensor.scale(), 10 * Math.log10(powers[0] / powers[1]));
  }

  /** As a line of CSV. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s,%s,%s,%s,%.6g,%.1f", network, tensor, shape, storage, scale, decibels);
  }
}
