package org.lexicore.compiler.map;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Why a layer is run as it is: the way chosen, and the cheapest one that differs in each respect.
 *
 * @param otherTile with a tile of another shape; empty if there is none, as for the others
 * @param otherOrder with the loops in another order
 * @param otherWeights with weights that reach the array in another way
 */
public record LayerChoice(
    String layer, Candidate chosen, Optional<Candidate> otherTile, Optional<Candidate> otherOrder, Optional<Candidate> otherWeights) {

  static LayerChoice of(String layer, Candidate chosen, List<Candidate> all) {
    return new LayerChoice(
        layer, chosen, cheapest(all, chosen, Candidate::tile), cheapest(all, chosen, Candidate::order),
        cheapest(all, chosen, Candidate::weights));
  }

  private static Optional<Candidate> cheapest(List<Candidate> all, Candidate chosen, Function<Candidate, Object> respect) {
    return all.stream()
        .filter(candidate -> !respect.apply(candidate).equals(respect.apply(chosen)))
        .min(Comparator.comparingLong(Candidate::cost));
  }
}
