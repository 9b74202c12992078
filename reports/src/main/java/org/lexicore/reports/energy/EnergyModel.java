package org.lexicore.reports.energy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.dram.DramCounts;
import org.lexicore.model.result.Activity;
import org.lexicore.reports.Band;
import org.lexicore.reports.DramBytes;
import org.lexicore.reports.Hardware;
import org.lexicore.reports.NodeScaling;

/**
 * Energy of an inference or a layer from what the simulator counted, in pJ, each event times its energy. The constants and their sources stand where
 * they are used; {@code docs/energy.md} gathers them. Leakage, wires between modules and the clock tree are not in it.
 */
public final class EnergyModel {
  /** Node of Horowitz's table, 0.9 V. */
  private static final int HOROWITZ_NODE = 45;

  private static final double MULTIPLY_8 = 0.2;

  /** pJ of an addition of 8, 16 and 32 bits. */
  private static final Band ADD_TREE = new Band(0.03, 0.05, 0.1);

  private static final double ADD_32 = 0.1;

  /** pJ per bit and write of a register: 3 fJ at 28 nm, 9 fJ at 40 nm. */
  private static final double REGISTER_28 = 0.003;

  private static final double REGISTER_40 = 0.009;

  /** pJ per bit and cycle of a register whose clock runs and whose data rest, at 40 nm. */
  private static final double CLOCKED_40 = 0.00794;

  /** Registers behind a multiplier: its product of 17 bits, and a sum of its tree, on the average of 20. */
  private static final int BITS_A_MULTIPLICATION = 17 + 20;

  /** Multiplications of 8 bits in a requantisation, of 32 by 16 bits. */
  private static final int PARTIAL_PRODUCTS = 8;

  /** 32-bit additions of a requantisation: bias, two levels of partial products, rounding. */
  private static final int ADDITIONS_A_REQUANTISATION = 4;

  private static final int PARAMETER_BYTES = 8;

  private final Accelerator accelerator;
  private final Hardware hardware;
  private final MemoryEnergy memory;
  private final double fromHorowitz;
  private final Band register;
  private final Band clocked;

  private EnergyModel(Accelerator accelerator, Hardware hardware) {
    int node = accelerator.technology().nodeNm();
    this.accelerator = accelerator;
    this.hardware = hardware;
    memory = new MemoryEnergy(node);
    fromHorowitz = NodeScaling.energy(HOROWITZ_NODE, node);
    register = Band.between(REGISTER_28 * NodeScaling.energy(28, node), REGISTER_40 * NodeScaling.energy(40, node));
    double ungated = CLOCKED_40 * NodeScaling.energy(40, node);
    clocked = new Band(0, ungated / 2, ungated);
  }

  /** The model of an accelerator; none if its node is not from 7 to 65 nm, for which there are no factors. */
  public static Optional<EnergyModel> of(Accelerator accelerator, Hardware hardware) {
    return NodeScaling.covers(accelerator.technology().nodeNm()) ? Optional.of(new EnergyModel(accelerator, hardware)) : Optional.empty();
  }

  /**
   * What was counted, of a layer or a whole inference.
   *
   * @param commands to timed DRAM
   */
  public record Counts(
      long cycles, long multiplications, DramBytes bytes, Map<Activity, Long> activity, Optional<Commands> commands) {
    private double of(Activity what) {
      return activity.get(what);
    }
  }

  /**
   * Commands of a whole inference, which are not known by layer, and what share of its bytes and cycles is meant.
   *
   * @param ofBytes 0 to 1
   * @param ofCycles 0 to 1
   */
  public record Commands(DramCounts all, double ofBytes, double ofCycles) {
    /** Those of the whole inference. */
    public static Commands whole(DramCounts all) {
      return new Commands(all, 1, 1);
    }
  }

  /** Energy of {@code counts}. */
  public EnergyEstimate estimate(Counts counts) {
    Map<EnergyPart, Band> parts = new EnumMap<>(EnergyPart.class);
    for (EnergyPart part : EnergyPart.values()) {
      parts.put(part, of(part, counts));
    }
    return new EnergyEstimate(parts);
  }

