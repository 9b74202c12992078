package org.lexicore.model.dram;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a row after an access. */
public enum PagePolicy {
  /** It stays open until another row of its bank is wanted, or a refresh is due. */
  OPEN,
  /** The last access that waits for it closes it (auto-precharge). */
  CLOSED;

  /** How files and options call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The policy called {@code word}, if there is one. */
  public static Optional<PagePolicy> of(String word) {
    return Arrays.stream(values()).filter(policy -> policy.word().equals(word)).findFirst();
  }
}
