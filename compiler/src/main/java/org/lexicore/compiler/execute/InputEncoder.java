package org.lexicore.compiler.execute;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.compiler.data.Samples;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;

/** What the host does with a sample before the accelerator sees it: real values to the nearest storable integers. */
public final class InputEncoder {
  private final QuantisedNetwork network;

  /** An encoder for the inputs of {@code network}. */
  public InputEncoder(QuantisedNetwork network) {
    this.network = network;
  }

  /** Sample {@code index}: input name → integers, channel-major. */
  public Map<String, int[]> encode(Samples samples, int index) {
    Map<String, float[]> real = samples.real(index);
    Map<String, int[]> integers = new LinkedHashMap<>();
    for (QuantisedTensor input : network.inputs()) {
      integers.put(input.name(), encode(input, real.get(input.name())));
    }
    return integers;
  }

  /** Real values as integers of {@code tensor}, saturated; half way between two integers the even one is taken. */
  public static int[] encode(QuantisedTensor tensor, float[] real) {
    int[] integers = new int[real.length];
    for (int i = 0; i < real.length; i++) {
      integers[i] = (int) Math.max(tensor.lowest(), Math.min(tensor.highest(), Math.rint(real[i] / tensor.scale())));
    }
    return integers;
  }
}
