package org.lexicore.simulator.oracle;

import java.util.Arrays;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;

/** Section 6, register by register. */
final class FetchOracle {
  private final Wires w;
  private final int wordsEach;
  private final byte[] buffer = new byte[512];

  long requested;
  long dispatched;
  private long received;
  private long written;
  private boolean beatRegister;
  private final byte[] beatData;

  private boolean filling = true;
  private int nextWord;
  private boolean lastReadBefore;
  private boolean readRegister;
  private int readWordRegister;
  private final byte[] assembly = new byte[64];
  private boolean assembled;

  FetchOracle(Wires wires) {
    w = wires;
    wordsEach = 64 / w.word;
    beatData = new byte[w.word];
  }

  /** The page's list, field by field. */
  private boolean illegal(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Load l -> l.segments() == 0 || l.words() == 0 || l.offset() % w.word != 0 || l.sourceStride() % w.word != 0;
      case Instruction.Compute c ->
          c.codeword() * c.rowsPerPass() * c.columns() == 0 || c.pixelsY() * c.pixelsX() == 0 || c.kernelY() * c.kernelX() * c.blocks() == 0
              || c.segment() * c.lastSegment() == 0;
      case Instruction.Drain d -> d.groups() * d.outputsY() * d.outputsX() == 0 || d.windowY() * d.windowX() == 0;
      case Instruction.Store s ->
          s.segments() == 0 || s.words() == 0 || s.lastBytes() == 0 || s.offset() % w.word != 0 || s.targetStride() % w.word != 0;
    };
  }

  int request() {
    long left = w.instructions - requested;
    int k = (int) Math.min(4, left);
    return k > 0 && 8 - (requested - dispatched) >= k ? k : 0;
  }

  /** One cycle; {@code granted}: the port grants its request; {@code beat}: the word that arrives for it, or null. */
  void tick(boolean granted, byte[] beat) {
    int k = request();
    boolean push = false;
    if (assembled && !w.aborting) {
      Instruction instruction = InstructionSet.decode(assembly, 0);
      int unit = assembly[0] & 3;
      if (illegal(instruction)) {
        w.illegal = true;
        w.failsNow = true;
      } else if (!w.queueFull(unit)) {
        push = true;
        w.pushing[unit] = true;
        w.pushed = instruction;
      }
    }
    boolean reads = filling && dispatched * wordsEach + nextWord < received;
    int readWord = nextWord;
    boolean nextAssembled = lastReadBefore || assembled && !push;
    if (readRegister) {
      int slot = (int) (dispatched % 8) * wordsEach + readWordRegister;
      System.arraycopy(buffer, slot * w.word, assembly, readWordRegister * w.word, w.word);
    }
    lastReadBefore = reads && readWord == wordsEach - 1;
    readRegister = reads;
    readWordRegister = readWord;
    if (reads) {
      nextWord++;
      filling = nextWord < wordsEach;
    }
    if (push) {
      dispatched++;
      filling = true;
      nextWord = 0;
    }
    assembled = nextAssembled;
    if (beatRegister) {
      System.arraycopy(beatData, 0, buffer, (int) (written % (8 * wordsEach)) * w.word, w.word);
      written++;
    }
    received = written;
    beatRegister = beat != null;
    if (beat != null) {
      System.arraycopy(Arrays.copyOf(beat, w.word), 0, beatData, 0, w.word);
    }
    if (granted) {
      requested += k;
    }
  }
}
