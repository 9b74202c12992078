package org.lexicore.model.network;

import java.util.List;

/** One step of a quantised network: a layer of the accelerator, or work of the host. */
public sealed interface Step permits QuantisedLayer, HostStep {
  /** Unique in the network. */
  String name();

  /** The tensors read. */
  List<QuantisedTensor> operands();

  /** The tensor made. */
  QuantisedTensor output();

  /** Names of the nodes of the float network that the step carries out. */
  List<String> sources();
}
