package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.compiler.encode.KernelWalk;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.WeightStream;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.Window;

/** The segmentations of a layer's reduction that the hardware can run. */
final class KernelWalks {
  private static final int LONGEST_SEGMENT = (1 << 13) - 1;

  private KernelWalks() {}

  /** By kernel position, by kernel row and along the diagonal where that is possible, for an input of {@code block} channels a plane. */
  static List<KernelWalk> of(QuantisedLayer layer, WeightStream stream, int block, Accelerator accelerator) {
    List<KernelWalk> walks = new ArrayList<>();
    walks.add(walk(layer, stream, false, block, accelerator));
    if (isDepthwise(layer) && !stream.looksUp() && planesAreColumnTiles(layer, block, accelerator)) {
      walks.add(walks.getFirst().along(new WeightStream.Diagonal(stream.group())));
    }
    Window window = layer.window();
    boolean contiguous = window.dilationX() == 1 && window.kernelX() > 1;
    boolean aligned = !stream.crossesSegments() || block == layer.input().shape().channels();
    if (contiguous && aligned && window.kernelX() * block <= LONGEST_SEGMENT - accelerator.array().rows()) {
      walks.add(walk(layer, stream, true, block, accelerator));
    }
    return walks;
  }

  /** int8 weights, in groups as large as {@code accelerator} takes. */
  static WeightStream plain(Accelerator accelerator) {
    return new WeightStream.Bytes(accelerator.plainGroupBytes());
  }

  private static boolean isDepthwise(QuantisedLayer layer) {
    return layer.groups() > 1 && layer.inputsPerGroup() == 1 && layer.weights().outputs() == layer.groups();
  }

  private static boolean planesAreColumnTiles(QuantisedLayer layer, int block, Accelerator accelerator) {
    int width = Span.roundUp(block, accelerator.postprocess().lanes());
    return width <= accelerator.array().columns() && (width == block || layer.input().shape().channels() <= block);
  }

  private static KernelWalk walk(
      QuantisedLayer layer, WeightStream stream, boolean wholeRow, int block, Accelerator accelerator) {
    int rows = accelerator.array().rows();
    Window window = layer.window();
    return new KernelWalk(
        stream, wholeRow, window.kernelY(), window.kernelX(), layer.input().shape().channels(), block, rows / stream.group() * stream.group());
  }
}
