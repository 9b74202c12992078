package org.lexicore.cli.option;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.compiler.compress.LayerSelection;
import picocli.CommandLine.Option;

/** Which layers are compressed. */
public final class SelectionOptions {
  @Option(names = "--keep", paramLabel = "PATTERN",
      description = "Weights that stay int8, by name; * stands for any letters. Unless told otherwise the first and last layers, convolutions"
          + " in groups and very small ones stay int8.")
  private List<String> keep = new ArrayList<>();

  @Option(names = "--compress-layer", paramLabel = "PATTERN", description = "Weights that are compressed although they would stay int8.")
  private List<String> compress = new ArrayList<>();

  /** The selection. */
  public LayerSelection read() {
    return new LayerSelection(keep, compress, LayerSelection.DEFAULT.fewestWeights());
  }
}
