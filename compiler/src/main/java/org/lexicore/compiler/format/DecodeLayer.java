package org.lexicore.compiler.format;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lexicore.compiler.data.ElementType;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.data.NumberRange;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.compiler.note.LayerNote.Amount;
import org.lexicore.compiler.note.LayerNote.Measure;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;

/** Turns the tensors of one weight into integers in the order OHWI, which the hardware runs. */
final class DecodeLayer {
  private final String place;
  private final String name;
  private final LayerEntry entry;
  private final Problems problems;
  private final List<LayerNote> notes;

  /**
   * A decoder for one weight.
   *
   * @param place how messages call the weights file
   * @param notes what is odd but taken is added here
   */
  DecodeLayer(String place, String name, LayerEntry entry, Problems problems, List<LayerNote> notes) {
    this.place = place;
    this.name = name;
    this.entry = entry;
    this.problems = problems;
    this.notes = notes;
  }

  /** Int8 weights with their scales; empty if there was a problem. */
  Optional<IntegerWeight> plain(NdArray stored, NdArray scale) {
    if (stored.type() != ElementType.I8 || !entry.mayHaveShape(stored.shape())) {
      problems.add("%s: %s is of %s%s; it must be I8 of %s", place, name, stored.type(), Arrays.toString(stored.shape()),
          Arrays.toString(entry.shape()));
      return Optional.empty();
    }
    Axes axes = Axes.of(entry, stored.shape()[0]);
    byte[] values = new byte[stored.size()];
    stored.bytes().get(0, values);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == -128) {
        problems.add("%s: element %d of %s is -128; integers are -127 to 127", place, i, name);
        return Optional.empty();
      }
    }
    return weight(axes, new LayerWeights.Plain(axes.outputs(), axes.rowLength(), axes.toOhwi(values)), scale, 1);
  }

  /** Codes with their scales; empty if there was a problem. In other orders than OHWI they are decoded to int8. */
  Optional<IntegerWeight> coded(NdArray stored, DecodeCodebook codebook, NdArray scale) {
    int d = codebook.codebook().d();
    int[] shape = stored.shape();
    int rows = shape.length == 0 ? 0 : shape[0];
    Axes axes = Axes.of(entry, rows);
    int perRow = (axes.storedRowLength() + d - 1) / d;
    if (shape.length != 2 || rows != axes.storedRows() || shape[1] != perRow) {
      problems.add("%s: %s.indices has the shape %s; %d rows of %d elements take [%d, %d]", place, name, Arrays.toString(shape),
          axes.storedRows(), axes.storedRowLength(), axes.storedRows(), perRow);
      return Optional.empty();
    }
    Optional<int[]> indices = indices(stored, codebook.codebook().k());
    return indices.flatMap(found -> {
      LayerWeights.Coded codes = new LayerWeights.Coded(rows, axes.storedRowLength(), codebook.codebook(), found);
      LayerWeights.Fixed weights = axes.isOhwi() ? codes : decoded(axes, codes);
      return weight(axes, weights, scale, codebook.factor());
    });
  }

  private Optional<int[]> indices(NdArray stored, int k) {
    boolean known = switch (stored.type()) {
      case U8, U16, I16, I32, I64 -> true;
      case I8, F16, F32, F64 -> false;
    };
    if (!known) {
      problems.add("%s: %s.indices is of %s; it must be U8, U16, I16, I32 or I64", place, name, stored.type());
      return Optional.empty();
    }
    int[] indices = new int[stored.size()];
    int negative = 0;
    for (int i = 0; i < indices.length; i++) {
      long index = stored.type() == ElementType.I16 ? stored.integer(i) & 0xFFFF : stored.integer(i);
      if (index < 0 || index >= k) {
        int perRow = stored.shape()[1];
        String said = stored.integer(i) == index ? "" : ", read as " + index;
        problems.add("%s: %s.indices[%d, %d] is %d%s; the codebook has %d entries", place, name, i / perRow, i % perRow, stored.integer(i), said, k);
        return Optional.empty();
      }
      negative += stored.integer(i) < 0 ? 1 : 0;
      indices[i] = (int) index;
    }
    if (negative > 0) {
      notes.add(new LayerNote(name, "negative indices of I16 are read as unsigned, -1 as codeword 65535",
          List.of(new Amount(Measure.INDICES, negative))));
    }
    return Optional.of(indices);
  }

  private static LayerWeights.Plain decoded(Axes axes, LayerWeights.Coded codes) {
    byte[] stored = new byte[codes.outputs() * codes.rowLength()];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = codes.weight(i / codes.rowLength(), i % codes.rowLength());
    }
    return new LayerWeights.Plain(axes.outputs(), axes.rowLength(), axes.toOhwi(stored));
  }

  private Optional<IntegerWeight> weight(Axes axes, LayerWeights.Fixed integers, NdArray scale, float factor) {
    boolean fits = scale.type() == ElementType.F32 && scale.shape().length == 1
        && (scale.size() == 1 || scale.size() == axes.outputs());
    if (!fits) {
      problems.add("%s: %s.scale is of %s%s; it must be F32 of [%d] or [1]", place, name, scale.type(), Arrays.toString(scale.shape()),
          axes.outputs());
      return Optional.empty();
    }
    float[] scales = scale.floats();
    int zeros = 0;
    for (int i = 0; i < scales.length; i++) {
      if (!NumberRange.holds(scales[i])) {
        problems.add("%s: %s.scale[%d] is %s; write the network again", place, name, i, NumberRange.describe(scales[i]));
        return Optional.empty();
      }
      if (scales[i] < 0) {
        problems.add("%s: %s.scale[%d] is %s; scales are not negative: turn the signs of what they multiply", place, name, i, scales[i]);
        return Optional.empty();
      }
      zeros += scales[i] == 0 ? 1 : 0;
      scales[i] *= factor;
    }
    if (zeros > 0) {
      notes.add(new LayerNote(name, "scales are 0, so that weights are", List.of(new Amount(Measure.CHANNELS, zeros))));
    }
    return Optional.of(new IntegerWeight(axes.outputs(), axes.inputs(), axes.height(), axes.width(), integers, scales));
  }
}
