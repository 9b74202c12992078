package org.lexicore.model.network;

/**
 * The integer weights of one layer: {@code outputs} rows of {@code rowLength} = kernelY · kernelX · inputs-per-group elements in
 * the order OHWI, which is the K order of the array.
 */
public sealed interface LayerWeights {
  /** Output channels. */
  int outputs();

  /** Elements a row. */
  int rowLength();

  /** Element {@code k} of row {@code output}, −127 to 127. */
  byte weight(int output, int k);

  /** Plain int8 weights, row-major {@code [outputs, rowLength]}. */
  record Plain(int outputs, int rowLength, byte[] values) implements LayerWeights {
    public Plain {
      if (values.length != outputs * rowLength) {
        throw new IllegalArgumentException(values.length + " weights for " + outputs + " x " + rowLength);
      }
    }

    @Override
    public byte weight(int output, int k) {
      return values[output * rowLength + k];
    }
  }

  /**
   * Indices into a codebook, row-major {@code [outputs, ceil(rowLength / d)]}; a row's last codeword may reach beyond the row, and
   * its excess elements are dropped.
   */
  record Coded(int outputs, int rowLength, Codebook codebook, int[] indices) implements LayerWeights {
    public Coded {
      int codewordsPerRow = (rowLength + codebook.d() - 1) / codebook.d();
      if (indices.length != outputs * codewordsPerRow) {
        throw new IllegalArgumentException(indices.length + " indices for " + outputs + " x " + codewordsPerRow);
      }
    }

    /** Codewords a row. */
    public int codewordsPerRow() {
      return (rowLength + codebook.d() - 1) / codebook.d();
    }

    @Override
    public byte weight(int output, int k) {
      int d = codebook.d();
      return codebook.element(indices[output * codewordsPerRow() + k / d], k % d);
    }
  }
}
