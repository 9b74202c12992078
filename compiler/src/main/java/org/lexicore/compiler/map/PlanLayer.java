package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.lexicore.compiler.encode.KernelPart;
import org.lexicore.compiler.encode.KernelWalk;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.WeightStream;
import org.lexicore.model.program.TensorLayout;

/** Chooses a layer's tiles, the cut of its reduction and the order of its loops: of all that fit, the cheapest. */
final class PlanLayer {
  private static final int MOST_ROWS = 255;
  private static final int MOST_BLOCKS = 1023;
  private static final int LONGEST_SEGMENT = (1 << 13) - 1;
  private static final int LONGEST_TILE = 2047;

  /** How far above its least a plan may be before less regular ones are tried. */
  private static final int WASTEFUL = 2;

  private final Accelerator accelerator;
  private final CostModel cost;
  private final int samples;
  private final Geometry geometry;
  private final WeightStream stream;
  private final TensorLayout input;
  private final TensorLayout output;
  private final Optional<TensorLayout> residual;
  private final List<Candidate> candidates = new ArrayList<>();
  private LayerPlan best;

  PlanLayer(
      Accelerator accelerator, Geometry geometry, WeightStream stream, TensorLayout input, TensorLayout output,
      Optional<TensorLayout> residual, int samples) {
    this.accelerator = accelerator;
    this.samples = samples;
    this.cost = new CostModel(accelerator, samples);
    this.geometry = geometry;
    this.stream = stream;
    this.input = input;
    this.output = output;
    this.residual = residual;
  }

  /**
   * The cheapest plan.
   *
   * @throws InputException if the layer fits no way, with the buffer to raise
   */
  LayerPlan plan() {
    for (KernelWalk walk : KernelWalks.of(geometry.layer(), stream, input.block(), accelerator)) {
      considerShapes(walk);
    }
    if (best == null) {
      throw new InputException(new ExplainMisfit(accelerator, geometry, input, output, residual).explain());
    }
    return best;
  }

  /** What was weighed: every plan that fits. */
  List<Candidate> candidates() {
    return candidates;
  }

  private void considerShapes(KernelWalk walk) {
    int residualBlock = residual.map(TensorLayout::block).orElse(0);
    List<TileShape> shapes = new ArrayList<>();
    for (TileShape shape : TileShape.all(geometry, walk, input, output, residualBlock, accelerator.wordBytes())) {
      if (holds(shape)) {
        shapes.add(shape);
      }
    }
    // Tiles that span the width come first, and stay unless narrower ones are clearly better: those take more instructions than estimated.
    shapes.sort(Comparator.comparing(shape -> shape.width() < geometry.output().width()));
    columns(walk, part -> true)
        .ifPresent(
            tiles -> {
              CostModel.Passes passes = cost.passes(tiles);
              shapes.forEach(shape -> considerGroups(walk, shape, tiles, passes));
            });
    if (best == null || best.estimate().cycles() > WASTEFUL * best.estimate().least()) {
      considerParts(walk, shapes);
    }
  }

  /** Plans that hold only the input of one instruction at a time. */
  private void considerParts(KernelWalk walk, List<TileShape> shapes) {
    for (TileShape shape : shapes) {
      boolean worthwhile = best == null || shape.width() == geometry.output().width();
      if (worthwhile) {
        Optional<List<ColumnTile>> halves = columns(walk, part -> holdsPart(shape, part, accelerator.activationBytes() / 2));
        halves
            .or(() -> columns(walk, part -> holdsPart(shape, part, accelerator.activationBytes())))
            .ifPresent(tiles -> consider(walk, shape, tiles, cost.passes(tiles), tiles.size(), false));
      }
    }
  }

  private boolean holds(TileShape shape) {
    return shape.pixels() <= accelerator.accumulatorDepth()
        && shape.convHeight() <= LONGEST_TILE
        && shape.convWidth() <= LONGEST_TILE
        && shape.resultBytes() <= accelerator.resultBytes()
        && shape.residualBytes() <= accelerator.residualBytes();
  }

  /** Whether {@code bytes} of the activation buffer hold what {@code part} reads. */
  private boolean holdsPart(TileShape shape, KernelPart part, int bytes) {
    int stride = geometry.window().strideY();
    int rows = (shape.convHeight() - 1) * stride + (part.kyCount() - 1) * geometry.window().dilationY() + 1;
    return (long) rows * part.planeCount() * shape.inputRowBytes() <= bytes;
  }

  /** Column tiles as wide as the index buffer allows, with parts of at most half of it if that is possible. */
  private Optional<List<ColumnTile>> columns(KernelWalk walk, Predicate<KernelPart> fits) {
    CutColumns cut = new CutColumns(geometry.layer(), walk, output, accelerator);
    int whole = accelerator.indexWords() * accelerator.wordBytes();
    for (int width : widths(walk)) {
      for (int share : new int[] {whole / 2, whole}) {
        Optional<List<ColumnTile>> tiles =
            cut.cut(width, (part, columns) -> fits.test(part) && isEncodable(walk, part) && stream(walk, part, columns) <= share);
        if (tiles.isPresent()) {
          return tiles;
        }
      }
    }
    return Optional.empty();
  }

