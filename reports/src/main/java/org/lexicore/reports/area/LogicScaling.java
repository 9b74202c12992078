package org.lexicore.reports.area;

import java.util.Map;
import java.util.OptionalDouble;
import org.lexicore.reports.Band;
import org.lexicore.reports.ByNode;

/**
 * From the 0.18 µm cells that logic is synthesised with to another node.
 *
 * @param factors area there / area at 180 nm
 * @param source where they are from
 */
public record LogicScaling(Band factors, String source) {
  /** The node of the cells. */
  public static final int SYNTHESISED_NM = 180;

  /** Area of NAND2X1, the gate that areas are often counted in, in the 0.18 µm library: osu018_stdcells.lef. */
  private static final double NAND2_UM2 = 24;

  /** Stillmaker and Baas, Integration 58 (2017), as in wromaszkan/nodeScale: area at a node / at 180 nm, two digits. */
  private static final ByNode PUBLISHED = ByNode.of(Map.ofEntries(
      Map.entry(180, 1.0), Map.entry(130, 0.34), Map.entry(90, 0.15), Map.entry(65, 0.08), Map.entry(45, 0.053), Map.entry(32, 0.025),
      Map.entry(20, 0.011), Map.entry(16, 0.01), Map.entry(14, 0.0093), Map.entry(10, 0.0055), Map.entry(7, 0.0032)));

  /**
   * To {@code node} nm.
   *
   * @param gateUm2 the foundry's own figure: area of a NAND gate of two inputs
   */
  public static LogicScaling to(int node, OptionalDouble gateUm2) {
    if (gateUm2.isPresent()) {
      return new LogicScaling(
          Band.exactly(gateUm2.getAsDouble() / NAND2_UM2), "technology.gate_um2 / the 24 um2 of the 0.18 um NAND2X1");
    }
    if (node == SYNTHESISED_NM) {
      return new LogicScaling(Band.exactly(1), "0.18 um cells (OSU, qflow-tech-osu018)");
    }
    double published = PUBLISHED.at(node);
    double ideal = Math.pow((double) node / SYNTHESISED_NM, 2);
    return new LogicScaling(
        new Band(Math.min(published, ideal), published, Math.max(published, ideal)),
        "0.18 um cells scaled with Stillmaker & Baas 2017, " + PUBLISHED.manner(node) + "; other end: the square of the nodes' ratio");
  }
}
