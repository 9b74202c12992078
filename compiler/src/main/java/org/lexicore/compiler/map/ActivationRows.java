package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.instruction.Waits;
import org.lexicore.model.program.TensorLayout;
import org.lexicore.model.program.TensorPlacement;

/**
 * Keeps input rows in the activation buffer: rows of one tensor follow each other, all planes of a row together, so that a
 * tile's rows are one regular array wherever the ring wraps. Rows already there are not loaded again.
 */
final class ActivationRows {
  private static final int MOST_WORDS = 0xFFFF;

  /** Rows between two tiles that are loaded so that the tiles stay together: another layer may want them. */
  private static final int WIDEST_GAP = 2;

  /** What is kept of a tensor: some planes, and bytes {@code first … first + bytes − 1} of each row; whole words. */
  record Window(String tensor, int plane, int planes, int first, int bytes) {
    int rowBytes() {
      return planes * bytes;
    }
  }

  /** Rows from {@code origin}, the unwrapped position that row 0 would have. */
  record Rows(long origin, Window window, List<Ring.Region> regions) {
    /** Token of the load after which all rows are there. */
    int loaded() {
      return regions.stream().mapToInt(Ring.Region::written).max().orElse(0);
    }

    void readBy(int token) {
      regions.forEach(region -> region.readBy(token));
    }
  }

  /** The rows of a window that were loaded one after the other; a region a row, from {@code first} on. */
  private static final class Held {
    final long origin;
    final int first;
    final List<Ring.Region> rows = new ArrayList<>();

    Held(long origin, int first) {
      this.origin = origin;
      this.first = first;
    }

    int end() {
      return first + rows.size();
    }

    boolean isResident(int row) {
      return row >= first && row < end() && rows.get(row - first).isResident();
    }

    List<Ring.Region> regions(Span span) {
      return List.copyOf(rows.subList(span.from() - first, span.to() - first));
    }
  }

  private final Ring ring;
  private final InstructionSink sink;
  private final TensorTraffic traffic;
  private final int word;
  private final Map<Window, Held> held = new LinkedHashMap<>();
  private int read;

  ActivationRows(Ring ring, InstructionSink sink, TensorTraffic traffic, int word) {
    this.ring = ring;
    this.sink = sink;
    this.traffic = traffic;
    this.word = word;
  }

  /** Rows read from DRAM so far, for reports: bytes. */
  int bytesRead() {
    return read;
  }

  /** Makes {@code rows} of {@code window} be there, loading what is not. */
  Rows hold(Window window, Span rows) {
    if (rows.isEmpty()) {
      return new Rows(0, window, List.of());
    }
    held.values().removeIf(h -> h.rows.stream().noneMatch(Ring.Region::isResident));
    Held now = held.get(window);
    if (now == null || !now.isResident(rows.from()) || now.end() < rows.to()) {
      boolean extend = now != null && canExtend(now, window, rows);
      if (!extend) {
        now = new Held(ring.head() - (long) rows.from() * window.rowBytes(), rows.from());
        held.put(window, now);
      }
      append(now, window, new Span(now.end(), rows.to()));
    }
    return new Rows(now.origin, window, now.regions(rows));
  }

  /** Whether the missing rows can follow those there; rows that a stride passes over are then loaded as well. */
  private boolean canExtend(Held h, Window window, Span rows) {
    boolean adjacent = ring.head() == h.origin + (long) h.end() * window.rowBytes();
    int passedOver = rows.from() - h.end();
    boolean fits = (long) (rows.to() - h.end()) * window.rowBytes() <= ring.capacity();
    return adjacent && (passedOver >= 0 ? passedOver <= WIDEST_GAP && fits : h.isResident(rows.from()));
  }

  private void append(Held h, Window window, Span rows) {
    int most = Math.max(1, MOST_WORDS * word / window.rowBytes());
    for (int y = rows.from(); y < rows.to(); y += most) {
      Span some = new Span(y, Math.min(rows.to(), y + most));
      List<Ring.Region> regions = new ArrayList<>();
      some.forEach(row -> regions.add(ring.allocate(window.rowBytes())));
      h.rows.addAll(regions);
      load(window, some, regions);
    }
  }

  private void load(Window w, Span rows, List<Ring.Region> regions) {
    TensorLayout layout = traffic.placement(w.tensor).layout();
    boolean rowsJoin = w.planes == 1 && w.bytes == layout.pitch();
    boolean planesJoin = layout.planeBytes() == w.bytes && w.rowBytes() <= MOST_WORDS * word;
    if (rowsJoin) {
      copy(w, regions, 0, w.plane, 1, rows, 1, rows.size() * w.bytes, 0, 0);
    } else if (planesJoin) {
      copy(w, regions, 0, w.plane, w.planes, rows, 1, w.rowBytes(), 0, 0);
    } else if (w.planes <= rows.size() || isFresh(w, rows)) {
      for (int p = 0; p < w.planes; p++) {
        copy(w, regions, p * w.bytes, w.plane + p, 1, rows, rows.size(), w.bytes, layout.pitch(), w.rowBytes());
      }
    } else {
      for (int y = rows.from(); y < rows.to(); y++) {
        int to = (y - rows.from()) * w.rowBytes();
        copy(w, regions, to, w.plane, w.planes, new Span(y, y + 1), w.planes, w.bytes, layout.planeBytes(), w.bytes);
      }
    }
  }

  /** Whether the planes are being stored still: then each is loaded for itself, as soon as it is there. */
  private boolean isFresh(Window w, Span rows) {
    int stored = traffic.written(w.tensor, w.plane + w.planes - 1, rows);
    return stored > 0 && stored > sink.count(Lane.STORE) - 2 * w.planes;
  }

  /** One load of {@code segments} runs of {@code bytes}, from the first byte of the first row and plane on. */
  private void copy(
      Window w, List<Ring.Region> regions, int to, int plane, int planes, Span rows, int segments, int bytes, int sourceStride,
      int targetStride) {
    TensorPlacement from = traffic.placement(w.tensor);
    TensorLayout layout = from.layout();
    int stored = 0;
    for (int p = plane; p < plane + planes; p++) {
      stored = Math.max(stored, traffic.written(w.tensor, p, rows));
    }
    int free = regions.stream().mapToInt(Ring.Region::available).max().orElse(0);
    int offset = from.offset() + plane * layout.planeBytes() + rows.from() * layout.pitch() + w.first;
    int token =
        sink.add(
            new Instruction.Load(
                Waits.NONE, Traffic.ACTIVATIONS_READ.ordinal(), from.region().ordinal(), offset,
                Target.ACTIVATIONS.ordinal(), ring.address(regions.get(0).start() + to) / word, segments, bytes / word, sourceStride,
                targetStride / word),
            Needs.NOTHING.and(Lane.COMPUTE, free).and(Lane.STORE, stored));
    regions.forEach(region -> region.writtenBy(token));
    traffic.load(w.tensor, Lane.ACTIVATIONS, token);
    read += segments * bytes;
  }
}
