package org.lexicore.compiler.map;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lexicore.model.network.Codebook;

/**
 * Which codebooks a codebook SRAM holds between two programs, so that the next one need not load them again.
 *
 * @param books by place in the store; empty where nothing useful lies
 */
public record StoreContent(List<Optional<Codebook>> books) {
  /** After a reset. */
  public static final StoreContent NONE = new StoreContent(List.of());

  public StoreContent {
    books = List.copyOf(books);
  }

  /** What {@code codebooks} holds, by place, {@code null} where nothing does. */
  static StoreContent of(Codebook... codebooks) {
    return new StoreContent(Arrays.stream(codebooks).map(Optional::ofNullable).toList());
  }
}
