package org.lexicore.model.instruction;

/**
 * One instruction of 512 bits: a self-contained loop nest for one unit. No unit keeps anything from one instruction to the next
 * but the contents of its memories.
 *
 * <p>Where a field is less than the least that its {@link Field} states, or no multiple of the word where it must be
 * one, the instruction is illegal: it is not run, and ends the program ({@link InstructionSet#fault}).
 *
 * <p>"Word" means one AXI data word of {@code axi.data_bits / 8} bytes. Addresses into on-chip memories wrap at the memory's size.
 */
public sealed interface Instruction {
  /** Bytes of every instruction. */
  int BYTES = 64;

  /** The unit that runs it. */
  default Unit unit() {
    return switch (this) {
      case Load l -> Unit.LOAD;
      case Compute c -> Unit.COMPUTE;
      case Drain d -> Unit.DRAIN;
      case Store s -> Unit.STORE;
    };
  }

  /** The tokens it waits for. */
  Waits waits();

  /** Copies {@code segments} runs of words from DRAM to an on-chip memory. */
  record Load(
      Waits waits,
      @Field(bits = 3, meaning = "what the traffic counts as: Traffic code") int kind,
      @Field(bits = 2, meaning = "Region code of the source") int region,
      @Field(bits = 32, aligned = true, meaning = "source offset in the region, bytes") int offset,
      @Field(bits = 3, meaning = "Target code of the memory written") int target,
      @Field(bits = 20, meaning = "first word written in the target") int address,
      @Field(bits = 16, least = 1, meaning = "number of segments") int segments,
      @Field(bits = 16, least = 1, meaning = "words per segment") int words,
      @Field(bits = 32, aligned = true, meaning = "source bytes from one segment's start to the next's") int sourceStride,
      @Field(bits = 20, meaning = "target words from one segment's start to the next's") int targetStride)
      implements Instruction {}

