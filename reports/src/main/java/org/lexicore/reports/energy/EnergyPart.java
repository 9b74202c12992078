package org.lexicore.reports.energy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where energy goes. */
public enum EnergyPart {
  @JsonProperty("array")
  ARRAY("array",
      "multiplications of 8 bits and their sums: Horowitz, ISSCC 2014; product and sum registers: as weights"),
  @JsonProperty("weight_registers")
  WEIGHTS("weight registers",
      "a register's bit: 9 fJ at 40 nm (Aladdin, ISCA 2014), 3 to 4 fJ at 28 nm (Stillwater's table)"),
  @JsonProperty("codebook")
  CODEBOOK("codebook",
      "SRAM: CACTI to Horowitz by capacity; ROM: an SRAM of equal area, for lack of a figure"),
  @JsonProperty("index_buffer")
  INDICES("index buffer",
      "CACTI to Horowitz by capacity"),
  @JsonProperty("activation_buffer")
  ACTIVATIONS("activation buffer",
      "CACTI to Horowitz by capacity"),
  @JsonProperty("accumulators")
  ACCUMULATORS("accumulators",
      "CACTI to Horowitz by capacity; 32-bit additions: Horowitz"),
  @JsonProperty("drain")
  DRAIN("drain",
      "multiplications and additions: Horowitz; parameter, residual and result buffers: CACTI to Horowitz by capacity"),
  @JsonProperty("idle_registers")
  CLOCK("idle registers",
      "clock of the registers that do not change: none if every enable is a clock gate, 7.9 fJ per bit and cycle at 40 nm if none is (Aladdin); half of it between"),
  @JsonProperty("dram")
  DRAM("DRAM",
      "ideal: pJ per bit, published surveys; timed: currents of the devices for its commands and waiting, the band also pJ per bit");

  private final String title;
  private final String source;

  EnergyPart(String title, String source) {
    this.title = title;
    this.source = source;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** Where its constants are from. */
  public String source() {
    return source;
  }
}
