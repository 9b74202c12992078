package org.lexicore.model.instruction;

/**
 * How weights reach the array: what the stream of a compute instruction holds, and how the decoder takes it. The mapper chooses
 * one for each layer; encoder, cost model, simulator and reports ask it.
 */
public sealed interface WeightStream {
  /**
   * Indices of codewords, which the codebook store turns into weights.
   *
   * @param bits per index, 1 to 16
   * @param group elements per codeword (d)
   */
  record Indices(int bits, int group) implements WeightStream {}

  /**
   * int8 weights of all columns.
   *
   * @param group bytes that a decode step takes
   */
  record Bytes(int group) implements WeightStream {}

  /**
   * int8 weights of the diagonal: one for each row of a pass, that of the column of the row's number.
   *
   * @param group bytes that a decode step takes
   */
  record Diagonal(int group) implements WeightStream {}

  /** Rows of one column that a decode step gives weights to. */
  int group();

  /** Whether the codebook store is read. */
  default boolean looksUp() {
    return switch (this) {
      case Indices indices -> true;
      case Bytes bytes -> false;
      case Diagonal diagonal -> false;
    };
  }

  /** Whether all weights but those of the diagonal are 0. */
  default boolean isDiagonal() {
    return this instanceof Diagonal;
  }

  /** Whether a group may begin in one segment of the reduction and end in the next; else segments are whole groups. */
  default boolean crossesSegments() {
    return looksUp();
  }

  /** Columns that a decode step serves, of a decoder with {@code ports}. */
  default int columnsPerStep(int ports) {
    return switch (this) {
      case Indices indices -> ports;
      case Bytes bytes -> 1;
      case Diagonal diagonal -> 1;
    };
  }

  /** For how many of {@code columns} columns the stream has groups. */
  default int streamed(int columns) {
    return switch (this) {
      case Indices indices -> columns;
      case Bytes bytes -> columns;
      case Diagonal diagonal -> 1;
    };
  }

  /** Decode steps for one group of rows of {@code columns} columns. */
  default int columnSteps(int columns, int ports) {
    int width = columnsPerStep(ports);
    return (streamed(columns) + width - 1) / width;
  }

  /** Bits of one group in the stream. */
  default int groupBits() {
    return switch (this) {
      case Indices indices -> indices.bits();
      case Bytes bytes -> Byte.SIZE * bytes.group();
      case Diagonal diagonal -> Byte.SIZE * diagonal.group();
    };
  }

  /** What loading it counts as. */
  default Traffic traffic() {
    return switch (this) {
      case Indices indices -> Traffic.INDICES;
      case Bytes bytes -> Traffic.WEIGHTS;
      case Diagonal diagonal -> Traffic.WEIGHTS;
    };
  }

  /** How users call it. */
  default String word() {
    return switch (this) {
      case Indices indices -> "indices";
      case Bytes bytes -> "int8";
      case Diagonal diagonal -> "int8 diagonal";
    };
  }
}
