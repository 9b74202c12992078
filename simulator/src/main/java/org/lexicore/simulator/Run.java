package org.lexicore.simulator;

/**
 * What the registers say when a program starts.
 *
 * @param program address of the first instruction
 * @param instructions their number
 * @param bases of the regions, by region code; the host may change them while the program runs
 * @param start cycle 0 of the program, counted from the reset
 * @param layerOf layer of each instruction; an instruction beyond its end belongs to layer 0
 */
record Run(int program, long instructions, int[] bases, long start, int[] layerOf) {
  /** The cycle, counted from the reset, of the run's cycle {@code number}; {@code Long.MAX_VALUE} stays never. */
  long cycle(long number) {
    return number == Long.MAX_VALUE ? number : start + number;
  }

  int layer(long number) {
    return number < layerOf.length ? layerOf[(int) number] : 0;
  }
}
