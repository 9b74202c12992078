package org.lexicore.compiler.data;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.host.Embed;

/** Which inputs hold numbers of rows of a table: tokens of a text. */
final class TokenInputs {
  private TokenInputs() {}

  /** Input name → rows of the smallest table that it is looked up in. */
  static Map<String, Integer> of(FloatGraph graph) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      if (node instanceof FloatGraph.Host host && host.operation() instanceof Embed embed) {
        rows.merge(host.inputs().getFirst(), embed.table().length / embed.width(), Math::min);
      }
    }
    return rows;
  }
}
