package org.lexicore.model.program;

import java.util.List;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedTensor;

/** One of the things that follow each other in a program: the accelerator runs instructions, or the host works on tensors in DRAM. */
public sealed interface Stage {
  /**
   * A run of the accelerator from its start to its interrupt; tokens begin anew, and nothing but the codebook store is taken to hold what an
   * earlier run left.
   *
   * @param first number of its first instruction
   * @param count of its instructions
   * @param offset bytes from the program's base to the first instruction, a multiple of 256
   */
  record Run(int first, int count, int offset) implements Stage {}

  /** Work of the host. */
  sealed interface Host extends Stage {
    /** Of the step, or of the layer that the work is for. */
    String name();

    /** What is done, in a word. */
    String kind();

    /** Does it. */
    void perform(DramAccess dram);

    /** Bytes of the elements read, each operand once. */
    long bytesRead();

    /** Bytes written, padding included. */
    long bytesWritten();

    /** Elements made. */
    long elements();

    /** Additions, multiplications, comparisons and functions, each counted as one. */
    long arithmetic();
  }

  /**
   * A step of the network.
   *
   * @param operands in the step's order
   */
  record Compute(HostStep step, List<TensorPlacement> operands, TensorPlacement output) implements Host {
    public Compute {
      operands = List.copyOf(operands);
    }

    @Override
    public String name() {
      return step.name();
    }

    @Override
    public String kind() {
      return step.kind();
    }

    @Override
    public void perform(DramAccess dram) {
      output.write(dram, step.apply(operands.stream().map(operand -> operand.read(dram)).toList()));
    }

    @Override
    public long bytesRead() {
      return operands.stream().mapToLong(it -> elementBytes(it.tensor())).sum();
    }

    @Override
    public long bytesWritten() {
      return output.layout().bytes();
    }

    @Override
    public long elements() {
      return step.elements();
    }

    @Override
    public long arithmetic() {
      return step.arithmetic();
    }
  }

  /**
   * Writes a tensor into region DATA in the order in which the array takes it as weights ({@link LayerWeights.Streamed}).
   *
   * @param name the layer whose weights it is
   * @param offset of the stream in the region
   * @param order for each byte of the stream the element of the tensor, counted channel-major, or −1 for a zero
   */
  record StreamWeights(String name, TensorPlacement tensor, int offset, int[] order) implements Host {
    @Override
    public String kind() {
      return "streamweights";
    }

    @Override
    public void perform(DramAccess dram) {
      int[] integers = tensor.read(dram);
      byte[] stream = new byte[order.length];
      for (int i = 0; i < stream.length; i++) {
        stream[i] = order[i] < 0 ? 0 : LayerWeights.Streamed.weight(integers[order[i]]);
      }
      dram.write(Region.DATA, offset, stream);
    }

    @Override
    public long bytesRead() {
      return elementBytes(tensor.tensor());
    }

    @Override
    public long bytesWritten() {
      return order.length;
    }

    @Override
    public long elements() {
      return order.length;
    }

    @Override
    public long arithmetic() {
      return 0;
    }
  }

  private static long elementBytes(QuantisedTensor tensor) {
    return (long) tensor.shape().size() * tensor.storage().bytes();
  }
}
