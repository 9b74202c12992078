package org.lexicore.reports.area;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lexicore.reports.Band;
import org.lexicore.reports.ByNode;

/** Are published factors and cells taken as published, interpolated between nodes, and put aside by a foundry's own figures? */
class ScalingTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  @Test
  void publishedNodesAreTakenAsTheyAre() {
    assertEquals(0.053, LogicScaling.to(45, NONE).factors().typical());
    assertTrue(LogicScaling.to(45, NONE).source().contains("as published for 45 nm"));
    assertEquals(Band.exactly(1), LogicScaling.to(180, NONE).factors());
  }

  @Test
  void thereIsNoRowFor28NanometresAndTheSourceSaysSo() {
    LogicScaling scaling = LogicScaling.to(28, NONE);
    // Between 0.025 at 32 nm and 0.011 at 20 nm, on the line of logarithms: 0.025 · (28/32)^1.747.
    assertEquals(0.0198, scaling.factors().typical(), 0.0001);
    // The square of the nodes' ratio is the other end.
    assertEquals(28.0 * 28 / (180 * 180), scaling.factors().high(), 1e-9);
    assertTrue(scaling.source().contains("interpolated between 20 and 32 nm"), scaling.source());
  }

  @Test
  void aFoundrysOwnFiguresLeaveNoRange() {
    assertEquals(Band.exactly(0.5), LogicScaling.to(28, OptionalDouble.of(12)).factors());
    assertEquals(Band.exactly(0.3), MemoryMacro.sram(28, OptionalDouble.of(0.3)).um2PerBit());
    assertEquals("technology.rom_bit_um2", MemoryMacro.rom(28, OptionalDouble.of(0.1)).source());
  }

  @Test
  void macrosAreCellsAndWhatIsAroundThem() {
    Band sram = MemoryMacro.sram(28, NONE).um2PerBit();
    assertEquals(0.127 * 1.25, sram.low(), 1e-9);
    assertEquals(0.127 * 6.68, sram.high(), 1e-9);
    Band rom = MemoryMacro.rom(65, NONE).um2PerBit();
    // One bit per transistor, in a macro as Yin's.
    assertEquals(2 * 0.096 * 2.61, rom.typical(), 1e-9);
    assertEquals(MemoryMacro.sram(65, NONE).um2PerBit().high(), rom.high(), 1e-9);
    assertTrue(MemoryMacro.sram(28, NONE).source().contains("as published for 28 nm"));
    assertTrue(MemoryMacro.sram(130, NONE).source().contains("interpolated between 65 and 180 nm"));
    assertTrue(MemoryMacro.sram(3, NONE).source().contains("extrapolated beyond 5 nm"));
  }

  @Property
  void areaGrowsWithTheNodeAndLowIsNeverAboveHigh(@ForAll @IntRange(min = 3, max = 250) int node) {
    Band here = LogicScaling.to(node, NONE).factors();
    Band next = LogicScaling.to(node + 1, NONE).factors();
    assertTrue(node == 180 || node == 179 || here.typical() < next.typical());
    assertTrue(here.low() <= here.typical() && here.typical() <= here.high());
    assertTrue(MemoryMacro.sram(node, NONE).um2PerBit().typical() < MemoryMacro.sram(node + 1, NONE).um2PerBit().typical());
  }

  @Test
  void pointsOfOnePowerLawLieOnIt() {
    ByNode square = ByNode.of(Map.of(10, 100.0, 20, 400.0));
    assertEquals(225, square.at(15), 1e-9);
    assertEquals(900, square.at(30), 1e-9);
    assertEquals(25, square.at(5), 1e-9);
  }
}