  /**
   * The passes of one tile: {@code pixelsY × pixelsX} output pixels, {@code columns} output channels.
   *
   * <pre>
   * for ky &lt; kernelY, kx &lt; kernelX, b &lt; blocks:                                      one segment
   *   length = b == blocks − 1 ? lastSegment : segment
   *   for (first = 0; first &lt; lead + length; first += rowsPerPass):                     one pass
   *     rows lo..hi of the array take part: lo = first == 0 ? lead : 0, hi = min(rowsPerPass, lead + length − first)
   *     for y &lt; pixelsY, x &lt; pixelsX:                                                   one pixel per cycle
   *       row r reads byte  activation + y·rowStep + x·columnStep + ky·kyStep + kx·kxStep + b·blockStep + first − lead + r
   *       and takes 0 unless lo &lt;= r &lt; hi,  0 &lt;= yFirst + y·yStride + ky·yDilation &lt; height,
   *       and 0 &lt;= xFirst + x·columnStep + kx·kxStep + first − lead + r &lt; rowBytes; the sum but r wraps at 24 bits, two's complement
   *       bank[accumulator + y·pixelsX + x][c] = (accumulate or not the first pass ? itself : 0) + Σ_r weight[c][r] · byte
   *   lead = (lead + length) mod codeword
   * </pre>
   *
   * <p>A diagonal compute, of plain weights, has one byte for each row of a pass: weight[c][c] is the pass's byte c, all other weights of
   * column c are 0. It filters each channel by itself; {@code columns} is at most {@code hi} rounded up to whole groups.
   */
  record Compute(
      Waits waits,
      @Field(bits = 1, meaning = "1: the stream holds int8 weights; 0: indices") int plain,
      @Field(bits = 1, meaning = "1: activations are int8; 0: uint8") int signed,
      @Field(bits = 1, meaning = "1: the first pass adds to the accumulators; 0: it overwrites them") int accumulate,
      @Field(bits = 1, meaning = "accumulator bank written") int bank,
      @Field(bits = 14, meaning = "first accumulator word") int accumulator,
      @Field(bits = 5, meaning = "bits per index, 1 to 16; 0 if plain") int indexBits,
      @Field(bits = 7, least = 1, meaning = "elements per codeword (d), or bytes per group of int8 weights") int codeword,
      @Field(bits = 8, least = 1, meaning = "rows per pass: the largest multiple of codeword not above the array's rows") int rowsPerPass,
      @Field(bits = 8, meaning = "which codebook of the store") int book,
      @Field(bits = 20, meaning = "first word of the stream in the index buffer") int stream,
      @Field(bits = 8, least = 1, meaning = "columns that take part, from column 0") int columns,
      @Field(bits = 24, meaning = "byte address of the first pixel's first byte at ky = kx = b = 0, in the activation buffer") int activation,
      @Field(bits = 12, least = 1, meaning = "rows of output pixels") int pixelsY,
      @Field(bits = 12, least = 1, meaning = "output pixels per row") int pixelsX,
      @Field(bits = 24, meaning = "bytes from one pixel row to the next") int rowStep,
      @Field(bits = 14, meaning = "bytes from one pixel to the next") int columnStep,
      @Field(bits = 8, least = 1, meaning = "segments along y") int kernelY,
      @Field(bits = 8, least = 1, meaning = "segments along x") int kernelX,
      @Field(bits = 10, least = 1, meaning = "segments along the channel blocks") int blocks,
      @Field(bits = 24, meaning = "bytes from one ky to the next") int kyStep,
      @Field(bits = 14, meaning = "bytes from one kx to the next") int kxStep,
      @Field(bits = 24, meaning = "bytes from one block to the next") int blockStep,
      @Field(bits = 13, least = 1, meaning = "bytes per segment") int segment,
      @Field(bits = 13, least = 1, meaning = "bytes of the last block's segment") int lastSegment,
      @Field(bits = 6, meaning = "elements of the first codeword that belong to an earlier segment") int lead,
      @Field(bits = 16, signed = true, meaning = "input row of the first pixel at ky = 0") int yFirst,
      @Field(bits = 6, meaning = "input rows from one pixel row to the next") int yStride,
      @Field(bits = 6, meaning = "input rows from one ky to the next") int yDilation,
      @Field(bits = 15, meaning = "input rows") int height,
      @Field(bits = 20, signed = true, meaning = "byte in its input row of the first pixel's first byte") int xFirst,
      @Field(bits = 20, meaning = "bytes of an input row that exist") int rowBytes,
      @Field(bits = 1, meaning = "1: a plain pass has one weight a column, in the row of the column's number") int diagonal)
      implements Instruction {
    /** What its stream holds. */
    public WeightStream weights() {
      return diagonal == 1 ? new WeightStream.Diagonal(codeword) : plain == 1 ? new WeightStream.Bytes(codeword)
          : new WeightStream.Indices(indexBits, codeword);
    }
  }

