package org.lexicore.compiler.quantise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.QuantisedLayer.PoolKind;

/**
 * The float nodes that one layer carries out: convolution or product, addition, clamps and a pool; each but the last feeds the next alone.
 *
 * @param input tensor that the convolution (or the identity in its place) reads
 * @param conv the convolution
 * @param product the product of two activations in its place; none of both means identity weights
 * @param residual the addition's other operand
 * @param lowest clamp of the sum, −∞ for none
 * @param highest see {@code lowest}
 * @param pool what reduces the clamped values
 * @param members the nodes, first to last; at least one
 */
record LayerGroup(
    String input,
    Optional<FloatGraph.Conv> conv,
    Optional<FloatGraph.Product> product,
    Optional<String> residual,
    float lowest,
    float highest,
    Optional<FusedPool> pool,
    List<FloatGraph.Node> members)
    implements StepGroup {

  /** The layer's name: that of its first node. */
  String name() {
    return members.getFirst().name();
  }

  @Override
  public FloatGraph.Node last() {
    return members.getLast();
  }

  @Override
  public List<String> reads() {
    List<String> reads = new ArrayList<>(List.of(input));
    product.ifPresent(it -> reads.add(it.weights()));
    residual.ifPresent(reads::add);
    return reads;
  }

  /** The tensor that the pool reads: the input itself if the layer does nothing else. */
  String beforePool() {
    return members.size() == 1 ? input : members.get(members.size() - 2).name();
  }

  /** Whether the layer ends in an average, whose input has a scale of its own. */
  boolean averages() {
    return pool.filter(it -> it.kind() == PoolKind.SUM).isPresent();
  }

  /** Whether values pass through unchanged but for clamp and pool, so that integers can be kept as they are. */
  boolean keepsIntegers() {
    return conv.isEmpty() && product.isEmpty() && residual.isEmpty();
  }
}
