package org.lexicore.simulator.trace;

/** The sink of a fast run: takes nothing. What extends it takes something. */
class NoTrace implements TraceSink {
  @Override
  public boolean active() {
    return false;
  }

  @Override
  public void hostWrite(long cycle, int address, int value, boolean ready) {}

  @Override
  public void hostWriteResponse(long cycle, int response) {}

  @Override
  public void hostRead(long cycle, int address, boolean ready) {}

  @Override
  public void hostReadData(long cycle, int value, int response) {}

  @Override
  public void interrupt(long cycle) {}

  @Override
  public void readAddress(long cycle, int address, int beats, boolean ready) {}

  @Override
  public void readData(long cycle, byte[] data, int from, boolean last, int response) {}

  @Override
  public void writeAddress(long cycle, int address, int beats, boolean ready) {}

  @Override
  public void writeData(long cycle, byte[] data, long strobes, boolean last, boolean ready) {}

  @Override
  public void writeResponse(long cycle, int response) {}

  @Override
  public void dispatch(long cycle, int units) {}

  @Override
  public void issue(long cycle, int units) {}

  @Override
  public void retire(long cycle, int units) {}

  @Override
  public void decode(long cycle, byte[] rows) {}

  @Override
  public void passStart(long cycle) {}

  @Override
  public void passEnd(long cycle) {}

  @Override
  public void accumulate(long cycle, int address, int[] sums) {}

  @Override
  public void result(long cycle, int address, byte[] lanes) {}

  @Override
  public void discardEvents(long from) {}

  @Override
  public void settled(long cycle) {}
}
