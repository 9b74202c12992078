package org.lexicore.cli.accuracy;

import java.util.List;
import java.util.Map;
import org.lexicore.compiler.data.NdArray;

/** PP-OCR's recogniser of version 4: reads a line of text. */
final class Recognition implements Task {
  private static final int HEIGHT = 48;
  private static final int WIDTH = 320;
  private static final Pixels PIXELS = new Pixels(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f});

  private final CtcDecoder decoder = new CtcDecoder(Artifact.lines("/models/ppocr_keys_v1.txt"));
  private final List<TextLine> calibration;
  private final List<TextLine> measured;

  /** A task of as many lines. */
  Recognition(int calibration, int measured) {
    this.calibration = TextLine.draw(Sentence.calibration(), calibration, 1);
    this.measured = TextLine.draw(Sentence.measured(), measured, 2);
  }

  @Override
  public String network() {
    return "v4_rec";
  }

  @Override
  public byte[] onnx() {
    return Artifact.bytes("/models/ch_PP-OCRv4_rec_infer.onnx");
  }

  @Override
  public Map<String, NdArray> calibration() {
    return Map.of("x", pixels(calibration));
  }

  @Override
  public Map<String, NdArray> measured() {
    return Map.of("x", pixels(measured));
  }

  /** The lines 48 pixels high, grey to their right. */
  private static NdArray pixels(List<TextLine> lines) {
    return PIXELS.of(lines.stream().map(line -> fitted(line.picture())).toList(), WIDTH, HEIGHT);
  }

  private static Picture fitted(Picture picture) {
    return picture.resized(Math.min(WIDTH, (int) Math.ceil((double) HEIGHT * picture.width() / picture.height())), HEIGHT);
  }

  /** What is read, measured against what was drawn: characters wrong by edit distance, lines read without a mistake. */
  @Override
  public List<Measure> judge(float[][] answers, float[][] oracle) {
    int characters = 0;
    int mistakes = 0;
    int right = 0;
    int same = 0;
    for (int i = 0; i < answers.length; i++) {
      String drawn = measured.get(i).text();
      String read = decoder.text(answers[i]);
      characters += drawn.length();
      mistakes += EditDistance.between(read, drawn);
      right += read.equals(drawn) ? 1 : 0;
      same += read.equals(decoder.text(oracle[i])) ? 1 : 0;
    }
    return List.of(
        Measure.share("character errors", (double) mistakes / characters),
        Measure.share("lines right", (double) right / answers.length),
        Measure.share("lines as float", (double) same / answers.length));
  }
}
