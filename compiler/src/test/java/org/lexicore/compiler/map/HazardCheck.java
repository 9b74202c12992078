package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.map.Accesses.Memory;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.program.DramAccess;
import org.lexicore.model.program.Program;
import org.lexicore.model.program.Stage;
import org.lexicore.model.program.TensorPlacement;

/**
 * Checks that a program's tokens alone order every two accesses to one byte of which one is a write, and every two uses of an accumulator
 * bank by different units; and that no byte is used that was never written.
 *
 * <p>A run of the accelerator begins with nothing but codebooks on chip, and all that came before it done. What the host reads must have been
 * written.
 *
 * <p>What an instruction knows to have retired when it issues is a vector of counts: what it waits for, what the last of those knew, and
 * what its predecessor in its unit knew. Within a unit accesses happen in order.
 */
final class HazardCheck {
  private static final int UNITS = Unit.values().length;

  /** What happened to each byte of a memory: token of the last write with its unit, of the last read by each unit. */
  private static final class History {
    final int[] writer;
    final byte[] writerUnit;
    final int[][] readers;
    final boolean[] defined;

    History(int bytes) {
      writer = new int[bytes];
      writerUnit = new byte[bytes];
      readers = new int[UNITS][bytes];
      defined = new boolean[bytes];
    }

    void begin(boolean keeps) {
      Arrays.fill(writer, 0);
      for (int[] reader : readers) {
        Arrays.fill(reader, 0);
      }
      if (!keeps) {
        Arrays.fill(defined, false);
      }
    }
  }

  private final Accelerator accelerator;
  private final Map<Memory, History> memories = new EnumMap<>(Memory.class);

  /** For each unit, what its instructions knew at their issue. */
  private final List<List<int[]>> known = new ArrayList<>();

  private final int[][] bankUsers = new int[2][UNITS];

  private HazardCheck(Program program, Accelerator accelerator) {
    this.accelerator = accelerator;
    for (Memory memory : Memory.values()) {
      int bytes =
          switch (memory) {
            case DATA -> program.data().length;
            case SCRATCH -> program.scratchBytes();
            case INPUT -> program.inputBytes();
            case OUTPUT -> program.outputBytes();
            case ACTIVATIONS, RESIDUALS, INDICES, PARAMETERS, CODEBOOK, RESULTS -> Accesses.size(memory, accelerator);
          };
      History history = new History(bytes);
      Arrays.fill(history.defined, memory == Memory.DATA || memory == Memory.INPUT);
      memories.put(memory, history);
    }
  }

  /** Throws an assertion error that names the first hazard. */
  static void check(Program program, Accelerator accelerator) {
    HazardCheck check = new HazardCheck(program, accelerator);
    for (Stage stage : program.stages()) {
      switch (stage) {
        case Stage.Run run -> check.run(program, run);
        case Stage.Host host -> host.perform(check.access(host));
      }
    }
    check.outputsAreWritten(program);
  }

  private void run(Program program, Stage.Run run) {
    begin();
    for (int i = run.first(); i < run.first() + run.count(); i++) {
      step(program.instructions().get(i), "instruction " + i + " (" + program.instructions().get(i).unit() + ") of "
          + program.layers().get(program.layerOf()[i]));
    }
  }

  private void begin() {
    known.clear();
    for (int i = 0; i < UNITS; i++) {
      known.add(new ArrayList<>());
    }
    memories.forEach((memory, history) -> history.begin(switch (memory) {
      case ACTIVATIONS, RESIDUALS, INDICES, PARAMETERS, RESULTS -> false;
      case CODEBOOK, DATA, SCRATCH, INPUT, OUTPUT -> true;
    }));
    for (int[] users : bankUsers) {
      Arrays.fill(users, 0);
    }
  }

  /** Notes what the host touches; it reads zeros. */
  private DramAccess access(Stage.Host host) {
    return new DramAccess() {
      @Override
      public byte[] read(Region region, int offset, int length) {
        TensorPlacement tensor = read(offset, region);
        for (int c = 0; c < tensor.layout().shape().channels(); c++) {
          for (int y = 0; y < tensor.layout().shape().height(); y++) {
            for (int x = 0; x < tensor.layout().shape().width(); x++) {
              int at = offset + tensor.layout().offset(c, y, x);
              if (!memories.get(Accesses.memory(region)).defined[at]) {
                throw new AssertionError(host.name() + " reads byte " + at + " of " + region + ", which nothing has written");
              }
            }
          }
        }
        return new byte[length];
      }

      private TensorPlacement read(int offset, Region region) {
        List<TensorPlacement> operands =
            switch (host) {
              case Stage.Compute compute -> compute.operands();
              case Stage.StreamWeights stream -> List.of(stream.tensor());
            };
        return operands.stream().filter(it -> it.offset() == offset && it.region() == region).findFirst().orElseThrow();
      }

      @Override
      public void write(Region region, int offset, byte[] bytes) {
        Arrays.fill(memories.get(Accesses.memory(region)).defined, offset, offset + bytes.length, true);
      }
    };
  }

