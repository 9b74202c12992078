package org.lexicore.simulator.oracle;

import java.util.Optional;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.dram.DramStatistics;

/** A memory whose n-th beat and n-th write response end in an error. */
final class FaultyDram implements Dram {
  private static final int SLVERR = 2;

  private final Dram sound;
  private final int badBeat;
  private final int badResponse;
  private int beats;
  private int responses;

  FaultyDram(Dram sound, int badBeat, int badResponse) {
    this.sound = sound;
    this.badBeat = badBeat;
    this.badResponse = badResponse;
  }

  @Override
  public void start() {
    sound.start();
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
    return beats == badBeat ? SLVERR : OKAY;
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
    return responses == badResponse ? SLVERR : OKAY;
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
