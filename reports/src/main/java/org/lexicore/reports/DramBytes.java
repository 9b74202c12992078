package org.lexicore.reports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.function.ToLongFunction;
import org.lexicore.model.instruction.Traffic;

/** Bytes moved between DRAM and the accelerator, by what they are. */
public record DramBytes(
    long instructions,
    long indices,
    long codebooks,
    long weights,
    long biases,
    long activationsRead,
    long activationsWritten) {

  /** The bytes that {@code counter} gives for each kind. */
  public static DramBytes of(ToLongFunction<Traffic> counter) {
    return new DramBytes(
        counter.applyAsLong(Traffic.INSTRUCTIONS),
        counter.applyAsLong(Traffic.INDICES),
        counter.applyAsLong(Traffic.CODEBOOKS),
        counter.applyAsLong(Traffic.WEIGHTS),
        counter.applyAsLong(Traffic.BIASES),
        counter.applyAsLong(Traffic.ACTIVATIONS_READ),
        counter.applyAsLong(Traffic.ACTIVATIONS_WRITTEN));
  }

  /** The bytes of one kind. */
  public long of(Traffic kind) {
    return switch (kind) {
      case INSTRUCTIONS -> instructions;
      case INDICES -> indices;
      case CODEBOOKS -> codebooks;
      case WEIGHTS -> weights;
      case BIASES -> biases;
      case ACTIVATIONS_READ -> activationsRead;
      case ACTIVATIONS_WRITTEN -> activationsWritten;
    };
  }

  /** All of them. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public long total() {
    return instructions + indices + codebooks + weights + biases + activationsRead + activationsWritten;
  }
}
