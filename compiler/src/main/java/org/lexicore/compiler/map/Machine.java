package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.instruction.Waits;
import org.lexicore.model.program.Stage;

/** The accelerator's memories while a program is written: what lies where, and who read it last. */
final class Machine {
  private static final int MOST_WORDS = 0xFFFF;

  final Accelerator accelerator;
  final InstructionSink sink = new InstructionSink();
  final DataRegion data;

  /** What the host has to write before the run. */
  final List<Stage.StreamWeights> rewrites = new ArrayList<>();

  final TensorTraffic traffic;
  final ActivationRows activations;
  final CodebookSlots codebooks;
  final Ring activationRing;
  final Ring indices;
  final Ring parameters;
  final Ring residuals;
  final Ring results;

  /** Bank that the next column tile takes, and the drain tokens after which each bank may be written. */
  private int bank = 1;

  private final int[] bankFree = new int[2];

  Machine(Accelerator accelerator, PlaceTensors.Placement placement, StoreContent before) {
    this(accelerator, placement, new DataRegion(accelerator.wordBytes()), before, Optional.empty());
  }

  private Machine(
      Accelerator accelerator, PlaceTensors.Placement placement, DataRegion data, StoreContent before, Optional<CodebookSlots> earlier) {
    int word = accelerator.wordBytes();
    this.accelerator = accelerator;
    this.data = data;
    this.traffic = new TensorTraffic(placement);
    this.activationRing = new Ring("activation buffer", accelerator.activationBytes());
    this.indices = new Ring("index buffer", (long) accelerator.indexWords() * word);
    this.parameters = new Ring("parameter buffer", accelerator.buffers().parametersKib() * 1024L);
    this.residuals = new Ring("residual buffer", accelerator.residualBytes());
    this.results = new Ring("result buffer", accelerator.resultBytes());
    this.activations = new ActivationRows(activationRing, sink, traffic, word);
    this.codebooks = earlier.map(slots -> new CodebookSlots(slots, sink)).orElseGet(() -> new CodebookSlots(accelerator, sink, data, before));
  }

  /** The machine for another run: of what was on chip only the codebooks are still there. */
  Machine afterRun(PlaceTensors.Placement placement) {
    return new Machine(accelerator, placement, data, StoreContent.NONE, Optional.of(codebooks));
  }

  /** Loads {@code bytes} from {@code offset} in region DATA on; returns the last load's token. */
  int load(Traffic kind, Target target, int offset, Ring.Region region, Needs needs, int bytes) {
    int token = 0;
    int most = MOST_WORDS * word();
    for (int at = 0; at < bytes; at += most) {
      int words = Math.min(bytes - at, most) / word();
      token =
          sink.add(
              new Instruction.Load(
                  Waits.NONE, kind.ordinal(), Region.DATA.ordinal(), offset + at, target.ordinal(), (region.address() + at) / word(), 1,
                  words, 0, 0),
              needs);
    }
    return token;
  }

  int word() {
    return accelerator.wordBytes();
  }

  /** Turns to the other accumulator bank; returns its number. */
  int nextBank() {
    bank = 1 - bank;
    return bank;
  }

  /** Token of the drain after which {@code bank} may be written. */
  int bankFree(int which) {
    return bankFree[which];
  }

  /** Notes that the drain {@code token} reads {@code bank}. */
  void bankReadBy(int which, int token) {
    bankFree[which] = token;
  }
}
