package org.lexicore.simulator.dram;

/** What a controller tells its devices. */
public enum DramCommand {
  ACTIVATE, PRECHARGE, PRECHARGE_ALL, READ, READ_PRECHARGE, WRITE, WRITE_PRECHARGE, REFRESH;

  /** Whether data follows. */
  public boolean column() {
    return this == READ || this == READ_PRECHARGE || this == WRITE || this == WRITE_PRECHARGE;
  }
}
