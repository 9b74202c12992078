package org.lexicore.testbenches;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a lockstep run showed.
 *
 * @param cyclesCompared cycles in which every output was compared and was equal
 * @param signalsCompared output signals under comparison
 * @param valuesCompared values compared over all cycles; a payload counts only where it is valid
 * @param divergences signals that differ in the first cycle in which any does; 0 if the designs are equal
 * @param first the first of them
 * @param outputsEqual whether every output of the network was as its reference says, and so written by the RTL; true without references
 * @param waveform a VCD file of the cycles around it, where one was asked for
 */
public record Verification(
    long cyclesCompared,
    int signalsCompared,
    long valuesCompared,
    int divergences,
    Optional<Divergence> first,
    boolean outputsEqual,
    Optional<Path> waveform) {
  /** Whether there was no divergence in at least one cycle. */
  public boolean equal() {
    return divergences == 0 && cyclesCompared > 0;
  }

  Verification withWaveform(Path file) {
    return new Verification(
        cyclesCompared, signalsCompared, valuesCompared, divergences, first, outputsEqual, Optional.of(file));
  }

  Verification withOutputsEqual(boolean equal) {
    return new Verification(cyclesCompared, signalsCompared, valuesCompared, divergences, first, equal, waveform);
  }
}
