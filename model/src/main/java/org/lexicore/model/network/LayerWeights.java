package org.lexicore.model.network;

/**
 * The integer weights of one layer: {@code outputs} rows of {@code rowLength} = kernelY · kernelX · inputs-per-group elements in
 * the order OHWI, which is the K order of the array.
 */
public sealed interface LayerWeights {
  /** Output channels. */
  int outputs();

  /** Elements per row. */
  int rowLength();

  /** Weights that are known when the network is. */
  sealed interface Fixed extends LayerWeights {
    /** Element {@code k} of row {@code output}, −127 to 127. */
    byte weight(int output, int k);

    /** Puts row {@code output}, of {@link #rowLength} elements, into {@code row}. */
    void row(int output, byte[] row);
  }

  /** Plain int8 weights, row-major {@code [outputs, rowLength]}. */
  record Plain(int outputs, int rowLength, byte[] values) implements Fixed {
    public Plain {
      if (values.length != outputs * rowLength) {
        throw new IllegalArgumentException(values.length + " weights for " + outputs + " x " + rowLength);
      }
    }

    @Override
    public byte weight(int output, int k) {
      return values[output * rowLength + k];
    }

    @Override
    public void row(int output, byte[] row) {
      System.arraycopy(values, output * rowLength, row, 0, rowLength);
    }
  }

  /**
   * Indices into a codebook, row-major {@code [outputs, ceil(rowLength / d)]}; a row's last codeword may reach beyond the row, and
   * its excess elements are dropped.
   */
  record Coded(int outputs, int rowLength, Codebook codebook, int[] indices) implements Fixed {
    public Coded {
      int codewordsPerRow = (rowLength + codebook.d() - 1) / codebook.d();
      if (indices.length != outputs * codewordsPerRow) {
        throw new IllegalArgumentException(indices.length + " indices for " + outputs + " x " + codewordsPerRow);
      }
    }

    /** Codewords per row. */
    public int codewordsPerRow() {
      return (rowLength + codebook.d() - 1) / codebook.d();
    }

    @Override
    public byte weight(int output, int k) {
      int d = codebook.d();
      return codebook.element(indices[output * codewordsPerRow() + k / d], k % d);
    }

    @Override
    public void row(int output, byte[] row) {
      int d = codebook.d();
      int at = output * codewordsPerRow();
      for (int k = 0; k < rowLength; k += d) {
        System.arraycopy(codebook.codewords(), indices[at++] * d, row, k, Math.min(d, rowLength - k));
      }
    }
  }

  /**
   * Another activation, as {@link FloatGraph.Product} says: {@code groups} groups of its channels, whose pixels or channels are the output
   * channels. An integer of −128 counts as −127.
   *
   * @param tensor signed bytes
   */
  record Streamed(QuantisedTensor tensor, int groups, FloatGraph.OutputAxis axis) implements LayerWeights {
    public Streamed {
      if (tensor.storage() != Storage.INT8) {
        throw new IllegalArgumentException(tensor.name() + ": weights are signed bytes");
      }
    }

    @Override
    public int outputs() {
      return switch (axis) {
        case PIXEL -> groups * pixels();
        case CHANNEL -> tensor.shape().channels();
      };
    }

    @Override
    public int rowLength() {
      return switch (axis) {
        case PIXEL -> channelsPerGroup();
        case CHANNEL -> pixels();
      };
    }

    /** Which element of the tensor, counted channel-major, is element {@code k} of row {@code output}. */
    public int element(int output, int k) {
      return switch (axis) {
        case PIXEL -> (output / pixels() * channelsPerGroup() + k) * pixels() + output % pixels();
        case CHANNEL -> output * pixels() + k;
      };
    }

    /** The weights where the tensor holds {@code integers}, channel-major. */
    public Plain of(int[] integers) {
      byte[] values = new byte[outputs() * rowLength()];
      for (int i = 0; i < values.length; i++) {
        values[i] = weight(integers[element(i / rowLength(), i % rowLength())]);
      }
      return new Plain(outputs(), rowLength(), values);
    }

    /** The weight for an integer of the tensor. */
    public static byte weight(int integer) {
      return (byte) Math.max(-Byte.MAX_VALUE, integer);
    }

    private int pixels() {
      return tensor.shape().height() * tensor.shape().width();
    }

    private int channelsPerGroup() {
      return tensor.shape().channels() / groups;
    }
  }
}
