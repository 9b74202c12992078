package org.lexicore.model.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one kind of layer that the accelerator runs: a convolution, and what follows it in the drain.
 *
 * <pre>
 *   sum   = bias[o] + Σ weight[o][k] · input[k]            int32, wraps
 *   t     = requantisations[o].apply(sum)                  int16
 *   t    += residual.requantisation.apply(operand)         if there is a residual
 *   y     = clamp(t, lowest, highest)
 *   pool  : MAX: max of y over the window; SUM: clamp(requantisation.apply(Σ y), pool.lowest, pool.highest)
 * </pre>
 *
 * <p>The weights may be another tensor ({@link LayerWeights.Streamed}): the product of two activations.
 *
 * <p>A fully connected layer is a convolution whose kernel covers the feature map; a pooling or addition with no convolution before
 * it has identity weights. Padding contributes zero to the convolution and nothing to the pool.
 *
 * @param window kernel, stride, dilation and padding of the convolution
 * @param groups divides input and output channels; output channel o reads input channels of group o / (outputs / groups)
 * @param bias int32, one per output channel
 * @param requantisations one per output channel
 * @param lowest clamp of y, within −128 to 255 and storable in the (possibly unpooled) 8-bit intermediate
 * @param highest see {@code lowest}
 * @param sources names of the nodes of the float network that this layer carries out
 */
public record QuantisedLayer(
    String name,
    QuantisedTensor input,
    LayerWeights weights,
    Window window,
    int groups,
    int[] bias,
    List<Requantisation> requantisations,
    Optional<Residual> residual,
    int lowest,
    int highest,
    Optional<Pool> pool,
    QuantisedTensor output,
    List<String> sources)
    implements Step {

  /** An operand of the convolution output's shape that is requantised and added before the clamp. */
  public record Residual(QuantisedTensor operand, Requantisation requantisation) {}

  /** MAX: the largest of the window; SUM: the sum, requantised (an average's 1/n is in the factor). */
  public enum PoolKind { MAX, SUM }

  /**
   * Pooling over the clamped values.
   *
   * @param window with dilation 1; padding pixels are left out
   * @param requantisation for SUM (IDENTITY for MAX)
   */
  public record Pool(PoolKind kind, Window window, Requantisation requantisation, int lowest, int highest) {}

  public QuantisedLayer {
    if (bias.length != weights.outputs() || requantisations.size() != weights.outputs()) {
      throw new IllegalArgumentException(name + ": one bias and one requantisation per output channel");
    }
    requantisations = List.copyOf(requantisations);
    sources = List.copyOf(sources);
  }

  @Override
  public List<QuantisedTensor> operands() {
    List<QuantisedTensor> operands = new ArrayList<>(List.of(input));
    if (weights instanceof LayerWeights.Streamed streamed) {
      operands.add(streamed.tensor());
    }
    residual.ifPresent(it -> operands.add(it.operand()));
    return operands;
  }

  /** Input channels of one group. */
  public int inputsPerGroup() {
    return input.shape().channels() / groups;
  }

  /** Output shape of the convolution, before pooling. */
  public Shape convolved() {
    Shape in = input.shape();
    return new Shape(weights.outputs(), window.outputHeight(in.height()), window.outputWidth(in.width()));
  }

  /**
   * Multiply-accumulates of one inference: of the convolution's pixels those that the pool reads, for others are not
   * computed.
   */
  public long macs() {
    return macs(convolved(), pool.map(Pool::window).orElse(Window.POINT), weights.rowLength());
  }

  /**
   * Multiply-accumulates of a convolution of shape {@code convolved} of which {@code pool} reads pixels.
   *
   * @param rowLength products that each element sums up
   */
  public static long macs(Shape convolved, Window pool, int rowLength) {
    return (long) pool.coveredRows(convolved.height()) * pool.coveredColumns(convolved.width()) * convolved.channels() * rowLength;
  }
}
