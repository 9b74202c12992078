package org.lexicore.model.program;

import org.lexicore.model.instruction.Region;
import org.lexicore.model.network.QuantisedTensor;

/** Where a tensor lies: {@code offset} bytes into {@code region}. */
public record TensorPlacement(QuantisedTensor tensor, Region region, int offset, TensorLayout layout) {}
