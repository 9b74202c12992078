package org.lexicore.cli.accuracy;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A line of text and a picture of it, cut out as PP-OCR's detector would. */
record TextLine(String text, Picture picture) {

  /** Lines of a few words of {@code sentences}, and of digits: seeded typefaces, sizes, colours and noise. */
  static List<TextLine> draw(List<Sentence> sentences, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<TextLine> lines = new ArrayList<>();
    while (lines.size() < count) {
      String text = Phrase.random(sentences, random);
      lines.add(new TextLine(text, picture(text, random)));
    }
    return lines;
  }

  private static Picture picture(String text, SplittableRandom random) {
    Typeface[] typefaces = Typeface.values();
    Font font = typefaces[random.nextInt(typefaces.length)].size(random.nextInt(20, 49));
    LineMetrics metrics = font.getLineMetrics(text, CONTEXT);
    double width = font.getStringBounds(text, CONTEXT).getWidth();
    int margin = random.nextInt(2, 7);
    Ink ink = Ink.random(random);
    Picture picture = Picture.blank((int) Math.ceil(width) + 2 * margin, (int) Math.ceil(metrics.getHeight()) + margin, ink.paper());
    Graphics2D brush = picture.brush();
    brush.setFont(font);
    brush.setColor(ink.letters());
    brush.drawString(text, margin + random.nextInt(-1, 2), metrics.getAscent() + margin / 2f);
    brush.dispose();
    return picture.noisy(random.nextDouble(0, 14), random);
  }

  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
}
