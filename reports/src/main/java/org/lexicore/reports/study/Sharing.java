package org.lexicore.reports.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.lexicore.reports.Band;
import org.lexicore.reports.Inference;

/**
 * Networks that take turns on a chip, an inference each, and each have a codebook of their own as large as the universal one, beside the
 * universal one in ROM.
 *
 * @param codebookBytes bytes of one of them
 * @param largerFrom with room for all in SRAM: from so many networks on they take more area than the universal one in ROM
 * @param rooms chips whose SRAM holds one, two, four … codebooks
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Sharing(long codebookBytes, Optional<Integer> largerFrom, List<Room> rooms) {
  public Sharing {
    rooms = List.copyOf(rooms);
  }

  /** A chip whose SRAM holds so many codebooks, and what a first and a steady inference take on it. */
  public record Room(int codebooks, Study.Chip chip) {}

  /** How an SRAM serves networks with codebooks of their own. */
  public enum Way {
    /** It holds one, and loads the next network's at each turn. */
    @JsonProperty("loaded")
    LOADED("own codebooks, loaded at each turn"),
    /** It holds all. */
    @JsonProperty("held")
    HELD("own codebooks, all held in SRAM");

    private final String title;

    Way(String title) {
      this.title = title;
    }

    /** What people call it. */
    public String title() {
      return title;
    }
  }

  /**
   * Of the universal codebook, if {@code chips} have one in ROM and one in SRAM.
   *
   * @param rooms the chip with it in SRAM, and the same with room for more
   */
  public static Optional<Sharing> of(List<Study.Chip> chips, List<Room> rooms) {
    return Study.chip(chips, Study.ROM).filter(rom -> !rooms.isEmpty()).map(rom -> {
      Optional<Double> one = rooms.getFirst().chip().storeMm2().map(Band::typical);
      return new Sharing((long) rom.entries() * rom.dimension(),
          rom.storeMm2().map(Band::typical).flatMap(its -> one.map(sram -> 1 + (int) (its / sram))), rooms);
    });
  }

  /** As many networks as there is room for. */
  public int most() {
    return rooms.getLast().codebooks();
  }

  /** Of an inference of {@code network} when so many networks like it take turns, 1 to {@link #most}. */
  public double cost(Way way, Cost cost, String network, int networks) {
    return switch (way) {
      case LOADED -> {
        Study.Chip chip = rooms.getFirst().chip();
        Study.OnChip one = chip.network(network);
        // The first inference is the one that loads.
        yield cost.of(chip, networks == 1 ? one.steady() : one.inference(Inference.FIRST).orElseThrow());
      }
      case HELD -> {
        Study.Chip chip = rooms.stream().filter(room -> room.codebooks() >= networks).findFirst().orElseThrow().chip();
        yield cost.of(chip, chip.network(network).steady());
      }
    };
  }
}
