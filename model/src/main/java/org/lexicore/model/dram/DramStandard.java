package org.lexicore.model.dram;

import java.util.Arrays;
import java.util.Optional;
import org.lexicore.model.dram.DramTiming.CommandBus;

/**
 * The kinds of DRAM that are modelled to the command. {@code docs/dram.md} says of each figure where it is from, and which
 * kinds were held against another simulator.
 */
public enum DramStandard {
  /**
   * 8 Gb ×8 devices on 64 bits, 17-17-17: JESD79-4 as Ramulator 2.1's preset DDR4_2400U has it, tRFC 350 ns and tREFI 7.8 µs at
   * 1.2 GHz.
   */
  DDR4_2400(
      "ddr4-2400",
      new DramTiming(
          1200, 17, 12, 4, 17, 17, 17, 17, 39, 4, 6, 4, 6, 26, 9, 18, 3, 9, 2, 2, 420, 9360,
          new CommandBus(1, 1, 1, false)),
      new DramOrganisation(4, 4, 1 << 16, 128, 64, 8),
      1, true),

  /**
   * 8 Gb ×8 devices on 64 bits, 22-22-22: JESD79-4 as Ramulator 2.1's preset DDR4_3200AA and DRAMsim3's DDR4_8Gb_x8_3200 have
   * it.
   */
  DDR4_3200(
      "ddr4-3200",
      new DramTiming(
          1600, 22, 16, 4, 22, 22, 22, 22, 52, 4, 8, 4, 8, 34, 12, 24, 4, 12, 2, 2, 560, 12480,
          new CommandBus(1, 1, 1, false)),
      new DramOrganisation(4, 4, 1 << 16, 128, 64, 8),
      1, false),

  /**
   * 8 Gb a 16-bit channel, BL16: JESD209-4's timings as Arm Trusted Firmware's dram_spec_timing.c (Rockchip RK3399) has them:
   * RL 28, WL 14, nWR 30, nRTP 12 at 1.6 GHz; tRCD 18, tRPpb 18, tRPab 21, tRAS 42, tRRD 10, tFAW 40, tWTR 10, tRFCab 280 ns of
   * a die of 16 Gb, tREFI 3.9 µs. The gap from read to write holds tDQSCK (3.5 ns) and the write preamble (2 cycles). Most
   * commands take four cycles of the bus.
   */
  LPDDR4_3200(
      "lpddr4-3200",
      new DramTiming(
          1600, 28, 14, 8, 29, 29, 29, 34, 68, 8, 8, 16, 16, 64, 12, 30, 16, 16, 8, 8, 448, 6240,
          new CommandBus(4, 4, 2, false)),
      new DramOrganisation(1, 8, 1 << 16, 64, 32, 1),
      2, false),

  /**
   * 8 Gb a 16-bit channel, BL16, bank-group mode, clock ratio 4:1: JESD209-5B as Ramulator 2.1's preset LPDDR5_6400 has it.
   * Activate takes two commands; the CAS command that starts the write clock is not modelled, as if it always ran.
   */
  LPDDR5_6400(
      "lpddr5-6400",
      new DramTiming(
          800, 17, 9, 2, 15, 15, 15, 17, 34, 2, 4, 4, 4, 16, 8, 28, 5, 10, 2, 2, 168, 3125,
          new CommandBus(2, 1, 1, false)),
      new DramOrganisation(4, 4, 1 << 15, 64, 32, 1),
      2, false),

  /**
   * One stack's pseudo channels of 64 bits at 2 Gb/s a pin, BL4, 4 Gb each: JESD235 as Ramulator 2.1's preset HBM2_2000Mbps has
   * it, tRFC 260 ns and tREFI 3.9 µs. A pseudo channel counts as a channel here, with a row and a column bus of its own.
   */
  HBM2(
      "hbm2",
      new DramTiming(
          1000, 14, 5, 2, 14, 12, 14, 14, 34, 2, 4, 4, 4, 15, 5, 16, 6, 8, 2, 2, 260, 3900,
          new CommandBus(2, 1, 1, true)),
      new DramOrganisation(4, 4, 1 << 15, 32, 32, 1),
      16, false);

  private final String word;
  private final DramTiming timing;
  private final DramOrganisation organisation;
  private final int channels;
  private final boolean validated;

  DramStandard(String word, DramTiming timing, DramOrganisation organisation, int channels, boolean validated) {
    this.word = word;
    this.timing = timing;
    this.organisation = organisation;
    this.channels = channels;
    this.validated = validated;
  }

  /** How files and options call it. */
  public String word() {
    return word;
  }

  public DramTiming timing() {
    return timing;
  }

  public DramOrganisation organisation() {
    return organisation;
  }

  /** Channels of one device or module: what a controller has where nothing else is said. */
  public int channels() {
    return channels;
  }

  /** Whether bandwidth, latency and row counts were held against another simulator. */
  public boolean validated() {
    return validated;
  }

  /** Bytes a second that the data buses of {@code count} channels carry at most, in units of 10⁶. */
  public double peakMegabytes(int count) {
    return (double) count * organisation.accessBytes() * timing.clockMhz() / timing.burst();
  }

  /** The kind called {@code word}, if there is one. */
  public static Optional<DramStandard> of(String word) {
    return Arrays.stream(values()).filter(standard -> standard.word.equals(word)).findFirst();
  }
}
