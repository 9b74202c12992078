package org.lexicore.model.instruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class InstructionSetTest {
  private static final Instruction.Load LOAD =
      new Instruction.Load(new Waits(0, 1, 0xFFFF, 3), 4, 1, 0x80001230, 2, 7, 3, 12, -64, 12);

  @Test
  void decodingAnEncodedInstructionGivesItBack() {
    assertEquals(LOAD, InstructionSet.decode(InstructionSet.encode(LOAD), 0));
    Instruction.Store store = new Instruction.Store(Waits.NONE, 3, 4096, 5, 7, 2, 16, 256, 9);
    assertEquals(store, InstructionSet.decode(InstructionSet.encode(store), 0));
  }

  @Test
  void aValueThatDoesNotFitItsFieldIsRefused() {
    Instruction.Load wide = new Instruction.Load(Waits.NONE, 8, 0, 0, 0, 0, 1, 1, 0, 0);
    assertThrows(IllegalArgumentException.class, () -> InstructionSet.encode(wide));
  }

  @Test
  void fieldsOfEveryUnitFollowEachOtherWithinTheInstruction() {
    for (Unit unit : Unit.values()) {
      int low = 72;
      for (InstructionSet.Placed field : InstructionSet.fields(unit)) {
        assertEquals(low, field.low(), unit + "." + field.name());
        low += field.bits();
      }
    }
    assertEquals(List.of(9, 32, 35, 8), List.of(Unit.values()).stream().map(u -> InstructionSet.fields(u).size()).toList());
  }
}
