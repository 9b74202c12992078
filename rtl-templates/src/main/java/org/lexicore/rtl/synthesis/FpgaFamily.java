package org.lexicore.rtl.synthesis;

import java.util.Map;
import java.util.regex.Pattern;

/** An FPGA family that Yosys maps to, and what its cells are. */
public enum FpgaFamily {
  /** Lattice iCE40; without DSP blocks, as the HX and LP devices have none; a carry shares its cell with a LUT. */
  ICE40("synth_ice40 -top lexicore", "SB_LUT4", "SB_CARRY", 0, "SB_DFF\\w*", "SB_MAC16", "SB_RAM40_4K\\w*"),
  /** Lattice ECP5; a carry cell CCU2C holds two LUTs, LUTs that serve as RAM are not counted. */
  ECP5("synth_ecp5 -top lexicore", "LUT4", "CCU2C", 2, "TRELLIS_FF", "MULT18X18D", "DP16KD|PDPW16KD"),
  /** Xilinx 7 series; carries take no LUT of their own. */
  XILINX("synth_xilinx -family xc7 -flatten -top lexicore", "LUT[1-6]", "CARRY4", 0, "FD[RSCP]E", "DSP48E1", "RAMB(18|36)E1");

  private final String command;
  private final Pattern luts;
  private final Pattern carries;
  private final int lutsOfCarry;
  private final Pattern flipFlops;
  private final Pattern multipliers;
  private final Pattern blockRams;

  FpgaFamily(String command, String luts, String carries, int lutsOfCarry, String flipFlops, String multipliers, String blockRams) {
    this.command = command;
    this.luts = Pattern.compile(luts);
    this.carries = Pattern.compile(carries);
    this.lutsOfCarry = lutsOfCarry;
    this.flipFlops = Pattern.compile(flipFlops);
    this.multipliers = Pattern.compile(multipliers);
    this.blockRams = Pattern.compile(blockRams);
  }

  String command() {
    return command;
  }

  /** What {@code cells} of {@code module} take. */
  FpgaUse use(String module, Map<String, Integer> cells) {
    int lut = count(luts, cells) + lutsOfCarry * count(carries, cells);
    return new FpgaUse(module, lut, count(flipFlops, cells), count(multipliers, cells), count(blockRams, cells));
  }

  private static int count(Pattern pattern, Map<String, Integer> cells) {
    return cells.entrySet().stream().filter(cell -> pattern.matcher(cell.getKey()).matches()).mapToInt(Map.Entry::getValue).sum();
  }
}
