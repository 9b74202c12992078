package org.lexicore.simulator.dram;

import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;

/**
 * When a memory behind the AXI bus takes addresses and data, and when it answers. It decides times only: the bytes are the engine's.
 *
 * <p>Cycles count from cycle 0 of the program and never fall from call to call. In a cycle, the engine first asks for the answers ({@link
 * #readBeat}, {@link #writeResponse}), then offers what is valid (accept…). An answer comes a cycle or more after what it answers.
 * Read data and write responses are always taken at once: the accelerator keeps {@code rready} and {@code bready} at 1. Answers come
 * in the order of the addresses.
 */
public interface Dram {
  /** Response code of a transfer that went well. */
  int OKAY = 0;

  /** The memory that {@code accelerator} states. */
  static Dram of(Accelerator accelerator) {
    return switch (accelerator.dram()) {
      case Accelerator.Dram.Ideal ideal -> new IdealDram(ideal, accelerator.wordBytes());
      case Accelerator.Dram.Timed timed -> new TimedDram(timed, accelerator);
    };
  }

  /** A program starts: forgets what is under way; cycle 0 comes next. */
  void start();

  /** {@code arready} in a cycle in which a read address is valid; 1 takes it. Called once in each such cycle. */
  boolean acceptReadAddress(long cycle, int address, int beats);

  /** Whether a beat of read data comes in {@code cycle}: the next one of the oldest burst. Called at most once a cycle. */
  boolean readBeat(long cycle);

  /** Response code of the beat that came last. */
  int readResponseCode();

  /**
   * {@code awready} in a cycle in which a write address is valid; 1 takes it. Called once in each such cycle, before
   * {@link #acceptWriteData}.
   *
   * @param data whether write data is valid in the same cycle
   */
  boolean acceptWriteAddress(long cycle, int address, int beats, boolean data);

  /**
   * {@code wready} in a cycle in which write data is valid; 1 takes it. Called once in each such cycle. It may be taken
   * before its burst's address.
   */
  boolean acceptWriteData(long cycle, boolean last);

  /** Whether the response to the oldest burst written comes in {@code cycle}. Called at most once a cycle. */
  boolean writeResponse(long cycle);

  /** Response code of the write response that came last. */
  int writeResponseCode();

  /**
   * A cycle after {@code cycle}, which the answers were asked for, and not after the next beat of read data, as far as is known now; {@code
   * Long.MAX_VALUE} if nothing is known to come.
   */
  long nextBeat(long cycle);

  /** As {@link #nextBeat}, of write responses. */
  long nextResponse(long cycle);

  /** Ends the program: serves what still waits, and says what was counted since its start, if this memory counts. Only {@link #start} may follow. */
  default Optional<DramStatistics> finish() {
    return Optional.empty();
  }
}
