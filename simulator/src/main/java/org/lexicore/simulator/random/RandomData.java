package org.lexicore.simulator.random;

import java.util.Random;
import org.lexicore.model.accelerator.Accelerator;

/**
 * The region DATA of a random program: parameters of output channels, then bytes that serve as all else, as long as the largest memory.
 *
 * @param parameterBytes as many as the parameter buffer holds
 * @param codebookBytes of all codebooks together
 * @param bytes of the region
 */
record RandomData(int wordBytes, int parameterBytes, int codebookBytes, int bytes) {
  /** What loads may read beyond the size of a memory. */
  private static final int MARGIN = 4096;

  static final int LARGEST_SHIFT = 47;

  static RandomData of(Accelerator accelerator) {
    int codebook = accelerator.codebook().bytes();
    int indices = accelerator.indexWords() * accelerator.wordBytes();
    int largest = Math.max(Math.max(accelerator.activationBytes(), accelerator.residualBytes()), indices);
    if (accelerator.codebook().isLoadable()) {
      largest = Math.max(largest, codebook);
    }
    int parameters = accelerator.buffers().parametersKib() * 1024;
    return new RandomData(accelerator.wordBytes(), parameters, codebook, parameters + largest + MARGIN);
  }

  /** Where a load of {@code words} words may begin, outside the parameters. */
  int source(Random random, int words) {
    int room = (bytes - parameterBytes) / wordBytes - words;
    return parameterBytes + random.nextInt(room + 1) * wordBytes;
  }

  /** Half of the channels end in the range of 8 bits, mostly; the others anywhere, most of them saturated. */
  byte[] draw(Random random) {
    byte[] data = new byte[bytes];
    random.nextBytes(data);
    for (int at = 0; at < parameterBytes; at += RandomTransfers.PARAMETER_BYTES) {
      boolean tame = random.nextBoolean();
      if (tame) {
        data[at + 2] = data[at + 3] = (byte) (data[at + 1] >> Byte.SIZE - 1);
      }
      data[at + 6] = (byte) (tame ? 22 + random.nextInt(12) : 1 + random.nextInt(LARGEST_SHIFT));
    }
    return data;
  }
}
