package org.lexicore.rtl.synthesis;

import java.util.List;

/** An accelerator in 0.18 µm cells: its modules, the largest first, and its longest paths. */
public record AsicResult(List<ModuleArea> modules, StaticTiming timing) {
  /** µm² of all cells. */
  public double um2() {
    return modules.stream().mapToDouble(ModuleArea::um2).sum();
  }
}
