package org.lexicore.compiler.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.compiler.note.Notice;
import org.lexicore.compiler.note.RoundedCodebook;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;

/**
 * Reads ONNX files of opset 7 to 23 into a {@link FloatGraph}.
 *
 * <p>A tensor keeps its ONNX name, a weight the name of its initializer. The batch is taken as 1, whatever the file says. What cannot be
 * taken is reported all at once.
 */
public final class OnnxImporter {
  private OnnxImporter() {}

  /**
   * The network in {@code file}, all of whose weights are in the file or beside it.
   *
   * @throws InputException with one line for everything that cannot be imported
   */
  public static FloatGraph read(Path file) {
    return read(file, WeightSource.NONE);
  }

  /**
   * The network in {@code file}.
   *
   * @param weights the values of those graph inputs that are compressed weights
   * @throws InputException with one line for everything that cannot be imported
   */
  public static FloatGraph read(Path file, WeightSource weights) {
    return read(OnnxModel.load(file), weights);
  }

  /**
   * A network, and what became of the file's tensors.
   *
   * @param holders name of a tensor of the file → node of another name whose tensor holds its elements in its order: an exported network says more
   *     than one tensor of what was one
   * @param expanded weights that the file looks up in codebooks, or that are stored as codes, and whose codes do not
   *     stay
   * @param rounded codebooks in the file whose codewords are rounded to int8
   * @param notices what else the user should know
   */
  public record Imported(
      FloatGraph graph, Map<String, String> holders, List<ExpandedCodes> expanded, List<RoundedCodebook> rounded,
      List<Notice> notices) {}

  /**
   * The network in {@code file}, and what became of its tensors.
   *
   * @throws InputException with one line for everything that cannot be imported
   */
  public static Imported trace(Path file, WeightSource weights) {
    return trace(OnnxModel.load(file), weights, FixedExtents.NONE);
  }

  /**
   * The network that {@code model} holds.
   *
   * @throws InputException with one line for everything that cannot be imported
   */
  public static FloatGraph read(OnnxModel model, WeightSource weights) {
    return read(model, weights, FixedExtents.NONE);
  }

  /**
   * The network that {@code model} holds, for inputs of the extents {@code fixed}.
   *
   * @throws InputException with one line for everything that cannot be imported
   */
  public static FloatGraph read(OnnxModel model, WeightSource weights, FixedExtents fixed) {
    return trace(model, weights, fixed).graph();
  }

  /**
   * The network that {@code model} holds, and what became of its tensors.
   *
   * @throws InputException with one line for everything that cannot be imported
   */
  public static Imported trace(OnnxModel model, WeightSource weights) {
    return trace(model, weights, FixedExtents.NONE);
  }

  /**
   * As {@link #trace(Path, WeightSource)}, for a model that was opened, and inputs of the extents {@code fixed}.
   *
   * @throws InputException with one line for everything that cannot be imported
   */
  public static Imported trace(OnnxModel model, WeightSource weights, FixedExtents fixed) {
    try {
      return runAsBatchOrWhole(model, weights, fixed);
    } catch (InputException e) {
      throw new InputException(e.problems().stream().map(OnnxImporter::printable).toList());
    }
  }

  /**
   * For one sample of a batch; where the first axis is none and the file fixes its extent, for the inputs as they are.
   */
  private static Imported runAsBatchOrWhole(OnnxModel model, WeightSource weights, FixedExtents fixed) {
    try {
      return run(model, weights, fixed, false);
    } catch (InputException asBatch) {
      if (!ReadGraph.fixesBatch(model)) {
        throw asBatch;
      }
      try {
        return run(model, weights, fixed, true);
      } catch (InputException asWhole) {
        throw asBatch;
      }
    }
  }

  /** One line and no terminal commands, whatever the names in a damaged file hold. */
  private static String printable(String problem) {
    return problem.replaceAll("\\p{Cntrl}", "?");
  }

  /** The passes in order. */
  private static Imported run(OnnxModel model, WeightSource weights, FixedExtents fixed, boolean whole) {
    Problems problems = new Problems();
    String place = model.place();
    ImportGraph read = new ReadGraph(model, weights, fixed, whole, problems).read();
    ImportGraph sorted = new SortOperations(UpgradeOperations.upgrade(read), place, problems).sort();
    LowerOperations.Lowered lowered = LowerOperations.lower(sorted, place, problems); // folds constants on its way: it knows every shape
    DraftGraph drawn = lowered.graph();
    DraftGraph padded = MergePadding.merge(drawn);
    problems.throwIfAny();
    DraftGraph used = RemoveUnused.remove(padded); // before folding, which asks who else reads a tensor
    DraftGraph split = SplitConvolutions.split(FoldAffine.fold(used)); // it slices biases that have been folded
    DraftGraph folded = FoldAffine.fold(split); // again, for factors of single slices
    DraftGraph fused = RemoveUnused.remove(FuseElementwise.fuse(folded)); // after folding, which needs the factors as they are
    DraftGraph normalised = RemoveUnused.remove(FindNormalisation.find(fused)); // it knows squares and roots as functions
    DraftGraph masked = RemoveUnused.remove(MergeMasks.merge(normalised));
    DraftGraph converted = ConvertAffine.convert(FoldAffine.fold(masked)); // folds again, for normalisations found
    DraftGraph named = NameWeights.name(converted); // after folding, which is what tells shared weights apart
    AbsorbSigns signs = new AbsorbSigns();
    DraftGraph positive = signs.absorb(named); // last: folding makes scales negative
    List<ExpandedCodes> expanded = new ArrayList<>(lowered.codes().expanded());
    expanded.addAll(signs.expanded());
    FloatGraph graph = floatGraph(positive, ReadPorts.of(model, sorted, lowered.outputs(), fixed));
    List<Notice> notices = lowered.quantised().notice().stream().toList();
    return new Imported(graph, drawn.holders(), expanded, lowered.codes().rounded(), notices);
  }

  private static FloatGraph floatGraph(DraftGraph graph, Map<String, FloatGraph.Port> ports) {
    List<FloatGraph.Node> nodes = new ArrayList<>();
    for (Draft draft : graph.drafts()) {
      switch (draft) {
        case Draft.Plain plain -> nodes.add(plain.node());
        case Draft.Affine affine -> throw new IllegalStateException(affine.name() + " was not converted");
        case Draft.Padding padding -> throw new IllegalStateException(padding.name() + " was not merged");
      }
    }
    return new FloatGraph(graph.name(), nodes, graph.outputs(), ports);
  }
}
