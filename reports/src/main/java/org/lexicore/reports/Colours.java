package org.lexicore.reports;

import org.lexicore.model.instruction.Traffic;
import org.lexicore.reports.energy.EnergyPart;

/**
 * The colour of each thing that charts show, by number in the style sheet: one throughout a page, whatever is measured
 * of it.
 */
final class Colours {
  private static final int ARRAY = 0;
  private static final int CODEBOOK = 1;
  private static final int WEIGHTS = 2;
  private static final int INDICES = 3;
  private static final int READ = 4;
  private static final int WRITTEN = 5;
  private static final int INSTRUCTIONS = 6;
  private static final int DRAIN = 7;
  private static final int DRAM = 8;
  private static final int BIASES = 9;
  private static final int ACCUMULATORS = 10;
  private static final int CLOCK = 11;

  /** The first of the colours that stand for runs or variants, and how many there are before they begin again. */
  private static final int RUNS = 12;
  private static final int DIFFERENT_RUNS = 6;

  private static final int SPAN_READER = 18;
  private static final int CODEBOOK_FORMS = 19;
  private static final int DIFFERENT_FORMS = 6;

  private Colours() {}

  static int of(Traffic kind) {
    return switch (kind) {
      case INDICES -> INDICES;
      case CODEBOOKS -> CODEBOOK;
      case WEIGHTS -> WEIGHTS;
      case BIASES -> BIASES;
      case ACTIVATIONS_READ -> READ;
      case ACTIVATIONS_WRITTEN -> WRITTEN;
      case INSTRUCTIONS -> INSTRUCTIONS;
    };
  }

  static int of(ArrayCycles.Cause cause) {
    return switch (cause) {
      case BUSY -> ARRAY;
      case WEIGHTS -> WEIGHTS;
      case LOAD -> READ;
      case DRAIN -> DRAIN;
      case STORE -> WRITTEN;
      case INSTRUCTION -> INSTRUCTIONS;
    };
  }

  static int of(EnergyPart part) {
    return switch (part) {
      case ARRAY -> ARRAY;
      case WEIGHTS -> WEIGHTS;
      case CODEBOOK -> CODEBOOK;
      case INDICES -> INDICES;
      case ACTIVATIONS -> READ;
      case ACCUMULATORS -> ACCUMULATORS;
      case DRAIN -> DRAIN;
      case CLOCK -> CLOCK;
      case DRAM -> DRAM;
    };
  }

  /** Of a part of the chip, as the estimate of its area names it. */
  static int ofChipPart(String part) {
    return switch (part) {
      case "array" -> ARRAY;
      case "codebook" -> CODEBOOK;
      case "weight path" -> WEIGHTS;
      case "buffers" -> READ;
      case "accumulators" -> ACCUMULATORS;
      case "drain" -> DRAIN;
      case "bus" -> DRAM;
      case "control and fetch" -> INSTRUCTIONS;
      case "span reader" -> SPAN_READER;
      default -> CLOCK;
    };
  }

  /** Of a unit of the accelerator, as a timeline names it. */
  static int ofUnit(String unit) {
    return switch (unit) {
      case "DRAM read", "DRAM write" -> DRAM;
      case "load" -> READ;
      case "compute" -> ARRAY;
      case "drain" -> DRAIN;
      case "store" -> WRITTEN;
      default -> CLOCK;
    };
  }

  /** Of a form of codebook, {@code number} from 0, that no chip of the page has. */
  static int ofForm(int number) {
    return CODEBOOK_FORMS + number % DIFFERENT_FORMS;
  }

  /** Of run or variant {@code number}, from 0. */
  static int ofRun(int number) {
    return RUNS + number % DIFFERENT_RUNS;
  }
}
