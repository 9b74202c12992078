package org.lexicore.compiler.quantise;

import java.util.List;
import org.lexicore.model.network.FloatGraph;

/** The float nodes that one step of the quantised network carries out. */
sealed interface StepGroup permits LayerGroup, HostGroup {
  /** The node whose tensor the step makes. */
  FloatGraph.Node last();

  /** The tensors that it reads. */
  List<String> reads();
}