  private List<Integer> widths(KernelWalk walk) {
    int lanes = accelerator.postprocess().lanes();
    if (walk.stream().isDiagonal()) {
      return List.of(Span.roundUp(walk.block(), lanes)); // a plane, so that a row's number is its column's
    }
    List<Integer> widths = new ArrayList<>();
    for (int width = accelerator.array().columns(); width >= lanes; width = Math.max(width / 2 / lanes * lanes, lanes)) {
      widths.add(width);
      if (width == lanes) {
        break;
      }
    }
    return widths;
  }

  private static boolean isEncodable(KernelWalk walk, KernelPart part) {
    return part.kyCount() <= MOST_ROWS
        && part.sxCount() <= MOST_ROWS
        && part.planeCount() <= MOST_BLOCKS
        && (part.isPiece() ? part.length() : walk.segmentBytes(part.plane())) <= LONGEST_SEGMENT;
  }

  private int stream(KernelWalk walk, KernelPart part, int columns) {
    return StreamSize.bytes(walk, part, columns, accelerator.wordBytes());
  }

  private void considerGroups(KernelWalk walk, TileShape shape, List<ColumnTile> tiles, CostModel.Passes passes) {
    for (int group : groupSizes(tiles)) {
      if (shape.activationBytes(mostPlanes(tiles, group)) <= accelerator.activationBytes()) {
        consider(walk, shape, tiles, passes, group, true);
      }
    }
  }

  private void consider(
      KernelWalk walk, TileShape shape, List<ColumnTile> tiles, CostModel.Passes passes, int group, boolean together) {
    LayerPlan.Estimate estimate = estimate(shape, tiles, passes, group, together);
    LayerPlan plan =
        new LayerPlan(
            geometry, input, output, residual, accelerator.wordBytes(), walk, shape.height(), shape.width(), tiles, group,
            together, false, estimate);
    candidates.add(Candidate.of(plan));
    if (best == null || better(estimate, shape)) {
      best = plan;
    }
  }

  /** Planes that a group of column tiles reads at most. */
  private static int mostPlanes(List<ColumnTile> tiles, int group) {
    int most = 1;
    for (int first = 0; first < tiles.size(); first += group) {
      most = Math.max(most, ColumnTile.planes(tiles.subList(first, Math.min(tiles.size(), first + group))).size());
    }
    return most;
  }

  private boolean better(LayerPlan.Estimate estimate, TileShape shape) {
    if (best.fullWidth() && shape.width() < geometry.output().width()) {
      return 100 * estimate.cost() < 98 * best.estimate().cost();
    }
    return estimate.cost() < best.estimate().cost();
  }

  /** Numbers of column tiles after which a plane of the output ends. */
  private TreeSet<Integer> groupSizes(List<ColumnTile> tiles) {
    int width = tiles.get(0).to() - tiles.get(0).from();
    TreeSet<Integer> sizes = new TreeSet<>();
    for (int size = 1; size < tiles.size(); size++) {
      boolean small = size <= 4 || Integer.bitCount(size) == 1;
      if (size * width % output.block() == 0 && (small || sizes.isEmpty())) {
        sizes.add(size);
      }
    }
    sizes.add(tiles.size());
    return sizes;
  }

  private LayerPlan.Estimate estimate(
      TileShape shape, List<ColumnTile> tiles, CostModel.Passes passes, int group, boolean together) {
    int tilesY = Span.ceilDiv(geometry.output().height(), shape.height());
    int tilesX = Span.ceilDiv(geometry.output().width(), shape.width());
    long groupBytes = passes.streamBytes() / tiles.size() * group;
    boolean replays = groupBytes <= (long) accelerator.indexWords() * accelerator.wordBytes();
    long streamReads = replays ? 1 : (long) tilesY * tilesX * samples;
    long plane = (long) geometry.input().height() * shape.inputRowBytes() * tilesX * samples;
    int planes = mostPlanes(tiles, group);
    boolean resident = tilesX == 1 && plane * input.planes() <= accelerator.activationBytes();
    long inputBytes = resident ? plane * input.planes() : plane * planes * Span.ceilDiv(tiles.size(), group);
    if (!together) {
      inputBytes = (long) tilesY * tilesX * samples * tiles.size() * shape.activationBytes(planes);
    }
    long otherBytes = (long) samples * output.bytes() + (long) samples * residual.map(TensorLayout::bytes).orElse(0);
    return cost.estimate(geometry, shape, passes, tiles.size(), streamReads, inputBytes, otherBytes, together ? planes : 0);
  }
}
