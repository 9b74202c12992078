package org.lexicore.reports.area;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.accelerator.Accelerator;

/** What a chip of a process node is made of: its gates, its memories. */
record Technology(LogicScaling logic, MemoryMacro sram, MemoryMacro rom) {
  static Technology of(Accelerator.Technology stated) {
    return new Technology(
        LogicScaling.to(stated.nodeNm(), stated.gateUm2()), MemoryMacro.sram(stated.nodeNm(), stated.sramBitUm2()),
        MemoryMacro.rom(stated.nodeNm(), stated.romBitUm2()));
  }

  List<String> sources(CodebookForm form) {
    List<String> sources = new ArrayList<>(List.of("logic: " + logic.source(), "SRAM: " + sram.source()));
    if (form == CodebookForm.MASK_ROM) {
      sources.add("mask ROM: " + rom.source());
    }
    return sources;
  }
}
