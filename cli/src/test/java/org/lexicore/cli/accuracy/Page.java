package org.lexicore.cli.accuracy;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A page with text here and there.
 *
 * @param lines the outline of each line of text
 */
record Page(Picture picture, List<Shape> lines) {
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  Page {
    lines = List.copyOf(lines);
  }

  /** Square pages with three to seven lines of several sizes, slightly turned, and with ruled boxes that are no text. */
  static List<Page> draw(List<Sentence> sentences, int count, int side, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Page> pages = new ArrayList<>();
    while (pages.size() < count) {
      pages.add(draw(sentences, side, random));
    }
    return pages;
  }

  private static Page draw(List<Sentence> sentences, int side, SplittableRandom random) {
    Ink ink = Ink.random(random);
    Picture picture = Picture.blank(side, side, ink.paper());
    Graphics2D brush = picture.brush();
    for (int i = random.nextInt(3); i > 0; i--) {
      brush.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
      brush.drawRect(random.nextInt(side), random.nextInt(side), random.nextInt(side), random.nextInt(side));
    }
    brush.setColor(ink.letters());
    List<Shape> lines = new ArrayList<>();
    int wanted = random.nextInt(3, 8);
    for (int attempt = 0; attempt < 100 && lines.size() < wanted; attempt++) {
      write(Phrase.random(sentences, random), side, random, brush, lines);
    }
    brush.dispose();
    return new Page(picture.noisy(random.nextDouble(0, 10), random), lines);
  }

  /** Writes {@code text} at a random place, unless it would leave the page or touch another line. */
  private static void write(String text, int side, SplittableRandom random, Graphics2D brush, List<Shape> lines) {
    Typeface[] typefaces = Typeface.values();
    Font font = typefaces[random.nextInt(typefaces.length)].size(random.nextInt(12, 30));
    TextLayout layout = new TextLayout(text, font, CONTEXT);
    AffineTransform place = AffineTransform.getTranslateInstance(random.nextInt(side), random.nextInt(side));
    place.rotate(Math.toRadians(random.nextDouble(-6, 6)));
    Shape outline = place.createTransformedShape(layout.getBounds());
    Rectangle2D box = outline.getBounds2D();
    Rectangle2D around = new Rectangle2D.Double(box.getX() - 6, box.getY() - 6, box.getWidth() + 12, box.getHeight() + 12);
    if (new Rectangle2D.Double(0, 0, side, side).contains(around) && lines.stream().noneMatch(line -> line.intersects(around))) {
      AffineTransform before = brush.getTransform();
      brush.transform(place);
      layout.draw(brush, 0, 0);
      brush.setTransform(before);
      lines.add(outline);
    }
  }
}