  private void step(Instruction instruction, String who) {
    int unit = instruction.unit().ordinal();
    int token = known.get(unit).size() + 1;
    int[] knows = knowledge(instruction, who);
    useBank(instruction, knows, token, who);
    new Accesses(accelerator, visitor(instruction, knows, token, who)).visit(instruction);
    known.get(unit).add(knows);
  }

  private int[] knowledge(Instruction instruction, String who) {
    int unit = instruction.unit().ordinal();
    List<int[]> own = known.get(unit);
    int[] knows = own.isEmpty() ? new int[UNITS] : own.get(own.size() - 1).clone();
    for (Unit other : Unit.values()) {
      int wait = instruction.waits().of(other);
      List<int[]> theirs = known.get(other.ordinal());
      if (wait > theirs.size()) {
        throw new AssertionError(who + " waits for the " + other + " " + wait + ", which comes later");
      }
      if (wait > 0) {
        knows[other.ordinal()] = Math.max(knows[other.ordinal()], wait);
        for (int i = 0; i < UNITS; i++) {
          knows[i] = Math.max(knows[i], theirs.get(wait - 1)[i]);
        }
      }
    }
    return knows;
  }

  /** A bank has one owner at a time, whatever words are touched: its ports belong to one unit. */
  private void useBank(Instruction instruction, int[] knows, int token, String who) {
    int bank =
        switch (instruction) {
          case Instruction.Compute compute -> compute.bank();
          case Instruction.Drain drain -> drain.bank();
          case Instruction.Load load -> -1;
          case Instruction.Store store -> -1;
        };
    if (bank >= 0) {
      int other = instruction.unit() == Unit.COMPUTE ? Unit.DRAIN.ordinal() : Unit.COMPUTE.ordinal();
      if (bankUsers[bank][other] > knows[other]) {
        throw new AssertionError(who + " takes accumulator bank " + bank + " from " + Unit.values()[other] + " too early");
      }
      bankUsers[bank][instruction.unit().ordinal()] = token;
    }
  }

  private Accesses.Visitor visitor(Instruction instruction, int[] knows, int token, String who) {
    int unit = instruction.unit().ordinal();
    boolean copies = instruction instanceof Instruction.Load;
    return new Accesses.Visitor() {
      private boolean defined = true;

      @Override
      public void read(Memory memory, int at) {
        History h = memories.get(memory);
        ordered(h.writerUnit[at], h.writer[at], "reads", memory, at);
        defined = h.defined[at];
        if (!defined && !copies) {
          throw new AssertionError(who + " reads byte " + at + " of " + memory + ", which nothing has written");
        }
        h.readers[unit][at] = token;
      }

      @Override
      public void write(Memory memory, int at) {
        History h = memories.get(memory);
        ordered(h.writerUnit[at], h.writer[at], "overwrites", memory, at);
        for (int reader = 0; reader < UNITS; reader++) {
          ordered(reader, h.readers[reader][at], "overwrites", memory, at);
        }
        h.writer[at] = token;
        h.writerUnit[at] = (byte) unit;
        h.defined[at] = !copies || defined;
      }

      private void ordered(int other, int access, String verb, Memory memory, int at) {
        if (other != unit && access > knows[other]) {
          throw new AssertionError(
              who + " " + verb + " byte " + at + " of " + memory + " without waiting for " + Unit.values()[other] + " " + access);
        }
      }
    };
  }

  private void outputsAreWritten(Program program) {
    for (var place : program.outputs()) {
      for (int plane = 0; plane < place.layout().planes(); plane++) {
        for (int y = 0; y < place.layout().shape().height(); y++) {
          int row = place.offset() + plane * place.layout().planeBytes() + y * place.layout().pitch();
          for (int b = 0; b < place.layout().shape().width() * place.layout().block() * place.layout().elementBytes(); b++) {
            if (!memories.get(Memory.OUTPUT).defined[row + b]) {
              throw new AssertionError("byte " + (row + b) + " of the outputs is never written");
            }
          }
        }
      }
    }
  }
}
