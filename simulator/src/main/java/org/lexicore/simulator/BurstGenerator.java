package org.lexicore.simulator;

import org.lexicore.model.accelerator.Accelerator;

/**
 * Cuts the segments of a load or store into bursts that do not cross 256 bytes. One cycle of SPLIT, then REQUEST until granted.
 */
final class BurstGenerator {
  private static final int LONGEST = 256;

  private enum State { IDLE, SPLIT, REQUEST }

  /**
   * A burst.
   *
   * @param address of its first word in DRAM
   * @param word on-chip, its first
   * @param endsSegment whether it holds the last word of a segment
   * @param endsInstruction whether it holds the last word of the instruction {@code owner}
   */
  record Burst(int address, int beats, int word, boolean endsSegment, boolean endsInstruction, Queued owner) {}

  private final int wordBytes;
  private State state = State.IDLE;
  private Queued owner;
  private int segmentsLeft;
  private int wordsLeft;
  private int segmentAddress;
  private int segmentWord;
  private int address;
  private int word;
  private int words;
  private int addressStride;
  private int wordStride;

  BurstGenerator(Accelerator accelerator) {
    wordBytes = accelerator.wordBytes();
  }

  boolean idle() {
    return state == State.IDLE;
  }

  boolean requests() {
    return state == State.REQUEST;
  }

  boolean splits() {
    return state == State.SPLIT;
  }

  /** Takes an instruction: {@code segments} of {@code words}. */
  void begin(Queued by, int segments, int length, int dramAddress, int dramStride, int firstWord, int stride) {
    owner = by;
    segmentsLeft = segments;
    wordsLeft = length;
    words = length;
    segmentAddress = dramAddress;
    segmentWord = firstWord;
    address = dramAddress;
    word = firstWord;
    addressStride = dramStride;
    wordStride = stride;
    state = State.SPLIT;
  }

  void split() {
    state = State.REQUEST;
  }

  /** The burst requested. */
  Burst burst() {
    int beats = Math.min(wordsLeft, (LONGEST - (address & (LONGEST - 1))) / wordBytes);
    boolean endsSegment = beats == wordsLeft;
    return new Burst(address, beats, word, endsSegment, endsSegment && segmentsLeft == 1, owner);
  }

  void granted(Burst burst) {
    state = burst.endsInstruction ? State.IDLE : State.SPLIT;
    if (burst.endsSegment) {
      segmentsLeft--;
      segmentAddress += addressStride;
      segmentWord += wordStride;
      address = segmentAddress;
      word = segmentWord;
      wordsLeft = words;
    } else {
      address += burst.beats * wordBytes;
      word += burst.beats;
      wordsLeft -= burst.beats;
    }
  }
}
