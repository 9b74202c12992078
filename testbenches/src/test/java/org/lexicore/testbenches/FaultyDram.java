package org.lexicore.testbenches;

import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.dram.DramStatistics;

/** The ideal memory, but one beat or response of each run is an error. */
final class FaultyDram implements Dram {
  private final Dram sound;

  private int readFault = -1;
  private int writeFault = -1;
  private int code;
  private int beats;
  private int responses;

  FaultyDram(Accelerator accelerator) {
    sound = Dram.of(accelerator);
  }

  /** From now on, beat {@code beat} of each run is answered with {@code response}. */
  void failRead(int beat, int response) {
    readFault = beat;
    writeFault = -1;
    code = response;
  }

  /** From now on, write response {@code number} of each run is {@code response}. */
  void failWrite(int number, int response) {
    readFault = -1;
    writeFault = number;
    code = response;
  }

  /** From now on, all is well. */
  void failNothing() {
    readFault = -1;
    writeFault = -1;
  }

  @Override
  public void start() {
    sound.start();
    beats = 0;
    responses = 0;
  }

  @Override
  public boolean acceptReadAddress(long cycle, int address, int count) {
    return sound.acceptReadAddress(cycle, address, count);
  }

  @Override
  public boolean readBeat(long cycle) {
    boolean comes = sound.readBeat(cycle);
    beats += comes ? 1 : 0;
    return comes;
  }

  @Override
  public int readResponseCode() {
    return beats - 1 == readFault ? code : OKAY;
  }

  @Override
  public boolean acceptWriteAddress(long cycle, int address, int count, boolean data) {
    return sound.acceptWriteAddress(cycle, address, count, data);
  }

  @Override
  public boolean acceptWriteData(long cycle, boolean last) {
    return sound.acceptWriteData(cycle, last);
  }

  @Override
  public boolean writeResponse(long cycle) {
    boolean comes = sound.writeResponse(cycle);
    responses += comes ? 1 : 0;
    return comes;
  }

  @Override
  public int writeResponseCode() {
    return responses - 1 == writeFault ? code : OKAY;
  }

  @Override
  public long nextBeat(long cycle) {
    return sound.nextBeat(cycle);
  }

  @Override
  public long nextResponse(long cycle) {
    return sound.nextResponse(cycle);
  }

  @Override
  public Optional<DramStatistics> finish() {
    return sound.finish();
  }
}