  /**
   * Takes {@code groups · lanes} channels of a tile from an accumulator bank through requantisation, residual, clamp and pool.
   *
   * <pre>
   * for y &lt; outputsY, x &lt; outputsX, g &lt; groups:
   *   for wy &lt; windowY, wx &lt; windowX:                                                     one element per cycle
   *     iy = yFirst + y·strideY + wy,  ix = xFirst + x·strideX + wx
   *     takes part if 0 &lt;= iy &lt; tileY and 0 &lt;= ix &lt; tileX
   *     sum   = bank[accumulator + y·accumulatorRow + x·strideX + wy·tileX + wx][column + g·lanes + lane] + bias
   *     t     = requantise(sum, parameters[parameter + g][lane])
   *     t    += requantise(residuals[residual + y·residualRow + x·residualColumn + wy·residualWindowRow
   *                                  + wx·residualWindowColumn + g·lanes + lane])              if addResidual
   *     v     = clamp(t, lowest, highest);  folded into a maximum or a sum over the window
   *   results[result + y·resultRow + x·resultColumn + g·lanes + lane] =
   *     sumPool ? clamp(requantise(fold, poolMultiplier, poolShift), poolLowest, poolHighest) : fold
   * </pre>
   */
  record Drain(
      Waits waits,
      @Field(bits = 1, meaning = "accumulator bank read") int bank,
      @Field(bits = 7, meaning = "first column, a multiple of the lanes") int column,
      @Field(bits = 8, least = 1, meaning = "groups of lanes") int groups,
      @Field(bits = 12, least = 1, meaning = "output rows") int outputsY,
      @Field(bits = 12, least = 1, meaning = "output pixels per row") int outputsX,
      @Field(bits = 8, least = 1, meaning = "pool window rows; 1 without a pool") int windowY,
      @Field(bits = 8, least = 1, meaning = "pool window columns; 1 without a pool") int windowX,
      @Field(bits = 1, meaning = "1: sum over the window, requantised; 0: maximum") int sumPool,
      @Field(bits = 12, signed = true, meaning = "tile row of the first window's first row") int yFirst,
      @Field(bits = 12, signed = true, meaning = "tile column of the first window's first column") int xFirst,
      @Field(bits = 6, meaning = "tile rows from one output row to the next") int strideY,
      @Field(bits = 6, meaning = "tile columns from one output pixel to the next") int strideX,
      @Field(bits = 12, meaning = "tile rows") int tileY,
      @Field(bits = 12, meaning = "tile columns") int tileX,
      @Field(bits = 14, meaning = "accumulator word of the first window's first pixel (wraps; may lie before the tile)") int accumulator,
      @Field(bits = 14, meaning = "accumulator words from one output row to the next: strideY · tileX") int accumulatorRow,
      @Field(bits = 14, meaning = "first parameter group") int parameter,
      @Field(bits = 9, signed = true, meaning = "clamp") int lowest,
      @Field(bits = 9, signed = true, meaning = "clamp") int highest,
      @Field(bits = 1, meaning = "1: add the residual") int addResidual,
      @Field(bits = 1, meaning = "1: the residual is int8; 0: uint8") int residualSigned,
      @Field(bits = 20, meaning = "byte of the first window's first residual") int residual,
      @Field(bits = 18, meaning = "residual bytes from one output row to the next") int residualRow,
      @Field(bits = 12, meaning = "residual bytes from one output pixel to the next") int residualColumn,
      @Field(bits = 18, meaning = "residual bytes from one window row to the next") int residualWindowRow,
      @Field(bits = 8, meaning = "residual bytes from one window column to the next") int residualWindowColumn,
      @Field(bits = 16, meaning = "residual requantisation multiplier") int residualMultiplier,
      @Field(bits = 6, meaning = "residual requantisation shift") int residualShift,
      @Field(bits = 16, meaning = "pool requantisation multiplier") int poolMultiplier,
      @Field(bits = 6, meaning = "pool requantisation shift") int poolShift,
      @Field(bits = 9, signed = true, meaning = "clamp after the pool") int poolLowest,
      @Field(bits = 9, signed = true, meaning = "clamp after the pool") int poolHighest,
      @Field(bits = 20, meaning = "byte of the first result") int result,
      @Field(bits = 18, meaning = "result bytes from one output row to the next") int resultRow,
      @Field(bits = 8, meaning = "result bytes from one output pixel to the next") int resultColumn)
      implements Instruction {}

  /** Copies {@code segments} runs of words from the result buffer to DRAM. */
  record Store(
      Waits waits,
      @Field(bits = 2, meaning = "Region code of the target") int region,
      @Field(bits = 32, aligned = true, meaning = "target offset in the region, bytes") int offset,
      @Field(bits = 20, meaning = "first word read in the result buffer") int address,
      @Field(bits = 16, least = 1, meaning = "number of segments") int segments,
      @Field(bits = 16, least = 1, meaning = "words per segment") int words,
      @Field(bits = 7, least = 1, meaning = "bytes written of each segment's last word") int lastBytes,
      @Field(bits = 32, aligned = true, meaning = "target bytes from one segment's start to the next's") int targetStride,
      @Field(bits = 20, meaning = "source words from one segment's start to the next's") int sourceStride)
      implements Instruction {}
}