  private Band of(EnergyPart part, Counts c) {
    return switch (part) {
      case ARRAY -> array(c);
      case WEIGHTS -> register.times(Byte.SIZE * (c.of(Activity.WEIGHTS_WRITTEN) + c.of(Activity.PASSES) * multipliers()));
      case CODEBOOK -> codebook(c);
      case INDICES -> sram(1024.0 * accelerator.buffers().indicesKib(),
          c.of(Activity.INDEX_WORDS) * accelerator.wordBytes(), c.bytes.indices() + c.bytes.weights());
      case ACTIVATIONS -> sram(accelerator.activationBytes() / 2.0,
          2 * c.of(Activity.PIXELS) * accelerator.activationLineBytes(), c.bytes.activationsRead());
      case ACCUMULATORS -> accumulators(c);
      case DRAIN -> drain(c);
      case CLOCK -> clocked.times(Math.max(0, (double) hardware.flipFlops() * c.cycles - registerBits(c)));
      case DRAM -> dram(c);
    };
  }

  private Band dram(Counts c) {
    return switch (accelerator.dram()) {
      case Accelerator.Dram.Ideal ideal -> DramEnergy.ofIdealBit().times((double) Byte.SIZE * c.bytes.total());
      case Accelerator.Dram.Timed timed -> {
        Commands commands = c.commands.orElseThrow();
        yield DramEnergy.of(timed.standard(), commands.all).picojoules(commands.ofBytes, commands.ofCycles);
      }
    };
  }

  private double multipliers() {
    return (double) accelerator.array().rows() * accelerator.array().columns();
  }

  private Band array(Counts c) {
    Band arithmetic = Band.exactly(MULTIPLY_8).plus(ADD_TREE).times(fromHorowitz);
    return arithmetic.plus(register.times(BITS_A_MULTIPLICATION)).times(c.multiplications);
  }

  /** Bits of registers that events write, and whose clock is in their energy. */
  private double registerBits(Counts c) {
    return (double) BITS_A_MULTIPLICATION * c.multiplications
        + Byte.SIZE * (c.of(Activity.WEIGHTS_WRITTEN) + c.of(Activity.PASSES) * multipliers());
  }

  private Band codebook(Counts c) {
    double bytes = accelerator.codebook().bytes();
    double read = Byte.SIZE * c.of(Activity.CODEWORDS) * accelerator.codewordBytes();
    return switch (accelerator.codebook()) {
      case CodebookStore.None none -> Band.ZERO;
      case CodebookStore.Rom rom -> memory.readRom(bytes).times(read);
      // Each port has a copy, and each is loaded.
      case CodebookStore.Sram sram -> memory.read(bytes).times(read)
          .plus(memory.write(bytes).times((double) Byte.SIZE * c.bytes.codebooks() * sram.ports()));
    };
  }

  private Band accumulators(Counts c) {
    double word = 4.0 * accelerator.array().columns();
    double bank = accelerator.accumulatorDepth() * word;
    double additions = c.of(Activity.PIXELS) * accelerator.array().columns();
    return sram(bank, (c.of(Activity.PIXELS) + c.of(Activity.DRAIN_ELEMENTS)) * word, c.of(Activity.PIXELS) * word)
        .plus(Band.exactly(ADD_32 * fromHorowitz).times(additions));
  }

  private Band drain(Counts c) {
    double lanes = accelerator.postprocess().lanes();
    double elements = c.of(Activity.DRAIN_ELEMENTS);
    double requantisations = (elements + c.of(Activity.RESIDUAL_ELEMENTS)) * lanes;
    Band arithmetic = Band.exactly((MULTIPLY_8 * PARTIAL_PRODUCTS + ADD_32 * ADDITIONS_A_REQUANTISATION) * fromHorowitz).times(requantisations);
    // The residual buffer is read for every element, the result's sum needed or not.
    return arithmetic
        .plus(sram(1024.0 * accelerator.buffers().parametersKib(), elements * lanes * PARAMETER_BYTES, c.bytes.biases()))
        .plus(sram(accelerator.residualBytes(), elements * lanes, 0))
        .plus(sram(accelerator.resultBytes(), c.bytes.activationsWritten(), c.of(Activity.RESULTS) * lanes));
  }

  private Band sram(double capacity, double bytesRead, double bytesWritten) {
    return memory.read(capacity).times(Byte.SIZE * bytesRead).plus(memory.write(capacity).times(Byte.SIZE * bytesWritten));
  }
}
