package org.lexicore.model.accelerator;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** In what order a memory takes a write burst's address and its data: AXI4 leaves that to it (IHI 0022, A3.3.1). */
public enum WriteOrder {
  /** Each by itself, whenever it is offered. */
  FREE("free"),
  /** Data from the cycle after the address on. */
  ADDRESS_FIRST("address_first"),
  /** The address in a cycle in which data are offered too, and data from that cycle on: AWREADY waits for WVALID. */
  TOGETHER("together"),
  /** The address after the last of the data. */
  DATA_FIRST("data_first"),
  /** Each burst as a seeded draw says. */
  MIXED("mixed");

  private final String word;

  WriteOrder(String word) {
    this.word = word;
  }

  /** How files call it. */
  public String word() {
    return word;
  }

  /** One of them, for tests by random cases: apart from what else is drawn from {@code seed}. */
  public static WriteOrder drawn(long seed) {
    return values()[new Random(seed * 0x9E3779B97F4A7C15L).nextInt(values().length)];
  }

  /** The order that files call {@code word}. */
  public static Optional<WriteOrder> of(String word) {
    return Arrays.stream(values()).filter(order -> order.word.equals(word)).findFirst();
  }
}
