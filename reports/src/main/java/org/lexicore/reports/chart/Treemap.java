package org.lexicore.reports.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Parts of a whole as tiles whose areas are their sizes, laid out in rows that are as square as can be (Bruls, Huizing and van
 * Wijk, "Squarified treemaps", 2000). Parts of parts lie within their tile, below its name, which takes a little of their room.
 *
 * @param unit of the sizes
 */
public record Treemap(String title, String unit, List<Tile> tiles) implements Chart {
  /**
   * A part.
   *
   * @param size of a part without parts; of any other, the sum of them counts
   * @param note what else it says when it is pointed at, a source or a range, say; may be empty
   * @param colour by number in the style sheet; its parts have it, too
   */
  public record Tile(String name, double size, String note, List<Tile> parts, int colour) {
    public Tile {
      parts = List.copyOf(parts);
    }

    /** A part that is not divided further. */
    public Tile(String name, double size, String note) {
      this(name, size, note, List.of(), 0);
    }

    double total() {
      return parts.isEmpty() ? size : parts.stream().mapToDouble(Tile::total).sum();
    }
  }

  private static final int HEIGHT = 380;
  private static final double GAP = 1.5;
  private static final double HEADING = 17;
  private static final double LETTER = 6.6;
  private static final double LINE = 14;

  /** A tile in its place. */
  private record Placed(Tile tile, Rectangle2D.Double box) {}

  /** All parts: the small ones have no room for their names, and a phone does not show all at once. */
  @Override
  public List<String> legend() {
    return shown().stream().map(Tile::name).toList();
  }

  @Override
  public int colourOf(int number) {
    return shown().get(number).colour;
  }

  private List<Tile> shown() {
    return tiles.stream().filter(tile -> tile.total() > 0).toList();
  }

  @Override
  public String svg(String id) {
    Svg svg = new Svg(title, HEIGHT);
    List<Mark> marks = new ArrayList<>();
    List<Placed> named = new ArrayList<>();
    List<Placed> groups = squarify(tiles, new Rectangle2D.Double(0, 0, Svg.WIDTH, HEIGHT));
    for (int i = 0; i < groups.size(); i++) {
      place(groups.get(i), groups.get(i).tile.colour, "", marks, named);
    }
    svg.marks(marks);
    named.forEach(placed -> label(svg, placed));
    return svg.element();
  }

  private void place(Placed placed, int colour, String within, List<Mark> marks, List<Placed> named) {
    Tile tile = placed.tile;
    Rectangle2D.Double box = placed.box;
    if (tile.parts.isEmpty()) {
      named.add(placed);
      Rectangle2D inner = new Rectangle2D.Double(box.x, box.y, Math.max(0, box.width - GAP), Math.max(0, box.height - GAP));
      marks.add(new Mark(inner, colour, text(tile, within)));
      return;
    }
    // Without room for its name a part is drawn all the same.
    double heading = box.height >= 2 * HEADING && !fitting(tile.name, box.width).isEmpty() ? HEADING : 0;
    if (heading > 0) {
      named.add(placed);
    }
    Rectangle2D.Double below = new Rectangle2D.Double(box.x, box.y + heading, box.width, box.height - heading);
    squarify(tile.parts, below).forEach(part -> place(part, colour, within + tile.name + ", ", marks, named));
  }

  private String text(Tile tile, String within) {
    double whole = tiles.stream().mapToDouble(Tile::total).sum();
    return within + tile.name + ": " + Numbers.of(tile.total()) + " " + unit
        + String.format(Locale.ROOT, ", %.1f %%", 100 * tile.total() / whole)
        + (tile.note.isEmpty() ? "" : "; " + tile.note);
  }

  /** Writes a tile's name, if it has room; that of a tile with parts stands above them. */
  private void label(Svg svg, Placed placed) {
    Rectangle2D.Double box = placed.box;
    String style = placed.tile.parts.isEmpty() ? "tile" : "label";
    String name = fitting(placed.tile.name, box.width);
    if (name.isEmpty() || box.height < LINE + 2) {
      return;
    }
    svg.words(box.x + 4, box.y + LINE - 1, "start", style, name);
    String size = Numbers.of(placed.tile.total()) + " " + unit;
    if (placed.tile.parts.isEmpty() && box.height > 2 * LINE + 2 && size.length() * LETTER < box.width - 8) {
      svg.words(box.x + 4, box.y + 2 * LINE - 1, "start", style, size);
    }
  }

  /** {@code name} if there is room for all of it: a cut one could be another's, and the legend has it. */
  private static String fitting(String name, double width) {
    return name.length() * LETTER <= width - 8 ? name : "";
  }

  private static List<Placed> squarify(List<Tile> tiles, Rectangle2D.Double room) {
    List<Tile> left = new ArrayList<>(tiles.stream().filter(tile -> tile.total() > 0).toList());
    left.sort(Comparator.comparingDouble(Tile::total).reversed());
    double scale = room.width * room.height / left.stream().mapToDouble(Tile::total).sum();
    List<Placed> placed = new ArrayList<>();
    Rectangle2D.Double rest = room;
    while (!left.isEmpty()) {
      int row = 1;
      double side = Math.min(rest.width, rest.height);
      while (row < left.size() && worst(left.subList(0, row + 1), side, scale) <= worst(left.subList(0, row), side, scale)) {
        row++;
      }
      rest = layRow(left.subList(0, row), rest, scale, placed);
      left.subList(0, row).clear();
    }
    return placed;
  }

  /** The least square of the tiles in a row along {@code side}: how many times as long as wide. */
  private static double worst(List<Tile> row, double side, double scale) {
    double area = scale * row.stream().mapToDouble(Tile::total).sum();
    double thickness = area / side;
    return row.stream().mapToDouble(tile -> scale * tile.total() / thickness)
        .map(length -> Math.max(length / thickness, thickness / length)).max().orElseThrow();
  }

  /** Lays {@code row} along the shorter side of {@code room}; returns the room that is left. */
  private static Rectangle2D.Double layRow(List<Tile> row, Rectangle2D.Double room, double scale, List<Placed> placed) {
    boolean upright = room.height <= room.width;
    double thickness = scale * row.stream().mapToDouble(Tile::total).sum() / Math.min(room.width, room.height);
    double at = 0;
    for (Tile tile : row) {
      double length = scale * tile.total() / thickness;
      placed.add(new Placed(tile, upright
          ? new Rectangle2D.Double(room.x, room.y + at, thickness, length)
          : new Rectangle2D.Double(room.x + at, room.y, length, thickness)));
      at += length;
    }
    return upright
        ? new Rectangle2D.Double(room.x + thickness, room.y, room.width - thickness, room.height)
        : new Rectangle2D.Double(room.x, room.y + thickness, room.width, room.height - thickness);
  }
}
