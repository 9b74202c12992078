package org.lexicore.simulator.trace;

/**
 * Takes what happens at the ports of the accelerator. Cycles count from the first one after the reset.
 *
 * <p>Each method is one stream: its cycles never fall. Between streams the order is free: the engine tells of events that it knows
 * ahead of time. {@link #settled} says how far all of them are complete. Arrays given are only valid during the call.
 */
public interface TraceSink {
  /** Takes nothing. */
  TraceSink NONE = new NoTrace();

  /**
   * Whether it takes what the datapath computes: if not, the engine does not trouble to make the data, and tells of no decode
   * step, no accumulator and no result write, and not what has settled.
   */
  boolean active();

  /** The host presents a write of {@code value}; {@code ready}: and it is accepted. */
  void hostWrite(long cycle, int address, int value, boolean ready);

  /** The write is answered with {@code response} (0: okay, 2: SLVERR). */
  void hostWriteResponse(long cycle, int response);

  /** The host presents a read; {@code ready}: and it is accepted. */
  void hostRead(long cycle, int address, boolean ready);

  /** The read is answered. */
  void hostReadData(long cycle, int value, int response);

  /** The interrupt request is 1 in this cycle. */
  void interrupt(long cycle);

  /** A read address is valid; {@code ready}: and is accepted. */
  void readAddress(long cycle, int address, int beats, boolean ready);

  /** A beat of read data arrives: the word that begins at {@code from} in {@code data}. */
  void readData(long cycle, byte[] data, int from, boolean last, int response);

  /** A write address is valid; {@code ready}: and is accepted. */
  void writeAddress(long cycle, int address, int beats, boolean ready);

  /** A beat of write data is valid; {@code ready}: and is accepted. Bit i of {@code strobes} belongs to byte i. */
  void writeData(long cycle, byte[] data, long strobes, boolean last, boolean ready);

  /** A write response arrives. */
  void writeResponse(long cycle, int response);

  /** Instructions are pushed into the queues of the units in {@code units}, bit = unit code. */
  void dispatch(long cycle, int units);

  /** Instructions issue. */
  void issue(long cycle, int units);

  /** Instructions retire. */
  void retire(long cycle, int units);

  /** A decode step writes shadow weights: R bytes per port. */
  void decode(long cycle, byte[] rows);

  /** A pass starts. */
  void passStart(long cycle);

  /** A pass has its last pixel in the first stage. */
  void passEnd(long cycle);

  /** The sums of one pixel are written, one per column. */
  void accumulate(long cycle, int address, int[] sums);

  /** Result bytes, one per lane, are written at a byte address. */
  void result(long cycle, int address, byte[] lanes);

  /** Decode steps, passes, accumulator and result writes told for {@code from} and later do not happen: the units were cleared. */
  void discardEvents(long from);

  /** Every event of the cycles before {@code cycle} has been told. */
  void settled(long cycle);
}
