package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.instruction.WeightStream;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;

/** Decides which layers run on indices; the others run on int8 weights, which is always possible and exact. */
final class ChooseWeights {
  private final Accelerator accelerator;
  private final List<ExpandedCodes> expanded = new ArrayList<>();

  /** Content of a ROM by hash, in the order of the books. */
  private final Map<String, Codebook> rom = new LinkedHashMap<>();

  /** Hashes of all codebooks that a ROM would have to hold. */
  private final Set<String> wanted = new LinkedHashSet<>();

  /** By identity: layers share the largest codebooks, and hashing them takes time. */
  private final Map<Codebook, String> hashes = new IdentityHashMap<>();

  ChooseWeights(Accelerator accelerator) {
    this.accelerator = accelerator;
  }

  /** Why codes cannot run as codes, and what would help. */
  private record Obstacle(String why, String remedy) {}

  /** How each layer's weights reach the array. */
  List<WeightStream> choose(List<QuantisedLayer> layers) {
    for (QuantisedLayer layer : layers) {
      boolean rom = accelerator.codebook().isFixed();
      if (rom && layer.weights() instanceof LayerWeights.Coded coded && misfit(layer, coded.codebook()).isEmpty()) {
        wanted.add(hash(coded.codebook()));
      }
    }
    return layers.stream().map(this::choose).toList();
  }

  private WeightStream choose(QuantisedLayer layer) {
    return switch (layer.weights()) {
      case LayerWeights.Plain plain -> KernelWalks.plain(accelerator);
      case LayerWeights.Coded coded -> choose(layer, coded);
      case LayerWeights.Streamed streamed -> KernelWalks.plain(accelerator);
    };
  }

  private WeightStream choose(QuantisedLayer layer, LayerWeights.Coded coded) {
    Optional<Obstacle> obstacle = misfit(layer, coded.codebook()).or(() -> romObstacle(coded.codebook()));
    obstacle.ifPresent(it -> expanded.add(ExpandedCodes.of(layer.name(), coded, it.why, it.remedy)));
    return obstacle.isPresent()
        ? KernelWalks.plain(accelerator)
        : new WeightStream.Indices(coded.codebook().indexBits(), coded.codebook().d());
  }

  /** What stands against the codes of {@code layer}, whatever other layers there are. */
  private Optional<Obstacle> misfit(QuantisedLayer layer, Codebook codebook) {
    CodebookStore store = accelerator.codebook();
    if (!store.isPresent()) {
      return obstacle("the accelerator has no codebook (codebook.place: none)", "set codebook.place to sram or rom");
    }
    if (codebook.d() > store.dimension()) {
      return obstacle("d = " + codebook.d() + " is above codebook.dimension (" + store.dimension() + ")", "raise codebook.dimension");
    }
    if (codebook.k() > store.entries()) {
      return obstacle(codebook.k() + " codewords are more than codebook.entries (" + store.entries() + ")", "raise codebook.entries");
    }
    if (layer.groups() > 1) {
      return obstacle("a convolution of " + layer.groups() + " groups needs zero weights between the groups",
          "compress with --keep to have int8 weights fitted to it");
    }
    return Optional.empty();
  }

  private Optional<Obstacle> romObstacle(Codebook codebook) {
    int books = accelerator.codebook().books();
    if (!accelerator.codebook().isFixed()) {
      return Optional.empty();
    }
    if (!rom.containsKey(hash(codebook)) && rom.size() == books) {
      return obstacle("the ROM's codebook.books (" + books + ") are taken by other codebooks, of which there are " + wanted.size() + " in all",
          "set codebook.place to sram, raise codebook.books, or compress with --scheme universal");
    }
    rom.putIfAbsent(hash(codebook), codebook);
    return Optional.empty();
  }

  private static Optional<Obstacle> obstacle(String why, String remedy) {
    return Optional.of(new Obstacle(why, remedy));
  }

  private String hash(Codebook codebook) {
    return hashes.computeIfAbsent(codebook, it -> it.sha256() + "/" + it.d());
  }

  /** The codebooks that the ROM must hold, in the order of its books; empty unless the place is ROM. */
  List<Codebook> romBooks() {
    return List.copyOf(rom.values());
  }

  /** The layers whose codes do not run as codes. */
  List<ExpandedCodes> expanded() {
    return List.copyOf(expanded);
  }
}
