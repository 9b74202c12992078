package org.lexicore.cli.accuracy;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.data.NdArray;

/** PP-OCR's detector of version 3: says of each pixel how probably it belongs to text. */
final class Detection implements Task {
  private static final int SIDE = 320;
  private static final float TEXT = 0.3f;
  /** Of ImageNet, in the order in which PP-OCR applies them to blue, green and red. */
  private static final Pixels PIXELS = new Pixels(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});

  private final List<Page> calibration;
  private final List<Page> measured;

  /** A task of as many pages. */
  Detection(int calibration, int measured) {
    this.calibration = Page.draw(Sentence.calibration(), calibration, SIDE, 3);
    this.measured = Page.draw(Sentence.measured(), measured, SIDE, 4);
  }

  @Override
  public String network() {
    return "v3_det";
  }

  @Override
  public byte[] onnx() {
    return Artifact.bytes("/models/ch_PP-OCRv3_det_infer.onnx");
  }

  @Override
  public Map<String, NdArray> calibration() {
    return Map.of("x", pixels(calibration));
  }

  @Override
  public Map<String, NdArray> measured() {
    return Map.of("x", pixels(measured));
  }

  private static NdArray pixels(List<Page> pages) {
    return PIXELS.of(pages.stream().map(Page::picture).toList(), SIDE, SIDE);
  }

  /** Masks of text: intersection over union with float's over all pages, and how many of the drawn lines they reach. */
  @Override
  public List<Measure> judge(float[][] answers, float[][] oracle) {
    long both = 0;
    long either = 0;
    int lines = 0;
    int found = 0;
    for (int page = 0; page < answers.length; page++) {
      for (int i = 0; i < answers[page].length; i++) {
        boolean mine = answers[page][i] > TEXT;
        boolean theirs = oracle[page][i] > TEXT;
        both += mine && theirs ? 1 : 0;
        either += mine || theirs ? 1 : 0;
      }
      for (Shape line : measured.get(page).lines()) {
        lines++;
        found += coverage(line, answers[page]) > 0.5 ? 1 : 0;
      }
    }
    return List.of(
        Measure.share("overlap with float", (double) both / either), Measure.share("lines found", (double) found / lines));
  }

  /** The share of the columns along a line's middle that are text in the mask; the network shrinks text, so its edges are not. */
  private static double coverage(Shape line, float[] probabilities) {
    Rectangle2D box = line.getBounds2D();
    int text = 0;
    int columns = 0;
    for (int x = (int) box.getMinX(); x < box.getMaxX(); x++) {
      columns++;
      for (int y = (int) box.getMinY(); y < box.getMaxY(); y++) {
        if (probabilities[y * SIDE + x] > TEXT && line.contains(x, y)) {
          text++;
          break;
        }
      }
    }
    return (double) text / columns;
  }
}
