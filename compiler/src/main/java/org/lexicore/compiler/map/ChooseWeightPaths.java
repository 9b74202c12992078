package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.Accelerator.Place;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;

/** Decides which layers run on indices; the others run on int8 weights, which is always possible and exact. */
final class ChooseWeightPaths {
  private final Accelerator accelerator;
  private final List<MappingNote> notes = new ArrayList<>();

  /** Content of a ROM by hash, in the order of the books. */
  private final Map<String, Codebook> rom = new LinkedHashMap<>();

  ChooseWeightPaths(Accelerator accelerator) {
    this.accelerator = accelerator;
  }

  /** The way of each layer's weights. */
  List<WeightPath> choose(List<QuantisedLayer> layers) {
    return layers.stream().map(this::choose).toList();
  }

  private WeightPath choose(QuantisedLayer layer) {
    return switch (layer.weights()) {
      case LayerWeights.Plain plain -> new WeightPath.Plain(plain);
      case LayerWeights.Coded coded -> choose(layer, coded);
      case LayerWeights.Streamed streamed -> new WeightPath.Plain(streamed);
    };
  }

  private WeightPath choose(QuantisedLayer layer, LayerWeights.Coded coded) {
    Optional<String> obstacle = obstacle(layer, coded.codebook());
    obstacle.ifPresent(why -> notes.add(new MappingNote(layer.name(), "codewords are expanded to int8 weights: " + why)));
    return obstacle.isPresent() ? new WeightPath.Plain(coded) : new WeightPath.Indexed(coded);
  }

  private Optional<String> obstacle(QuantisedLayer layer, Codebook codebook) {
    Accelerator.CodebookStore store = accelerator.codebook();
    if (store.place() == Place.NONE) {
      return Optional.of("the accelerator has no codebook (codebook.place: none)");
    }
    if (codebook.d() > store.dimension()) {
      return Optional.of("d = " + codebook.d() + " is above codebook.dimension (" + store.dimension() + ")");
    }
    if (codebook.k() > store.entries()) {
      return Optional.of(codebook.k() + " codewords are more than codebook.entries (" + store.entries() + ")");
    }
    if (layer.groups() > 1) {
      return Optional.of("a convolution of " + layer.groups() + " groups needs zero weights between the groups");
    }
    return store.place() == Place.ROM ? romObstacle(codebook) : Optional.empty();
  }

  private Optional<String> romObstacle(Codebook codebook) {
    String hash = codebook.sha256() + "/" + codebook.d();
    if (!rom.containsKey(hash) && rom.size() == accelerator.codebook().books()) {
      return Optional.of("the ROM's codebook.books (" + accelerator.codebook().books() + ") are taken by other codebooks");
    }
    rom.putIfAbsent(hash, codebook);
    return Optional.empty();
  }

  /** The codebooks that the ROM must hold, in the order of its books; empty unless the place is ROM. */
  List<Codebook> romBooks() {
    return List.copyOf(rom.values());
  }

  List<MappingNote> notes() {
    return List.copyOf(notes);
  }
}
