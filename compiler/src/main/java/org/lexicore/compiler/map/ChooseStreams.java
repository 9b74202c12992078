package org.lexicore.compiler.map;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedLayer.PoolKind;
import org.lexicore.model.network.Step;
import org.lexicore.model.program.TensorLayout;

/** Decides for weights that are a tensor whether the accelerator loads them as they lie, or the host rewrites them before. */
final class ChooseStreams {
  private final DirectStreams direct;
  private final Map<String, TensorLayout> layouts;

  ChooseStreams(Accelerator accelerator, Map<String, TensorLayout> layouts, List<Step> steps) {
    Set<String> symmetric = new HashSet<>();
    for (Step step : steps) {
      if (step instanceof QuantisedLayer layer && lowest(layer) >= -Byte.MAX_VALUE) {
        symmetric.add(layer.output().name());
      }
    }
    this.direct = new DirectStreams(accelerator, symmetric);
    this.layouts = layouts;
  }

  /** The plans by layer, with that decision. */
  Map<String, LayerPlan> apply(List<LayerPlan> plans) {
    Map<String, LayerPlan> chosen = new LinkedHashMap<>();
    for (LayerPlan plan : plans) {
      boolean directly =
          plan.geometry().layer().weights() instanceof LayerWeights.Streamed streamed
              && direct.fit(plan, streamed, layouts.get(streamed.tensor().name()));
      chosen.put(plan.geometry().layer().name(), plan.withStreamsDirectly(directly));
    }
    return chosen;
  }

  private static int lowest(QuantisedLayer layer) {
    return layer.pool().filter(pool -> pool.kind() == PoolKind.SUM).map(QuantisedLayer.Pool::lowest).orElse(layer.lowest());
  }
}
