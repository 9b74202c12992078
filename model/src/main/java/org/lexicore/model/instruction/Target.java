package org.lexicore.model.instruction;

/** The memory that a load writes; the ordinal is the code. */
public enum Target {
  ACTIVATIONS,
  RESIDUALS,
  INDICES,
  PARAMETERS,
  CODEBOOK
}
