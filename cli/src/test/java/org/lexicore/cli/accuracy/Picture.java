package org.lexicore.cli.accuracy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** An image that was drawn here. */
record Picture(BufferedImage image) {
  static Picture blank(int width, int height, Color background) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(background);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return new Picture(image);
  }

  /** A brush for it; to be disposed of. */
  Graphics2D brush() {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    return graphics;
  }

  /** Adds normal noise of the given spread to each channel of each pixel, as a sensor does. */
  Picture noisy(double spread, SplittableRandom random) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          double value = (image.getRGB(x, y) >> shift & 0xFF) + spread * random.nextGaussian();
          rgb |= (int) Math.max(0, Math.min(255, Math.rint(value))) << shift;
        }
        image.setRGB(x, y, rgb);
      }
    }
    return this;
  }

  Picture resized(int width, int height) {
    Picture resized = blank(width, height, Color.BLACK);
    Graphics2D graphics = resized.brush();
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return resized;
  }

  int width() {
    return image.getWidth();
  }

  int height() {
    return image.getHeight();
  }

  /** Channel 0, 1 or 2 of a pixel, in the order blue, green, red that PP-OCR was trained with: 0 to 255. */
  int bgr(int channel, int x, int y) {
    return image.getRGB(x, y) >> 8 * channel & 0xFF;
  }
}
