package org.lexicore.model.dram;

/**
 * What the devices did, for their energy. Each activate has its precharge, sooner or later.
 *
 * @param activates rows opened
 * @param reads accesses read
 * @param writes accesses written
 * @param refreshes all-bank refreshes of a rank
 * @param activeCycles cycles in which a rank had a row open, summed over ranks
 * @param idleCycles cycles in which all banks of a rank were precharged, summed over ranks
 */
public record DramCounts(long activates, long reads, long writes, long refreshes, long activeCycles, long idleCycles) {
  /** Nothing yet. */
  public static final DramCounts NONE = new DramCounts(0, 0, 0, 0, 0, 0);

  /** Both together. */
  public DramCounts plus(DramCounts other) {
    return new DramCounts(
        activates + other.activates, reads + other.reads, writes + other.writes, refreshes + other.refreshes,
        activeCycles + other.activeCycles, idleCycles + other.idleCycles);
  }
}
