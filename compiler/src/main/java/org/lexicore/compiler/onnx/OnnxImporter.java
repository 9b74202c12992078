package org.lexicore.compiler.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
   */
  public record Imported(FloatGraph graph, Map<String, String> holders) {}

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

  private static Imported trace(OnnxModel model, WeightSource weights, FixedExtents fixed) {
    try {
      return run(model, weights, fixed);
    } catch (InputException e) {
      throw new InputException(e.problems().stream().map(OnnxImporter::printable).toList());
    }
  }

  /** One line and no terminal commands, whatever the names in a damaged file hold. */
  private static String printable(String problem) {
    return problem.replaceAll("\\p{Cntrl}", "?");
  }

  /** The passes in order. */
  private static Imported run(OnnxModel model, WeightSource weights, FixedExtents fixed) {
    Problems problems = new Problems();
    String place = model.place();
    ImportGraph read = new ReadGraph(model, weights, fixed, problems).read();
    ImportGraph sorted = new SortOperations(UpgradeOperations.upgrade(read), place, problems).sort();
    DraftGraph drawn = LowerOperations.lower(sorted, place, problems); // folds constants on its way: it knows every shape
    DraftGraph padded = MergePadding.merge(drawn);
    problems.throwIfAny();
    DraftGraph used = RemoveUnused.remove(padded); // before folding, which asks who else reads a tensor
    DraftGraph split = SplitConvolutions.split(FoldAffine.fold(used)); // it slices biases that have been folded
    DraftGraph folded = FoldAffine.fold(split); // again, for factors of single slices
    DraftGraph fused = RemoveUnused.remove(FuseElementwise.fuse(folded)); // after folding, which needs the factors as they are
    DraftGraph normalised = RemoveUnused.remove(FindNormalisation.find(fused)); // it knows squares and roots as functions
    DraftGraph masked = RemoveUnused.remove(MergeMasks.merge(normalised));
    DraftGraph converted = ConvertAffine.convert(FoldAffine.fold(masked)); // folds again, for normalisations found
    return new Imported(floatGraph(NameWeights.name(converted)), drawn.holders()); // last: folding is what tells shared weights apart
  }

  private static FloatGraph floatGraph(DraftGraph graph) {
    List<FloatGraph.Node> nodes = new ArrayList<>();
    for (Draft draft : graph.drafts()) {
      switch (draft) {
        case Draft.Plain plain -> nodes.add(plain.node());
        case Draft.Affine affine -> throw new IllegalStateException(affine.name() + " was not converted");
        case Draft.Padding padding -> throw new IllegalStateException(padding.name() + " was not merged");
      }
    }
    return new FloatGraph(graph.name(), nodes, graph.outputs());
  }
}
