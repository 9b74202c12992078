package org.lexicore.cli.accuracy;

import java.util.List;
import org.lexicore.compiler.data.NdArray;

/**
 * Pictures as PP-OCR's networks were trained to see them: blue, green, red, each value (0 to 1) less a mean, in units of a
 * spread.
 *
 * @param mean one per channel
 * @param spread one per channel
 */
record Pixels(float[] mean, float[] spread) {
  /** {@code [pictures, 3, height, width]}; 0 to the right of and below a picture that is smaller. */
  NdArray of(List<Picture> pictures, int width, int height) {
    float[] values = new float[pictures.size() * 3 * height * width];
    int at = 0;
    for (Picture picture : pictures) {
      for (int channel = 0; channel < 3; channel++) {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            boolean inside = x < picture.width() && y < picture.height();
            values[at++] = inside ? (picture.bgr(channel, x, y) / 255f - mean[channel]) / spread[channel] : 0;
          }
        }
      }
    }
    return NdArray.of(new int[] {pictures.size(), 3, height, width}, values);
  }
}
