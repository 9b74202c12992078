package org.lexicore.model.accelerator;

/**
 * What the AXI4 master says beside every address, reads and writes alike: constants, bit for bit as IHI 0022 codes
 * them.
 */
public final class Bus {
  /** AxLOCK: normal accesses, none exclusive. */
  public static final int LOCK = 0;

  /**
   * AxCACHE: normal, non-cacheable, bufferable (A4.4). A write may be answered on its way, as long as a later read of
   * this master sees it: that is what the tokens need.
   */
  public static final int CACHE = 0b0011;

  /**
   * AxPROT: data, non-secure, unprivileged (A4.7), the least rights there are: a memory that keeps some of itself for
   * secure or privileged masters keeps it from the accelerator, whatever its registers were set to.
   */
  public static final int PROT = 0b010;

  /** AxQOS: no scheme (A8.1). */
  public static final int QOS = 0;

  private Bus() {}
}
